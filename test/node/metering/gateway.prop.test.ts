/** Theorems of the gateway and of the price of a channel. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { toHex } from '../../../chain/types/bytes.js'
import {
  addUnits,
  samplesOf,
  type ServiceMessage,
  unitsOf,
} from '../../../node/metering/gateway.js'
import {
  ContractError,
  Contracts,
  endOf,
  freshMetered,
  meter,
  type Metered,
  retailOf,
} from '../../../node/metering/serviceContract.js'
import type { ChannelDescriptor, Counter, Receipt } from '../../../proto/inference/objects.js'
import { addCounters } from '../../../proto/inference/objects.js'
import type { Tensor } from '../../../proto/inference/tensorJson.js'
import { MemoryAgreements } from './contracts.js'

const MODEL = Uint8Array.from(randomBytes(32))
const OTHER = Uint8Array.from(randomBytes(32))

const int32 = (name: string, values: readonly number[]): Tensor => ({
  name,
  dtype: 'INT32',
  shape: [1, values.length],
  bytes: new Uint8Array(Int32Array.from(values).buffer),
})
const float32 = (name: string, count: number): Tensor => ({
  name,
  dtype: 'FP32',
  shape: [count],
  bytes: new Uint8Array(4 * count),
})
const message = (change: Partial<ServiceMessage>): ServiceMessage => ({
  modelId: MODEL,
  inputs: [],
  outputs: [],
  startMs: 10n,
  endMs: 25n,
  computeMs: 3n,
  status: 1,
  ...change,
})

const show = (counters: readonly Counter[]): string =>
  counters.map((c) => `${toHex(c.modelId)} ${c.metric} ${c.total}`).join('\n')

await t.test('tokens are the elements of id tensors, without what the mask pads', async (t) => {
  const ids = int32('input_ids', [5, 6, 7, 0])
  const outputs = [int32('sequences', [1, 2, 3]), float32('logits', 8)]
  t.match(unitsOf(message({ inputs: [ids], outputs })), {
    ...{ requests: 1n, input_bytes: 16n, output_bytes: 44n, compute_ms: 3n },
    ...{ input_elements: 4n, output_elements: 11n, input_tokens: 4n, output_tokens: 3n },
  })
  const mask = int32('attention_mask', [1, 1, 1, 0])
  t.equal(unitsOf(message({ inputs: [ids, mask] })).input_tokens, 3n)
  t.equal(unitsOf(message({ inputs: [{ ...ids, dtype: 'FP32' }] })).input_tokens, 0n)
  t.equal(unitsOf(message({ inputs: [float32('image', 9)] })).input_tokens, 0n)
  t.strictSame(samplesOf(message({ status: 2 })), [
    { metric: 'latency_ms', value: 15n },
    { metric: 'errors', value: 1n },
  ])
})

await t.test('without further metrics the counters are those that policy NONE signs', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.nat(40), fc.nat(40)), { maxLength: 12 }),
      (all) => {
        let [a, b]: [Counter[], Counter[]] = [[], []]
        for (const [first, size, out] of all) {
          const modelId = first ? MODEL : OTHER
          const units = unitsOf(
            message({ modelId, inputs: [float32('x', size)], outputs: [float32('y', out)] }),
          )
          a = addUnits(a, modelId, units)
          b = addCounters(b, modelId, 4 * size, 4 * out)
        }
        return show(a) === show(b)
      },
    ),
  )
})

const DAY = 86_400_000n
const descriptor = {
  escrowOwner: 'infonex1client',
  denom: 'uinx',
  retailId: 1n,
  wholesaleId: 2n,
  startMs: 1_000n,
} as ChannelDescriptor

function agreements(): MemoryAgreements {
  const key = (n: number) => ({ algorithm: 1, key: new Uint8Array(32).fill(n) })
  const all = new MemoryAgreements()
  all.pair(
    {
      base: '7',
      each: { requests: '3', input_bytes: '0.5', input_tokens: '2' },
      max: { requests: '4' },
      period: 'day',
    },
    { each: { requests: '1', compute_ms: '0.1' } },
    { client: key(1), supplier: key(2), manager: key(3), operator: 'infonex1supplier' },
  )
  return all
}

const receiptOf = (metered: Metered, endMs: bigint): Receipt =>
  ({ ...metered, cumulative: metered.retail.toString(), endMs, sequence: 1n }) as unknown as Receipt

await t.test(
  'the price of a channel is that of its counters and meter, never less than before',
  async (t) => {
    const contract = await new Contracts(agreements()).of(descriptor)
    t.strictSame(contract.metrics, ['compute_ms', 'input_tokens'], 'what a plan prices is counted')
    const answers = fc.array(
      fc.record({
        other: fc.boolean(),
        tokens: fc.array(fc.nat(3), { maxLength: 6 }),
        computeMs: fc.nat(50),
        afterMs: fc.integer({ min: -1000, max: Number(DAY) }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(answers, (all) => {
        let at = freshMetered(contract)
        let clock = 2_000n
        for (const one of all) {
          clock += BigInt(one.afterMs)
          const endMs = endOf(at, clock)
          const inputs = [int32('input_ids', one.tokens)]
          const units = unitsOf(message({ inputs, computeMs: BigInt(one.computeMs) }))
          const next = meter(contract, at, one.other ? OTHER : MODEL, units, endMs)
          if (next.retail < at.retail || next.wholesale < at.wholesale) return false
          if (retailOf(contract, receiptOf(next, endMs)) !== next.retail) return false
          at = next
        }
        return at.retail >= 7n
      }),
    )
  },
)

await t.test('a contract is refused when its parts do not fit', async (t) => {
  const refused = (code: string, change: (all: MemoryAgreements) => void, part = {}) =>
    t.rejects(
      (async () => {
        const all = agreements()
        change(all)
        return new Contracts(all).of({ ...descriptor, ...part })
      })(),
      { name: 'ContractError', code },
    )
  const set = (id: bigint, change: object) => (all: MemoryAgreements) =>
    void all.agreements.set(id, {
      ...(all.agreements.get(id) as never as object),
      ...change,
    } as never)
  await refused('no_agreement', (all) => void all.agreements.delete(2n))
  await refused('no_agreement', set(1n, { status: 1 }))
  await refused('no_agreement', set(1n, { kind: 2 }))
  await refused('no_plan', set(1n, { plan: null }))
  await refused('no_plan', (all) => void all.plans.delete(1n))
  await refused('wrong_plan', (all) => void all.plans.set(1n, all.plans.get(2n) as Uint8Array))
  await refused('not_contract', set(2n, { customer: 'infonex1other' }))
  await refused('not_contract', () => {}, { escrowOwner: 'infonex1other' })
  await refused('not_contract', () => {}, { denom: 'uatom' })
  const contract = await new Contracts(agreements()).of(descriptor)
  const fresh = receiptOf(freshMetered(contract), 2_000n)
  t.throws(() => retailOf(contract, { ...fresh, retailMeter: null }), ContractError)
  const meterAt = { ...(fresh.retailMeter as NonNullable<Receipt['retailMeter']>), startMs: 1n }
  t.throws(() => retailOf(contract, { ...fresh, retailMeter: meterAt }), { name: 'SlaIrError' })
})
