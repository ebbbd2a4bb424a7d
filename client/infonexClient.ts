import {
  type AuthExtension,
  type BankExtension,
  QueryClient,
  setupAuthExtension,
  setupAuthzExtension,
  setupBankExtension,
  setupFeegrantExtension,
  setupTxExtension,
  StargateClient,
  type StargateClientOptions,
  type TxExtension,
} from '@cosmjs/stargate'
import { type CometClient, connectComet, type HttpEndpoint } from '@cosmjs/tendermint-rpc'
import { openedChannel } from './openedChannel.js'
import { type InfonexExtension, setupInfonexExtension } from './query.js'
import type { ChannelDescriptor } from './voucher.js'

/** CosmJS' query extensions for the modules of the chain, and `infonex.query` for everything typed. */
export type InfonexQueryClient = QueryClient &
  AuthExtension &
  ReturnType<typeof setupAuthzExtension> &
  BankExtension &
  ReturnType<typeof setupFeegrantExtension> &
  TxExtension &
  InfonexExtension

export function infonexQueryClient(comet: CometClient): InfonexQueryClient {
  return QueryClient.withExtensions(
    comet,
    setupAuthExtension,
    setupAuthzExtension,
    setupBankExtension,
    setupFeegrantExtension,
    setupTxExtension,
    setupInfonexExtension,
  )
}

/** Reads an InfoNex chain: everything of StargateClient, and `query` for the modules. */
export class InfonexClient extends StargateClient {
  readonly query: InfonexQueryClient

  protected constructor(comet: CometClient, options: StargateClientOptions) {
    super(comet, options)
    this.query = infonexQueryClient(comet)
  }

  /** @param endpoint HTTP or WebSocket address of the RPC, such as http://127.0.0.1:26657 */
  static override async connect(
    endpoint: string | HttpEndpoint,
    options: StargateClientOptions = {},
  ): Promise<InfonexClient> {
    return InfonexClient.create(await connectComet(endpoint), options)
  }

  static override create(comet: CometClient, options: StargateClientOptions = {}): InfonexClient {
    return new InfonexClient(comet, options)
  }

  /** The descriptor of a channel, from the event that opened it. @throws Error when the node's index has none */
  channelDescriptor(id: Uint8Array): Promise<ChannelDescriptor> {
    return openedChannel(this.forceGetCometClient(), id)
  }
}
