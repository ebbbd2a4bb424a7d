/** Checks of what clients and suppliers bring, before any of it is booked. */
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { servesUntil } from '../../modules/sla/agreement.js'
import { SlaIrError } from '../../modules/sla/ir/errors.js'
import {
  type ChannelDescriptor,
  measurementBytes,
  receiptBytes,
  type Request,
  requestBytes,
  type SignedReceipt,
  type SignerKey,
} from '../../proto/inference/objects.js'
import { verifySigned } from '../inference/signers.js'
import type { Measure } from '../metering/managerApi.js'
import {
  ContractError,
  covers,
  retailOf,
  type ServiceContract,
} from '../metering/serviceContract.js'
import type { ClientWord } from './channelBook.js'
import { ManagerRefusal, type RefusalCode } from './refusal.js'

/** Counters of a receipt at most, as on chain. */
const COUNTERS_MAX = 64
/** A supplier's clock may be ahead by so much, in ms. */
const AHEAD_MS = 60_000n
const POLICY_DUAL = 3
const AMOUNT = /^(?:0|[1-9][0-9]{0,38})$/

/** @throws ManagerRefusal unless the channel can be reconciled at all */
export function checkDescriptor(descriptor: ChannelDescriptor, chainId: string): void {
  if (descriptor.chainId !== chainId)
    throw new ManagerRefusal('wrong_chain', `channel on "${descriptor.chainId}", want ${chainId}`)
  if (descriptor.receiptPolicy !== POLICY_DUAL)
    throw new ManagerRefusal(
      'bad_terms',
      `receipt policy ${descriptor.receiptPolicy}, want ${POLICY_DUAL} (DUAL)`,
    )
}

/** @throws ManagerRefusal unless this manager works for the channel: it signs its vouchers, or is named */
export function checkTenant(
  descriptor: ChannelDescriptor,
  contract: ServiceContract,
  key: SignerKey,
): void {
  const named = contract.retail.agreement.manager?.key
  const isOurs = [descriptor.signer, named].some((one) => one != null && sameKey(one, key))
  if (!isOurs)
    throw new ManagerRefusal(
      'unknown_tenant',
      `neither the channel nor agreement ${descriptor.retailId} names this manager`,
    )
}

/** Whether two keys are the same. */
export function sameKey(a: SignerKey, b: SignerKey): boolean {
  return a.algorithm === b.algorithm && equalBytes(a.key, b.key)
}

/** @throws ManagerRefusal unless the receipt is the supplier's, of this channel, and worth what it says */
export function checkReceipt(
  signed: SignedReceipt,
  channel: { readonly id: Uint8Array; readonly descriptor: ChannelDescriptor },
  contract: ServiceContract,
  tools: { readonly verifier: SignatureVerifier; readonly nowMs: number },
): void {
  const { receipt } = signed
  const refuse = (code: RefusalCode, text: string): never => {
    throw new ManagerRefusal(code, `receipt: ${text}`)
  }
  if (receipt === null) return refuse('malformed', 'it is empty')
  if (receipt.chainId !== channel.descriptor.chainId)
    refuse('wrong_chain', 'it is of another chain')
  if (!equalBytes(receipt.channelId, channel.id))
    refuse('wrong_channel', 'it is of another channel')
  if (receipt.sequence === 0n) refuse('malformed', 'sequence 0, want 1 or more')
  if (receipt.counters.length > COUNTERS_MAX)
    refuse('malformed', `${receipt.counters.length} counters, want at most ${COUNTERS_MAX}`)
  if (receipt.endMs > BigInt(tools.nowMs) + AHEAD_MS)
    refuse('wrong_time', `it ends at ${receipt.endMs} ms, it is ${tools.nowMs}`)
  for (const { agreement } of [contract.retail, contract.wholesale]) {
    const until = servesUntil(agreement)
    if (until !== undefined && receipt.endMs > until)
      refuse('not_in_force', `agreement ${agreement.id} served until ${until} ms`)
    for (const modelId of [receipt.modelId, ...receipt.counters.map((c) => c.modelId)])
      if (!covers(agreement, modelId))
        refuse('wrong_model', `agreement ${agreement.id} is not about model ${toHex(modelId)}`)
  }
  const key = contract.wholesale.agreement.providerKey
  if (key === null || !verifySigned(tools.verifier, key, receiptBytes(receipt), signed.signature))
    refuse('bad_signature', "not signed by the supplier's metering key")
  if (!AMOUNT.test(receipt.cumulative)) refuse('wrong_price', 'its cumulative is no amount')
  const price = priced(contract, receipt)
  if (price.toString() !== receipt.cumulative)
    refuse('wrong_price', `cumulative is "${receipt.cumulative.slice(0, 40)}", want ${price}`)
}

function priced(contract: ServiceContract, receipt: NonNullable<SignedReceipt['receipt']>): bigint {
  try {
    return retailOf(contract, receipt)
  } catch (error) {
    if (error instanceof ContractError)
      throw new ManagerRefusal(error.code as RefusalCode, `receipt: ${error.message}`)
    if (error instanceof SlaIrError)
      throw new ManagerRefusal('wrong_meter', `receipt: ${error.message.slice(0, 200)}`)
    throw error
  }
}

/** The client's word in a measure. @throws ManagerRefusal unless it is the client's, of this channel */
export function clientWord(
  { measurement, request }: Measure,
  channel: { readonly id: Uint8Array; readonly descriptor: ChannelDescriptor },
  contract: ServiceContract,
  verifier: SignatureVerifier,
): ClientWord | undefined {
  if (measurement === undefined && request === undefined) return undefined
  const refuse = (code: RefusalCode, text: string): never => {
    throw new ManagerRefusal(
      code,
      `${measurement === undefined ? 'request' : 'measurement'}: ${text}`,
    )
  }
  if (measurement !== undefined && request !== undefined)
    throw new ManagerRefusal('malformed', 'a measurement and a request, want one of them')
  const said = measurement?.measurement ?? request?.request ?? null
  if (said === null) return refuse('malformed', 'it is empty')
  if (said.chainId !== channel.descriptor.chainId) refuse('wrong_chain', 'it is of another chain')
  if (!equalBytes(said.channelId, channel.id)) refuse('wrong_channel', 'it is of another channel')
  const { acknowledgement } = said
  if (acknowledgement === null) return refuse('no_acknowledgement', 'it acknowledges nothing')
  if (acknowledgement.sequence === 0n) refuse('malformed', 'it acknowledges sequence 0')
  if (acknowledgement.counters.length > COUNTERS_MAX)
    refuse('malformed', `more than ${COUNTERS_MAX} counters`)
  const bytes =
    measurement?.measurement != null
      ? measurementBytes(measurement.measurement)
      : requestBytes(request?.request as Request)
  const signature = (measurement ?? request)?.signature as Uint8Array
  const key = contract.retail.agreement.customerKey
  if (key === null || !verifySigned(verifier, key, bytes, signature))
    refuse('bad_signature', "not signed by the client's metering key")
  return {
    acknowledgement,
    measurement: measurement ?? null,
    request: request === undefined ? null : { ...request, salt: new Uint8Array(0) },
  }
}
