import fc from 'fast-check'
import t from 'tap'
import { TxError } from '../../../chain/types/errors.js'
import { BeaconKeeper } from '../../../modules/beacon/keeper.js'
import { beaconModule } from '../../../modules/beacon/module.js'
import { nextSeed } from '../../../modules/beacon/state.js'
import { BeaconSystemTx, endBlock } from '../../../modules/beacon/systemTx.js'
import { codec } from '../../../chain/codec/proto.js'
import { commitOnion } from '../../../modules/beacon/msgs/commitOnion.js'
import { DerivedOnions } from '../../../node/beacon/onionSource.js'
import { address, addresses, at, memoryContext, run } from '../../support/memoryContext.js'

const VALIDATORS = [1, 2, 3].map((n) => Buffer.alloc(20, n))
const LENGTH = 6

/** A chain whose only business is the beacon; onions are short, so that they run out. */
function chain(options: { activation?: bigint; renewAt?: bigint } = {}) {
  const keeper = new BeaconKeeper(addresses)
  const module = beaconModule(keeper)
  let ctx = at(memoryContext(), { height: 1n })
  module.initGenesis(ctx, module.defaultGenesis())
  keeper.params.set(ctx, {
    windowBlocks: 64n,
    activationBlocks: options.activation ?? 2n,
    renewAtLinks: options.renewAt ?? 3n,
  })
  const sources = VALIDATORS.map((v, i) => new DerivedOnions(Buffer.alloc(32, 7 + i), v, LENGTH))
  VALIDATORS.forEach((v, i) => {
    const { root, length } = (sources[i] as DerivedOnions).commitment(v, 0n)
    keeper.onions.set(ctx, v, {
      validatorAddress: v,
      operator: address(i),
      tip: root,
      remaining: length,
      epoch: 0n,
      next: null,
      nextActiveHeight: 0n,
    })
  })
  return {
    keeper,
    module,
    sources,
    get ctx() {
      return ctx
    },
    /** Makes the next block by proposer `i`; gives the bytes it put. */
    block(i: number): Uint8Array | undefined {
      ctx = at(ctx, { height: ctx.height + 1n, proposerAddress: VALIDATORS[i] as Buffer })
      const system = new BeaconSystemTx(keeper, sources[i])
      const bytes = system.build(ctx)
      if (!system.validate(ctx, bytes)) throw new Error('a proposer refuses its own transaction')
      if (bytes !== undefined) ctx.atomic((branch) => system.execute(branch, bytes))
      endBlock(keeper, ctx)
      return bytes
    },
  }
}

await t.test('every block has a seed, whoever proposes and whatever runs out', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 60 }), (proposers) => {
      const c = chain()
      for (const i of proposers) {
        const before = c.keeper.latestSeed(c.ctx).seed
        c.block(i)
        const after = c.keeper.seed(c.ctx, c.ctx.height)
        if (Buffer.compare(before, after) === 0 || after.length !== 32) return false
      }
      return true
    }),
    { numRuns: 60 },
  )
})

await t.test('with renewal in time a proposer always has a link to reveal', async () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 60 }), (proposers) => {
      const c = chain({ activation: 1n, renewAt: 3n })
      return proposers.every((i) => c.block(i) !== undefined)
    }),
    { numRuns: 60 },
  )
})

await t.test('a proposer can put exactly one thing: any other bytes are refused', async () => {
  const body = codec('infonex.beacon.v1.SystemTx')
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 2 }), { maxLength: 8 }),
      fc.nat({ max: 2 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (before, i, link) => {
        const c = chain()
        for (const p of before) c.block(p)
        const validatorAddress = VALIDATORS[i] as Buffer
        const ctx = at(c.ctx, { height: c.ctx.height + 1n, proposerAddress: validatorAddress })
        const system = new BeaconSystemTx(c.keeper, c.sources[i])
        const good = system.build(ctx)
        if (good === undefined)
          return !system.validate(
            ctx,
            body.encode({ domain: 'infonex/system/1', validatorAddress, link, next: null }),
          )
        const tx = body.decode(good)
        const forged = [
          undefined,
          body.encode({ ...tx, link }),
          body.encode({ ...tx, domain: 'infonex/system/2' }),
          body.encode({ ...tx, validatorAddress: VALIDATORS[(i + 1) % 3] as Buffer }),
          body.encode({ ...tx, next: { root: link.subarray(1), length: 5n } }),
          body.encode({ ...tx, next: { root: link, length: 0n } }),
          Buffer.concat([good, Buffer.from([0])]),
          good.subarray(0, good.length - 1),
        ]
        return forged.every((bytes) => !system.validate(ctx, bytes)) && system.validate(ctx, good)
      },
    ),
    { numRuns: 80 },
  )
})

await t.test('the seed is the hash of the one before, the height and the link', async (t) => {
  const c = chain()
  const before = c.keeper.latestSeed(c.ctx).seed
  const bytes = c.block(0) as Uint8Array
  const { link } = codec('infonex.beacon.v1.SystemTx').decode(bytes)
  t.same(c.keeper.seed(c.ctx, 2n), nextSeed(before, 2n, link))
})

await t.test('a system transaction never decodes as a transaction', async (t) => {
  const c = chain()
  const bytes = c.block(0) as Uint8Array
  t.equal(bytes[0], (15 << 3) | 2, 'its first field is one that TxRaw does not have')
  const system = new BeaconSystemTx(c.keeper, undefined)
  t.equal(system.matches(bytes), true)
  t.equal(system.matches(new Uint8Array(40)), false)
  t.equal(system.build(at(c.ctx, { proposerAddress: VALIDATORS[0] as Buffer })), undefined)
})

