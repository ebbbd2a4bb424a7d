import { readAll } from '../../chain/codec/genesisJson.js'
import { ownJson, readOwn } from '../../chain/codec/ownGenesis.js'
import { parseU128 } from '../../chain/types/arith.js'
import { toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { Json } from '../../chain/types/module.js'
import { isAddress } from '../../chain/types/readAddress.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { enter, isOnChain } from './outcomes.js'
import type { VerificationKeeper } from './keeper.js'
import { DEFAULT_PARAMS, paramsProblem } from './params.js'
import {
  type Assertion,
  DEMAND,
  type Demand,
  type ReceiptKey,
  type ReceiptRecord,
} from './state.js'

type Genesis = PlainTypes['infonex.verification.v1.GenesisState']

const GENESIS = 'infonex.verification.v1.GenesisState'
const read = readOwn(GENESIS)

export function defaultGenesis(): Json {
  return ownJson(GENESIS, {
    params: DEFAULT_PARAMS,
    nextAssertion: 1n,
    nextDemand: 1n,
    assertions: [],
    receipts: [],
    demands: [],
    answers: [],
    conflicts: [],
    faults: [],
    keys: [],
    attesters: [],
  })
}

/** What a section is found to lack; `at` is where. */
class Problems {
  readonly found: string[] = []
  readonly #keeper: VerificationKeeper

  constructor(keeper: VerificationKeeper) {
    this.#keeper = keeper
  }

  add(when: boolean, text: string): void {
    if (when) this.found.push(text)
  }

  amount(at: string, text: string): void {
    const bad = parseU128(text) === undefined
    this.add(bad, `${at} is "${text.slice(0, 40)}", want a whole number`)
  }

  address(at: string, text: string): void {
    const good = isAddress(this.#keeper.addresses, text)
    this.add(!good, `${at} is "${text.slice(0, 80)}", want an address of this chain`)
  }

  bytes(at: string, bytes: Uint8Array, empty = false): void {
    const good = bytes.length === 32 || (empty && bytes.length === 0)
    this.add(!good, `${at} has ${bytes.length} bytes, want ${empty ? '0 or ' : ''}32`)
  }

  code(at: string, got: number, most: number): void {
    this.add(got < 1 || got > most, `${at} is ${got}, want 1 to ${most}`)
  }

  once(at: string, keys: readonly string[]): void {
    const seen = new Set<string>()
    keys.forEach((key, i) => {
      this.add(seen.has(key), `${at}[${i}] is there twice`)
      seen.add(key)
    })
  }
}

function checkAssertions(p: Problems, assertions: readonly Assertion[], next: bigint): void {
  assertions.forEach((a, i) => {
    const at = `verification.assertions[${i}]`
    const before = assertions[i - 1]?.id ?? 0n
    p.add(
      a.id <= before || a.id >= next,
      `${at}.id is ${a.id}, want above ${before} and below next_assertion (${next})`,
    )
    p.address(`${at}.supplier`, a.supplier)
    p.bytes(`${at}.root`, a.root)
    p.amount(`${at}.fee_total`, a.feeTotal)
    p.add(a.count === 0, `${at}.count is 0, want 1 or more`)
  })
}

function checkReceipts(p: Problems, receipts: readonly ReceiptRecord[]): void {
  receipts.forEach((r, i) => {
    const at = `verification.receipts[${i}]`
    p.bytes(`${at}.id`, r.id)
    p.bytes(`${at}.channel_id`, r.channelId)
    p.address(`${at}.supplier`, r.supplier)
    p.amount(`${at}.price`, r.price)
    p.code(`${at}.standing`, r.standing, 5)
  })
  p.once(
    'verification.receipts',
    receipts.map((r) => toHex(r.id)),
  )
}

function checkDemand(p: Problems, at: string, d: Demand): void {
  p.bytes(`${at}.channel_id`, d.channelId)
  p.address(`${at}.demander`, d.demander)
  p.address(`${at}.supplier`, d.supplier)
  p.bytes(`${at}.key`, d.key)
  p.bytes(`${at}.request_digest`, d.requestDigest)
  p.bytes(`${at}.receipt_id`, d.receiptId, true)
  p.amount(`${at}.deposit`, d.deposit)
  p.code(`${at}.status`, d.status, 4)
  p.add(d.supplierKey === null, `${at}.supplier_key is absent`)
  p.add(
    (d.status === DEMAND.ended) !== d.outcome > 0,
    `${at} has status ${d.status} and outcome ${d.outcome}`,
  )
  if (d.receiptId.length === 0) p.amount(`${at}.price_max`, d.priceMax)
  if (d.status === DEMAND.open) return
  p.amount(`${at}.fee`, d.fee)
  p.amount(`${at}.attest_fee`, d.attestFee)
  if (d.status !== DEMAND.ended) {
    p.bytes(`${at}.answer_key`, d.answerKey)
    p.bytes(`${at}.output_digest`, d.outputDigest)
  }
}

function checkDemands(p: Problems, { demands, answers, nextDemand }: Genesis): void {
  const answered = new Set<bigint>()
  demands.forEach((d, i) => {
    const at = `verification.demands[${i}]`
    const before = demands[i - 1]?.id ?? 0n
    p.add(
      d.id <= before || d.id >= nextDemand,
      `${at}.id is ${d.id}, want above ${before} and below next_demand (${nextDemand})`,
    )
    checkDemand(p, at, d)
    if (isOnChain(d)) answered.add(d.id)
  })
  p.once(
    'verification.demands',
    demands.map((d) => `${toHex(d.channelId)}/${d.sequence}/${toHex(d.requestDigest)}`),
  )
  answers.forEach(({ demandId, ciphertext }, i) => {
    const at = `verification.answers[${i}]`
    p.add(!answered.delete(demandId), `${at}.demand_id is ${demandId}, of no answered demand`)
    p.add(ciphertext.length === 0, `${at}.ciphertext is empty`)
  })
  p.add(answered.size > 0, `verification.answers lacks ${answered.size} of answered demands`)
}

function checkKeys(p: Problems, keys: readonly ReceiptKey[]): void {
  keys.forEach((k, i) => {
    const at = `verification.keys[${i}]`
    p.address(`${at}.operator`, k.operator)
    p.add(k.key === null, `${at}.key is absent`)
    p.add((k.untilMs === 0n) !== (k.untilHeight === 0n), `${at} has one half of an end`)
  })
  p.once(
    'verification.keys',
    keys.map((k) => `${k.serverId}/${toHex(k.key?.key ?? new Uint8Array())}`),
  )
}

function checkAttesters(p: Problems, { attesters, demands }: Genesis): void {
  const duties = new Map<string, number>()
  for (const { status, committee } of demands)
    for (const address of status === DEMAND.ended ? [] : committee)
      duties.set(address, (duties.get(address) ?? 0) + 1)
  attesters.forEach((a, i) => {
    const at = `verification.attesters[${i}]`
    p.address(`${at}.address`, a.address)
    const want = duties.get(a.address) ?? 0
    duties.delete(a.address)
    p.add(a.duties !== want, `${at}.duties is ${a.duties}, it is drawn for ${want}`)
    p.add(
      a.seat >= attesters.length,
      `${at}.seat is ${a.seat}, want below ${attesters.length}, the number of attesters`,
    )
  })
  p.add(duties.size > 0, 'verification.demands have a committee with somebody who is no attester')
  p.once(
    'verification.attesters',
    attesters.map((a) => `${a.seat}`),
  )
}

/** Every problem of the section, as sentences. */
export function validateGenesis(keeper: VerificationKeeper, genesis: Json): readonly string[] {
  const p = new Problems(keeper)
  const g = read(genesis, 'verification', p.found)
  const problem = g.params === null ? 'is absent' : paramsProblem(g.params)
  if (problem !== undefined) p.found.push(`verification.params.${problem}`)
  checkAssertions(p, g.assertions, g.nextAssertion)
  checkReceipts(p, g.receipts)
  checkDemands(p, g)
  checkKeys(p, g.keys)
  checkAttesters(p, g)
  g.conflicts.forEach((c, i) => {
    p.address(`verification.conflicts[${i}].party`, c.party)
    p.bytes(`verification.conflicts[${i}].channel_id`, c.channelId)
    p.code(`verification.conflicts[${i}].kind`, c.kind, 4)
  })
  p.once(
    'verification.conflicts',
    g.conflicts.map((c) => `${c.party}/${toHex(c.channelId)}/${c.sequence}`),
  )
  g.faults.forEach((f, i) => {
    p.address(`verification.faults[${i}].party`, f.party)
  })
  p.once(
    'verification.faults',
    g.faults.map((f) => f.party),
  )
  return p.found
}

/** Keys that router has told already are those of the section, or newer. */
export function initGenesis(keeper: VerificationKeeper, ctx: Context, genesis: Json): void {
  const g = readAll(read, genesis, 'verification')
  keeper.params.set(ctx, g.params ?? DEFAULT_PARAMS)
  keeper.nextAssertion.set(ctx, g.nextAssertion)
  keeper.nextDemand.set(ctx, g.nextDemand)
  for (const assertion of g.assertions) keeper.putAssertion(ctx, assertion)
  for (const receipt of g.receipts) keeper.putReceipt(ctx, receipt)
  for (const demand of g.demands) enter(keeper, ctx, demand)
  for (const { demandId, ciphertext } of g.answers) keeper.answers.set(ctx, demandId, ciphertext)
  for (const conflict of g.conflicts) keeper.putConflict(ctx, conflict)
  for (const faults of g.faults)
    keeper.faults.set(ctx, keeper.addresses.toBytes(faults.party), faults)
  for (const key of g.keys) keeper.putKey(ctx, key)
  for (const attester of g.attesters) {
    const address = keeper.addresses.toBytes(attester.address)
    keeper.attesters.set(ctx, address, attester)
    keeper.seats.set(ctx, BigInt(attester.seat), address)
  }
  keeper.seatCount.set(ctx, BigInt(g.attesters.length))
}

export function exportGenesis(keeper: VerificationKeeper, ctx: QueryContext): Json {
  const values = <V>(walk: Iterable<readonly [unknown, V]>): V[] =>
    [...walk].map(([, value]) => value)
  return ownJson(GENESIS, {
    params: keeper.paramsOrDefault(ctx),
    nextAssertion: keeper.nextAssertion.peek(ctx),
    nextDemand: keeper.nextDemand.peek(ctx),
    assertions: values(keeper.assertions.walk(ctx)),
    receipts: values(keeper.receipts.walk(ctx)),
    demands: values(keeper.demands.walk(ctx)),
    answers: [...keeper.answers.walk(ctx)].map(([demandId, ciphertext]) => ({
      demandId,
      ciphertext,
    })),
    conflicts: values(keeper.conflicts.walk(ctx)),
    faults: values(keeper.faults.walk(ctx)),
    keys: values(keeper.keys.walk(ctx)),
    attesters: values(keeper.attesters.walk(ctx)),
  })
}
