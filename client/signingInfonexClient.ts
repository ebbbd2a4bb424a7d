import type { EncodeObject, OfflineSigner } from '@cosmjs/proto-signing'
import {
  AminoTypes,
  calculateFee,
  createDefaultAminoConverters,
  type DeliverTxResponse,
  GasPrice,
  SigningStargateClient,
  type SigningStargateClientOptions,
} from '@cosmjs/stargate'
import { type CometClient, connectComet, type HttpEndpoint } from '@cosmjs/tendermint-rpc'
import { infonexAminoConverters } from './amino.js'
import { type InfonexQueryClient, infonexQueryClient } from './infonexClient.js'
import { openedChannel } from './openedChannel.js'
import { infonexRegistry } from './registry.js'
import type { ChannelDescriptor } from './voucher.js'

/** How much above the simulated gas is asked for: state may grow between simulation and block. */
const GAS_MULTIPLIER = 1.4

/** SigningStargateClient with InfoNex' messages, amino names and queries. */
export class SigningInfonexClient extends SigningStargateClient {
  readonly query: InfonexQueryClient
  readonly #gasPrice: GasPrice

  protected constructor(
    comet: CometClient,
    signer: OfflineSigner,
    options: SigningStargateClientOptions,
  ) {
    super(comet, signer, {
      registry: infonexRegistry(),
      aminoTypes: new AminoTypes({
        ...createDefaultAminoConverters(),
        ...infonexAminoConverters(),
      }),
      ...options,
    })
    this.query = infonexQueryClient(comet)
    this.#gasPrice =
      options.gasPrice instanceof GasPrice ? options.gasPrice : GasPrice.fromString('0uinx')
  }

  /** @param endpoint HTTP or WebSocket address of the RPC, such as http://127.0.0.1:26657 */
  static override async connectWithSigner(
    endpoint: string | HttpEndpoint,
    signer: OfflineSigner,
    options: SigningStargateClientOptions = {},
  ): Promise<SigningInfonexClient> {
    return SigningInfonexClient.createWithSigner(await connectComet(endpoint), signer, options)
  }

  static override createWithSigner(
    comet: CometClient,
    signer: OfflineSigner,
    options: SigningStargateClientOptions = {},
  ): SigningInfonexClient {
    return new SigningInfonexClient(comet, signer, options)
  }

  /**
   * Simulates, signs with 1.4 times the gas used, broadcasts and waits for the block.
   * @throws Error with the chain's codespace, code and log if the transaction fails in the block.
   */
  async execute(
    signerAddress: string,
    messages: readonly EncodeObject[],
    memo = '',
  ): Promise<DeliverTxResponse> {
    const used = await this.simulate(signerAddress, messages, memo)
    const fee = calculateFee(Math.ceil(used * GAS_MULTIPLIER), this.#gasPrice)
    const result = await this.signAndBroadcast(signerAddress, messages, fee, memo)
    if (result.code !== 0)
      throw new Error(
        `transaction ${result.transactionHash} failed with code ${result.code}: ${result.rawLog ?? ''}`,
      )
    return result
  }

  /** The descriptor of a channel, from the event that opened it. @throws Error when the node's index has none */
  channelDescriptor(id: Uint8Array): Promise<ChannelDescriptor> {
    return openedChannel(this.forceGetCometClient(), id)
  }
}