await t.test('accumulation takes 32 blocks or more, within the window', async (t) => {
  const c = chain()
  for (let n = 0; n < 80; n++) c.block(n % 3)
  t.equal(c.keeper.accumulated(c.ctx, 40n, 71n).length, 32)
  const code = (f: () => unknown): number => {
    try {
      f()
      return 0
    } catch (error) {
      return error instanceof TxError ? error.code : -1
    }
  }
  t.equal(
    code(() => c.keeper.accumulated(c.ctx, 50n, 80n)),
    10,
    '31 blocks',
  )
  t.equal(
    code(() => c.keeper.seed(c.ctx, 3n)),
    9,
    'left the window',
  )
  t.equal(
    code(() => c.keeper.seed(c.ctx, 99n)),
    9,
    'not made yet',
  )
})

await t.test('MsgCommitOnion: one row per refusal, in order, then success', async (t) => {
  const c = chain({ activation: 2n })
  const handler = commitOnion(c.keeper)
  const next = { root: Buffer.alloc(32, 9), length: 4n }
  const msg = { operator: address(0), validatorAddress: VALIDATORS[0] as Buffer, next }
  const rows: [string, typeof msg | (Omit<typeof msg, 'next'> & { next: null }), number][] = [
    ['bad address', { ...msg, operator: 'nobody' }, 7],
    ['absent', { ...msg, next: null }, 6],
    ['short root', { ...msg, next: { ...next, root: Buffer.alloc(31) } }, 6],
    ['no links', { ...msg, next: { ...next, length: 0n } }, 6],
    ['too many links', { ...msg, next: { ...next, length: 1_048_577n } }, 6],
    ['unknown validator', { ...msg, validatorAddress: Buffer.alloc(20, 99) }, 4],
    ['another operator', { ...msg, operator: address(1) }, 7],
  ]
  for (const [name, bad, code] of rows)
    t.throws(() => run(handler, c.ctx, bad as typeof msg), { code }, name)
  const { activeHeight } = run(handler, c.ctx, msg)
  t.equal(activeHeight, c.ctx.height + 2n)
  t.throws(() => run(handler, c.ctx, msg), { code: 8 }, 'one is pending')
  t.equal(c.block(0), undefined, 'what was left is given up: no link until the new one is active')
})

await t.test(
  'a system transaction in a block: one row per refusal, and none changes state',
  async (t) => {
    const body = codec('infonex.beacon.v1.SystemTx')
    const c = chain({ renewAt: 10n })
    const [proposer, other] = VALIDATORS as [Buffer, Buffer]
    c.block(0)
    const system = new BeaconSystemTx(c.keeper, c.sources[0])
    const ctx = at(c.ctx, { height: c.ctx.height + 1n, proposerAddress: proposer })
    const good = system.build(ctx) as Uint8Array
    const tx = body.decode(good)
    const next = { root: Buffer.alloc(32, 9), length: 4n }
    const stranger = at(ctx, { proposerAddress: Buffer.alloc(20, 99) })
    // Validator 1 has not proposed yet: nothing is pending for it.
    const first = at(ctx, { proposerAddress: other })
    const second = body.decode(
      new BeaconSystemTx(c.keeper, c.sources[1]).build(first) as Uint8Array,
    )
    const short = { ...second, next: { ...next, root: Buffer.alloc(31) } }
    const rows: [string, typeof ctx, Uint8Array, number][] = [
      ['cut', ctx, good.subarray(0, good.length - 1), 2],
      ['another domain', ctx, body.encode({ ...tx, domain: 'infonex/system/2' }), 2],
      ['of another validator', ctx, body.encode({ ...tx, validatorAddress: other }), 3],
      ['proposer without onion', stranger, good, 4],
      ['wrong link', ctx, body.encode({ ...tx, link: Buffer.alloc(32, 5) }), 5],
      ['link revealed before', first, body.encode({ ...second, link: tx.link }), 5],
      ['bad commitment', first, body.encode(short), 6],
      ['a commitment is pending', ctx, body.encode({ ...tx, next }), 8],
    ]
    const onions = () => JSON.stringify(c.module.exportGenesis(c.ctx))
    const before = onions()
    for (const [name, where, bytes, code] of rows) {
      t.throws(
        () => where.atomic((branch) => void system.execute(branch, bytes)),
        { code, codespace: 'beacon' },
        name,
      )
      t.notOk(system.validate(where, bytes), `${name}: refused as a proposal too`)
    }
    t.equal(onions(), before)
    ctx.atomic((branch) => void system.execute(branch, good))
    t.not(onions(), before)
  },
)

await t.test('genesis survives export and import', async (t) => {
  const c = chain()
  for (let n = 0; n < 10; n++) c.block(n % 3)
  const exported = c.module.exportGenesis(c.ctx)
  t.same(c.module.validateGenesis(exported), [])
  const other = new BeaconKeeper(addresses)
  const ctx = memoryContext()
  beaconModule(other).initGenesis(ctx, exported)
  t.same(beaconModule(other).exportGenesis(ctx), exported)
  const problems = c.module.validateGenesis({
    params: { window_blocks: '1', activation_blocks: '9', renew_at_links: '3' },
    onions: [{ validator_address: 'AA==', operator: 'x', tip: '' }],
    seeds: [],
  })
  t.match(
    problems.join('\n'),
    /window_blocks is 1.*renew_at_links is 3.*validator_address has 1.*tip has 0.*operator.*seeds is empty/s,
  )
})
