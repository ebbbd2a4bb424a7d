/** Random messages of every type that the chain knows, over a state in which most modules hold something. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec, isMessageName } from '../../../chain/codec/proto.js'
import { compose } from '../../../chain/app/app.js'
import { toHex } from '../../../chain/types/bytes.js'
import { messageOf } from '../../../node/protoJson/schema.js'
import { SIGNERS } from '../../../proto/gen/services.js'
import { runScenario } from '../../determinism/scenario.js'
import { prng } from '../../sim/prng.js'
import { plainMessage } from '../../support/plainMessage.js'
import { sendMsg, signTx, START_BALANCE, TestChain } from '../../support/testChain.js'

const WHO = 1
const { chain } = runScenario({ seed: 7, blocks: 40 })
const me = chain.signer(WHO)
const typeUrls = compose().router.typeUrls

/** Ids of models, channels and whatever else stands at the end of a key. */
const ids = chain.log
  .flatMap(({ changes }) => changes.stores)
  .filter(({ name }) => !['acc', 'bank'].includes(name))
  .flatMap(({ changes }) => changes.map(({ key }) => key.slice(-32)))
const words = [
  ...chain.keys.map(({ text }) => text),
  ...[me.key.text, 'uinx', 'uatom', '0', '1', '1000', '-1', '01', '340282366920938463463374607431'],
  ...['99999999999999999999999999999999999999', '', '/cosmos.bank.v1beta1.MsgSend', 'http://x'],
]

/** Puts values that mean something in place of most random texts and bytes. */
function meaningful(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  if (typeof value === 'string') return random() < 0.8 ? pick(words) : value
  if (typeof value === 'bigint') return random() < 0.5 ? BigInt(Math.floor(random() * 99)) : value
  if (value instanceof Uint8Array) {
    const size = pick([0, 20, 32, 33, 64])
    return random() < 0.6 ? pick(ids) : Uint8Array.from({ length: size }, () => random() * 256)
  }
  if (Array.isArray(value)) return value.map((item) => meaningful(item, random))
  if (typeof value !== 'object' || value === null) return value
  const rows = Object.entries(value)
  if (rows.some(([key]) => key === 'type_url')) return value
  return Object.fromEntries(rows.map(([key, item]) => [key, meaningful(item, random)]))
}

/** The message with one signer, here or in the items of a list. */
function signedBy(name: string, value: Record<string, unknown>): Record<string, unknown> {
  const fields = messageOf(name)?.fields ?? []
  const rows = (SIGNERS[name] ?? []).map((signer): [string, unknown] => {
    const field = fields.find((f) => f.name.toLowerCase() === signer.replaceAll('_', ''))
    assert.ok(field, `${name}.${signer}`)
    const own = value[field.name]
    if (field.kind !== 'message') return [field.name, field.repeated ? [me.key.text] : me.key.text]
    const items = (Array.isArray(own) ? own : []) as Record<string, unknown>[]
    return [field.name, items.map((item) => signedBy(field.type, item))]
  })
  return { ...value, ...Object.fromEntries(rows) }
}

const message = fc
  .constantFrom(...typeUrls)
  .chain((typeUrl) => fc.tuple(fc.constant(typeUrl), plainMessage(typeUrl.slice(1)), fc.nat()))
  .map(([typeUrl, plain, seed]) => {
    const name = typeUrl.slice(1)
    assert.ok(isMessageName(name))
    const filled = meaningful(plain, prng(seed)) as Record<string, unknown>
    return { typeUrl, value: codec(name).encode(signedBy(name, filled) as never) }
  })

const FEE = 500n
const plan = { signers: [me], fee: FEE, gas: 1_000_000n }

/** App hash of the coming block with one transaction. */
const hashWith = (tx: Uint8Array): string => toHex(chain.finalize([tx]).appHash)

