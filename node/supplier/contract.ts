/** Channels under a retail and a wholesale agreement, as the supplier checks and prices them. */
import { sha256 } from '../../chain/codec/hash.js'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import { isInForce } from '../../modules/sla/agreement.js'
import { SlaIrError } from '../../modules/sla/ir/errors.js'
import { channelId, type ChannelDescriptor, type SignerKey } from '../../proto/inference/objects.js'
import { DTYPES } from '../../proto/inference/tree.js'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import { unitsOf } from '../metering/gateway.js'
import { Recent } from '../metering/recent.js'
import {
  type AgreementSource,
  ContractError,
  Contracts,
  covers,
  endOf,
  freshMetered,
  meter,
  type Metered,
  meteredOf,
  type ServiceContract,
} from '../metering/serviceContract.js'
import type { PortType } from '../onnx/prepare.js'
import type { ServedModel } from './admission.js'
import type { ChannelAccount } from './ledger.js'
import { Refusal } from './refusal.js'

/** Contracts of channels, at most a second old. */
export class SupplierContracts {
  readonly #contracts: Contracts
  readonly #recent: Recent<ServiceContract>

  constructor(source: AgreementSource, nowMs: () => number) {
    this.#contracts = new Contracts(source)
    this.#recent = new Recent(nowMs)
  }

  /** @throws Refusal badTerms */
  of(descriptor: ChannelDescriptor): Promise<ServiceContract> {
    const ask = () => this.#contracts.of(descriptor)
    return this.#recent.of(toHex(channelId(sha256, descriptor)), ask).catch((error: unknown) => {
      if (error instanceof ContractError) throw new Refusal('badTerms', error.message)
      throw error
    })
  }
}

/** @throws Refusal badTerms unless this server serves under the contract now */
export function checkContract(
  { retail, wholesale }: ServiceContract,
  server: { readonly operator: string; readonly receiptKey: SignerKey; readonly nowMs: number },
): void {
  const refuse = (text: string): never => {
    throw new Refusal('badTerms', text)
  }
  const { provider, providerKey } = wholesale.agreement
  if (provider !== server.operator)
    refuse(`agreement ${wholesale.agreement.id} is of the supplier ${provider}`)
  if (providerKey === null || !equalBytes(providerKey.key, server.receiptKey.key))
    refuse(`agreement ${wholesale.agreement.id} names another metering key than this server's`)
  for (const { agreement } of [retail, wholesale])
    if (!isInForce(agreement, BigInt(server.nowMs)))
      refuse(`agreement ${agreement.id} is not in force`)
}

/** @throws Refusal wrongModel unless both agreements cover the model */
export function checkScope({ retail, wholesale }: ServiceContract, model: ServedModel): void {
  for (const { agreement } of [retail, wholesale])
    if (!covers(agreement, model.id))
      throw new Refusal('wrongModel', `agreement ${agreement.id} does not cover ${toHex(model.id)}`)
}

/** Usage of a channel so far. */
export function meteredBefore(contract: ServiceContract, account: ChannelAccount): Metered {
  const receipt = account.lastReceipt?.receipt
  return receipt == null ? freshMetered(contract) : meteredOf(receipt)
}

/** A tensor of the size that a port has; its bytes are all one, so that no mask hides anything. */
function filled({ name, dtype, shape }: PortType): Tensor {
  const size = shape.reduce((n, d) => n * d, DTYPES[dtype].size)
  return { name, dtype, shape: [...shape], bytes: new Uint8Array(size).fill(1) }
}

/**
 * What the next answer of a model will cost: shapes are fixed, so that only time and masked tokens can differ.
 * @throws Refusal badTerms when the plans cannot price it
 */
export function priceAhead(
  contract: ServiceContract,
  account: ChannelAccount,
  model: ServedModel,
  nowMs: number,
): bigint {
  const before = meteredBefore(contract, account)
  const { inputs, outputs } = model.prepared.report
  const endMs = endOf(before, BigInt(nowMs))
  const units = unitsOf({
    ...{ modelId: model.id, inputs: inputs.map(filled), outputs: outputs.map(filled) },
    ...{ startMs: endMs, endMs, computeMs: 0n, status: 1 },
  })
  return priced(() => meter(contract, before, model.id, units, endMs).retail) - account.charged
}

/** @throws Refusal badTerms where the plans have no price */
export function priced<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SlaIrError || error instanceof ContractError)
      throw new Refusal('badTerms', `the plans do not price this: ${error.message}`)
    throw error
  }
}
