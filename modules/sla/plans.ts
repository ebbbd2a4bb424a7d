import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import { bytesValue, KeySet, Sequence } from '../../chain/collections/item.js'
import {
  fixedSize,
  type KeyCodec,
  lengthPrefixedBytes,
  lengthPrefixedSize,
  pairKey,
  u64Key,
} from '../../chain/collections/keys.js'
import { StoreMap, type ValueCodec } from '../../chain/collections/map.js'
import { remembered } from '../../chain/collections/remembered.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { be32, equalBytes } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { SlaError } from './errors.js'
import { CHAIN_CAPS } from './ir/caps.js'
import { checkPlans } from './ir/consistency.js'
import { compile, type SlaIr } from './ir/compile.js'
import { parsePlanDocument } from './ir/document.js'
import { SlaIrError } from './ir/errors.js'
import { encodeIr, IrCache } from './irCache.js'
import { SLA_STORE } from './ledger.js'
import { ACTIVE, type Plan, type PlanRef, RETIRED } from './state.js'

const store = SLA_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)
const fromBe32 = (b: Uint8Array): number => new DataView(b.buffer, b.byteOffset).getUint32(0)
const u32Key: KeyCodec<number> = { encode: be32, decode: fromBe32 }
const u32Value: ValueCodec<number> = { encode: be32, decode: fromBe32 }
const versionKey = pairKey(u64Key, u32Key, fixedSize(8))
/** Gas to read and compile one byte of a document, beside what storing it costs. */
const COMPILE_GAS = 10n
const MAX_VERSION = 0xffff_ffff

/** What a document is, compiled. */
export interface Compiled {
  readonly ir: SlaIr
  readonly compiled: Uint8Array
  readonly canonSha256: Uint8Array
  readonly denom: string
}

/** A refusal of the compiler as one of the chain. */
export function asRefusal<T>(body: () => T, refuse: (text: string) => Error): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof SlaIrError) throw refuse(error.message)
    throw error
  }
}

/**
 * Compiles canonical JSON as the chain does. Pure: genesis calls it too.
 * @throws TxError sla 18 naming the place in the document
 */
export function compilePlan(document: Uint8Array, maxBytes: number): Compiled {
  if (document.length === 0) throw SlaError.invalidPlan('document is empty')
  if (document.length > maxBytes)
    throw SlaError.invalidPlan(`document has ${document.length} bytes, want at most ${maxBytes}`)
  const caps = { ...CHAIN_CAPS, bytes: maxBytes }
  const ir = asRefusal(() => compile(parsePlanDocument(document, caps), caps), SlaError.invalidPlan)
  if (ir.settlement === null)
    throw SlaError.invalidPlan('settlement is absent, want what a currency unit is paid in')
  const wrong = checkPlans(ir).find(({ severity }) => severity === 'error')
  if (wrong !== undefined) throw SlaError.invalidPlan(`${wrong.path}: ${wrong.reason}`)
  const canonSha256 = sha256(document)
  return { ir, compiled: encodeIr(ir), canonSha256, denom: ir.settlement.denom }
}

/** Plans, by number and version, with their documents and compiled forms. */
export class PlanBook {
  readonly #addresses: AddressCodec
  readonly #cache = new IrCache()

  readonly plans = new StoreMap<readonly [bigint, number], Plan>({
    store,
    prefix: prefix(9),
    name: 'plans',
    key: versionKey,
    value: remembered(codec('infonex.sla.v1.Plan')),
  })
  readonly documents = new StoreMap<readonly [bigint, number], Uint8Array>({
    store,
    prefix: prefix(10),
    name: 'plan documents',
    key: versionKey,
    value: bytesValue,
  })
  readonly compiled = new StoreMap<readonly [bigint, number], Uint8Array>({
    store,
    prefix: prefix(11),
    name: 'compiled plans',
    key: versionKey,
    value: bytesValue,
  })
  readonly newest = new StoreMap<bigint, number>({
    store,
    prefix: prefix(12),
    name: 'newest versions',
    key: u64Key,
    value: u32Value,
  })
  /** owner | plan */
  readonly byOwner = new KeySet<readonly [Uint8Array, bigint]>({
    store,
    prefix: prefix(13),
    name: 'plans by owner',
    key: pairKey(lengthPrefixedBytes, u64Key, lengthPrefixedSize),
  })
  readonly nextPlan = new Sequence({ store, prefix: prefix(14), name: 'next plan', start: 1n })