await t.test('no message crashes the app, or changes state when it gives a code', (t) => {
  const nothing = toHex(chain.finalize([]).appHash)
  const tooMuch = sendMsg(me.key.text, chain.signer(2).key.text, START_BALANCE * 1000n)
  const feeOnly = hashWith(signTx({ msgs: [tooMuch], ...plan }, chain.parts))
  assert.notEqual(feeOnly, nothing)
  const met = new Map<string, number>()
  fc.assert(
    fc.property(message, (msg) => {
      const tx = signTx({ msgs: [msg], ...plan }, chain.parts)
      const checked = new TestChain({ from: chain }).check(tx)
      const { txResults, appHash } = chain.finalize([tx])
      const { code, codespace } = txResults[0] ?? { code: -1, codespace: '' }
      const at = `${msg.typeUrl} ${codespace} ${code}`
      met.set(at, (met.get(at) ?? 0) + 1)
      assert.ok(code < 100_000, 'no panic has a code')
      const hash = toHex(appHash)
      if (checked.code !== 0) return hash === nothing
      // A message may find nothing to do: then the fee alone is written.
      return code === 0 ? hash !== nothing : hash === feeOnly
    }),
    { numRuns: 1500 },
  )
  t.same(chain.reports, [])
  const seen = new Set([...met.keys()].map((key) => key.split(' ')[0]))
  t.same(
    typeUrls.filter((typeUrl) => !seen.has(typeUrl)),
    [],
    'every message type was tried',
  )
  t.end()
})

await t.test('cut or changed bytes of a signed transaction are refused and change nothing', (t) => {
  const nothing = toHex(chain.finalize([]).appHash)
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 3 })
  const codes = new Set<number>()
  fc.assert(
    fc.property(message, fc.nat(), flips, (msg, end, edits) => {
      const tx = signTx({ msgs: [msg], ...plan }, chain.parts)
      const size = edits.length === 0 ? end % tx.length : tx.length
      const bytes = new Uint8Array(tx.subarray(0, size))
      for (const [at, mask] of edits) bytes[at % size] = (bytes[at % size] as number) ^ mask
      if (toHex(bytes) === toHex(tx)) return true
      const { txResults, appHash } = chain.finalize([bytes])
      codes.add(txResults[0]?.code ?? 0)
      return txResults[0]?.code !== 0 && toHex(appHash) === nothing
    }),
    { numRuns: 800 },
  )
  t.same(chain.reports, [])
  t.ok(codes.has(2) && codes.has(4), `codes seen: ${[...codes].join(' ')}`)
  t.end()
})

await t.test('blocks of such messages keep every invariant and the supply', (t) => {
  const supplyOf = (on: TestChain): bigint => {
    const ctx = on.app.contextAt(on.height)
    return ctx === undefined ? -1n : on.parts.bank.getSupply(ctx, 'uinx')
  }
  const before = supplyOf(chain)
  let good = 0
  fc.assert(
    fc.property(message, (msg) => {
      const signers = [chain.signer(WHO)]
      const { txResults } = chain.block([signTx({ ...plan, msgs: [msg], signers }, chain.parts)])
      if (txResults[0]?.code === 0) good++
      assert.deepEqual(chain.app.brokenInvariants(), [])
      return supplyOf(chain) === before
    }),
    { numRuns: 800, endOnFailure: true },
  )
  t.ok(good > 5, `${good} random messages ran`)
  t.same(chain.reports, [])
  t.end()
})

await t.test('no query bytes crash the app', (t) => {
  const height = fc.constantFrom(0n, chain.height, chain.height + 5n, -1n)
  const paths = [...chain.app.queryPaths, '/store/bank/key', '/store//key', 'app/simulate', '']
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.uint8Array({ maxLength: 60 }),
      height,
      fc.boolean(),
      (path, data, at, prove) => {
        const { code, codespace } = chain.app.query({ path, data, height: at, prove })
        return code === 0 ? codespace === '' : codespace !== '' && code < 100_000
      },
    ),
    { numRuns: 1500 },
  )
  t.same(chain.reports, [])
  t.end()
})
