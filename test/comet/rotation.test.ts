import fc from 'fast-check'
import t from 'tap'
import { fromHex, toHex } from '../../chain/types/bytes.js'
import {
  applyChanges,
  genesisSet,
  POWER_MAX,
  rotate,
  setHash,
  totalPower,
  type ValidatorChange,
} from '../../node/engine/comet/validatorSet.js'
import { vectors } from './vectors.js'

interface Change {
  pubKey: string
  power: string
}
interface RotationCase {
  genesis: Change[]
  steps: {
    changes: Change[]
    times: number
    addresses: string[]
    priorities: string[]
    proposer: string
    hash: string
  }[]
}

const change = (c: Change): ValidatorChange => ({
  pubKeyType: 'ed25519',
  pubKey: fromHex(c.pubKey),
  power: BigInt(c.power),
})

await t.test('proposers take turns as in CometBFT, through changes of the set', async (t) => {
  for (const v of vectors<RotationCase[]>('rotation')) {
    let set = genesisSet(v.genesis.map(change))
    for (const step of v.steps) {
      set = applyChanges(set, step.changes.map(change))
      if (step.times > 0) set = rotate(set, step.times)
      t.same(
        set.validators.map((x) => toHex(x.address)),
        step.addresses,
      )
      t.same(
        set.validators.map((x) => String(x.proposerPriority)),
        step.priorities,
      )
      t.equal(toHex(set.proposer), step.proposer)
      t.equal(toHex(setHash(set)), step.hash)
    }
  }
})

const key = (n: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? n : 7))
const one = (n: number, power: bigint): ValidatorChange => ({
  pubKeyType: 'ed25519',
  pubKey: key(n),
  power,
})

await t.test('changes that would break a set are refused with the reason', async (t) => {
  const set = genesisSet([one(1, 10n), one(2, 5n)])
  const refused: [ValidatorChange[], RegExp][] = [
    [[one(3, -1n)], /can't be negative: -1/],
    [[one(3, POWER_MAX + 1n)], /can't be higher than/],
    [[one(3, POWER_MAX)], /exceeds max/],
    [[one(3, 0n)], /failed to find validator [0-9A-F]{40} to remove/],
    [[one(1, 3n), one(1, 4n)], /duplicate entry/],
    [[one(1, 0n), one(2, 0n)], /result in empty set/],
  ]
  for (const [changes, text] of refused) t.throws(() => applyChanges(set, changes), text)
  t.throws(() => genesisSet([one(1, 0n)]), /voting power 0/)
  t.throws(() => genesisSet([]), /empty validator set/)
  t.throws(() => rotate(set, 0), RangeError)
})

await t.test('over many turns everyone proposes in proportion to power', async (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      (powers) => {
        let set = genesisSet(powers.map((p, i) => one(i, BigInt(p))))
        const total = Number(totalPower(set.validators))
        const turns = new Map<string, number>()
        for (let i = 0; i < total * 4; i++) {
          const name = toHex(set.proposer)
          turns.set(name, (turns.get(name) ?? 0) + 1)
          set = rotate(set, 1)
        }
        return set.validators.every(
          (v) => Math.abs((turns.get(toHex(v.address)) ?? 0) - Number(v.power) * 4) <= 1,
        )
      },
    ),
    { numRuns: 50 },
  )
  t.pass('held')
})