  constructor(addresses: AddressCodec) {
    this.#addresses = addresses
  }

  /** The newest version of a plan. @throws TxError sla 19 */
  mustNewest(ctx: QueryContext, id: bigint): Plan {
    const version = this.newest.get(ctx, id)
    if (version === undefined) throw SlaError.noPlan(`plan ${id}`)
    return this.plans.get(ctx, [id, version]) as Plan
  }

  /** One version (0 = the newest), with the status of the plan as it is now. @throws TxError sla 19 */
  mustGet(ctx: QueryContext, id: bigint, version: number): Plan {
    const newest = this.mustNewest(ctx, id)
    if (version === 0 || version === newest.version) return newest
    const found = this.plans.get(ctx, [id, version])
    if (found === undefined)
      throw SlaError.noPlan(`plan ${id} version ${version}; the newest is ${newest.version}`)
    return { ...found, status: newest.status }
  }

  /** @throws TxError sla 19, 20 or 21 */
  mustOwn(ctx: QueryContext, owner: string, id: bigint): Plan {
    const plan = this.mustNewest(ctx, id)
    if (plan.owner !== owner) throw SlaError.notPlanOwner(`${owner}; the owner is ${plan.owner}`)
    if (plan.status === RETIRED) throw SlaError.planRetired(`plan ${id}`)
    return plan
  }

  /** Compiles a document for its bytes' gas. @throws TxError sla 18 */
  compile(ctx: Context, document: Uint8Array, maxBytes: number): Compiled {
    ctx.gas.consume(BigInt(document.length) * COMPILE_GAS, 'plan document')
    return compilePlan(document, maxBytes)
  }

  /** Stores the next version of a plan; the first if it is new. */
  add(ctx: Context, owner: string, id: bigint, document: Uint8Array, made: Compiled): Plan {
    const version = (this.newest.get(ctx, id) ?? 0) + 1
    if (version > MAX_VERSION) throw SlaError.invalidPlan('the plan has had all its versions')
    const plan: Plan = {
      id,
      version,
      owner,
      canonSha256: made.canonSha256,
      status: ACTIVE,
      denom: made.denom,
      names: made.ir.plans.map(({ name }) => name),
      height: ctx.height,
    }
    this.restore(ctx, plan, document, made.compiled)
    return plan
  }

  /** Writes one version and makes it the newest. */
  restore(ctx: Context, plan: Plan, document: Uint8Array, compiled: Uint8Array): void {
    const key = [plan.id, plan.version] as const
    this.plans.set(ctx, key, plan)
    this.documents.set(ctx, key, document)
    this.compiled.set(ctx, key, compiled)
    this.newest.set(ctx, plan.id, plan.version)
    this.byOwner.add(ctx, [this.#addresses.toBytes(plan.owner), plan.id])
  }

  retire(ctx: Context, plan: Plan): Plan {
    const retired = { ...plan, status: RETIRED }
    this.plans.set(ctx, [plan.id, plan.version], retired)
    return retired
  }

  /** The compiled form of one version; reading it costs its gas, decoded or not. */
  ir(ctx: QueryContext, { planId, version, canonSha256 }: PlanRef): SlaIr {
    const compiled = this.compiled.get(ctx, [planId, version]) as Uint8Array
    return this.#cache.get(canonSha256, compiled)
  }

  /**
   * The plan that a reference names, with its compiled form and its index there.
   * @throws TxError sla 19, or 23 when the hash or the name is not that of the version
   */
  mustRefer(ctx: QueryContext, ref: PlanRef): { plan: Plan; ir: SlaIr; index: number } {
    const plan = this.mustGet(ctx, ref.planId, ref.version)
    if (!equalBytes(plan.canonSha256, ref.canonSha256))
      throw SlaError.invalidAgreement(`plan.canon_sha256 is not that of plan ${ref.planId}`)
    const ir = this.ir(ctx, ref)
    const index = ir.plans.findIndex(({ name }) => name === ref.name)
    if (index < 0)
      throw SlaError.invalidAgreement(
        `plan.name is "${ref.name.slice(0, 80)}", want one of ${plan.names.slice(0, 8).join(', ')}`,
      )
    return { plan, ir, index }
  }
}
