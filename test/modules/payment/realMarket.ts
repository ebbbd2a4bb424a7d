/** The real modules of payment, agreements and verification over one memory store, with two agreements in force. */
import { sign } from 'node:crypto'
import { compose } from '../../../chain/app/app.js'
import { sha256 } from '../../../chain/codec/hash.js'
import type { Context } from '../../../chain/types/context.js'
import { TxError } from '../../../chain/types/errors.js'
import { publicKeyOf } from '../../../proto/verification/delivery.js'
import { requestBytes } from '../../../proto/inference/objects.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { address, memoryContext, run } from '../../support/memoryContext.js'
import { fund, handlerOf } from '../setup.js'
import { CLIENT_KEY, SUPPLIER_KEY } from './dual.js'
import { AGGREGATOR, edKey, PAYER, SUPPLIER } from './market.js'
import { planDocument } from './standInSla.js'

/** Units of uinx for one request. */
export const RETAIL = 10n
export const WHOLESALE = 7n
/** What each of the three begins with, beside the aggregator's smallest bond. */
export const START = 1_000_000n
export const STRANGER = 9
export const uinx = (amount: bigint) => ({ denom: 'uinx', amount: amount.toString() })
const ed = (n: number) => ({ algorithm: 1, key: edKey(n).key })
const NAMES = ['auth', 'bank', 'sla', 'payment', 'verification']

type Guarantees = NonNullable<Parameters<typeof planDocument>[0]['guarantees']>

/** All keepers, a handler of messages by their short names, and a state in which channels can be opened. */
export function realMarket(supplierBond: bigint, guarantees?: Guarantees) {
  const parts = compose(new Verifier({ workers: 0 }))
  const modules = parts.modules.filter(({ name }) => NAMES.includes(name))
  const ctx = memoryContext()
  for (const module of modules) module.initGenesis(ctx, module.defaultGenesis())
  for (const n of [PAYER, SUPPLIER, AGGREGATOR]) fund(parts, ctx, n, `${START}uinx`)
  fund(parts, ctx, AGGREGATOR, '1000000uinx')
  const at = (module: string, now: Context, name: string, msg: unknown): unknown =>
    run(handlerOf(modules, `/infonex.${module}.v1.${name}`), now, msg)
  const [client, supplier, aggregator] = [PAYER, SUPPLIER, AGGREGATOR].map(address)
  const sla = (name: string, msg: object) => at('sla', ctx, name, msg)
  sla('MsgBond', { owner: aggregator, amount: uinx(1_000_000n) })
  sla('MsgBond', { owner: supplier, amount: uinx(supplierBond) })
  const more = { label: 'north', managerUrl: '', managerKey: null }
  sla('MsgRegisterAggregator', { address: aggregator, ...more })
  sla('MsgJoinAggregator', { supplier, aggregator })
  sla('MsgAcceptMember', { supplier, aggregator })
  const terms = { models: [], fromMs: 0n, untilMs: 0n, noticeMs: 3_600_000n, manager: null }
  const rest = { ...terms, holdbackBps: 1000, maxPrepay: '1000' }
  const agree = (owner: string, price: bigint, sides: object, key: number, other: number) => {
    const document = planDocument({
      perRequest: price,
      ...(guarantees === undefined ? {} : { guarantees }),
    })
    const { plan } = sla('MsgRegisterPlan', { owner, document }) as {
      plan: { id: bigint }
    }
    const ref = { planId: plan.id, version: 1, name: 'standard', canonSha256: sha256(document) }
    const { agreementId } = sla('MsgProposeAgreement', {
      ...{ sender: owner, plan: ref, key: ed(key), ...rest, ...sides },
    }) as { agreementId: bigint }
    return [agreementId, other] as const
  }
  const accept = ([agreementId, key]: readonly [bigint, number], sender: string) =>
    sla('MsgAcceptAgreement', { sender, agreementId, key: ed(key), manager: null })
  const bought = agree(
    supplier as string,
    WHOLESALE,
    { kind: 2, provider: supplier, customer: aggregator },
    SUPPLIER_KEY,
    901,
  )
  accept(bought, aggregator as string)
  const sold = agree(
    aggregator as string,
    RETAIL,
    { kind: 1, provider: aggregator, customer: client },
    902,
    CLIENT_KEY,
  )
  accept(sold, client as string)
  at('payment', ctx, 'MsgDeposit', { owner: client, amount: uinx(800_000n) })
  return {
    ...parts,
    modules,
    ctx,
    retailId: sold[0],
    wholesaleId: bought[0],
    at,
    /** 'payment 13: text', or undefined; whatever is no refusal is thrown on. */
    refusal(module: string, now: Context, name: string, msg: unknown): string | undefined {
      try {
        at(module, now, name, msg)
        return undefined
      } catch (error) {
        if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
        throw error
      }
    },
  }
}

export type RealMarket = ReturnType<typeof realMarket>

/** A request as the client signs it. */
export function signedRequest(request: PlainTypes['infonex.inference.v1.Request']) {
  const signature = new Uint8Array(sign(null, requestBytes(request), edKey(CLIENT_KEY).secret))
  return { request, signature, salt: new Uint8Array(0) }
}

/** A fresh key of a demand. */
export const DEMAND_KEY = publicKeyOf(new Uint8Array(32).fill(3))
