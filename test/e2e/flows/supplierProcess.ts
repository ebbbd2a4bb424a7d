/**
 * A supplier's server in a process of its own: real models, real ledger, an SLA client to the manager. Its parent
 * sends it a Start, then Asks; it tells what it sends to whom.
 */
import { sha256 } from '../../../chain/codec/hash.js'
import { channelId, type ChannelDescriptor } from '../../../proto/inference/objects.js'
import { fromHex } from '../../../chain/types/bytes.js'
import { followBlocks } from '../../../client/follow.js'
import { message } from '../../../client/message.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { digitsDemo } from '../../../node/demo/pictures.js'
import { DENOM, Party } from '../../../node/demo/market.js'
import { type DevRole, devAccounts } from '../../../node/genesis/development.js'
import { ed25519Signer } from '../../../node/inference/signers.js'
import { fromWire, toWire } from '../../../node/metering/managerApi.js'
import { SlaClient } from '../../../node/metering/slaClient.js'
import { Outbox } from '../../../node/supplier/outbox.js'
import type { RoutingOptions } from '../../../node/supplier/routing.js'
import { loadRelay } from '../../../node/supplier/loadRelay.js'
import { managerLink } from '../../../node/supplier/managerLink.js'
import { RpcChainView } from '../../../node/supplier/rpcChainView.js'
import { startSupplier, type Supplier } from '../../../node/supplier/server.js'
import { Story } from './story.js'

/** What a supplier is started with. */
export interface Start {
  readonly rpc: string
  readonly manager: string
  readonly ledgerFile: string
  /** Seed of the metering key, hex. */
  readonly seed: string
  readonly serverId: string
  readonly port: number
  /** Whose account it is. Default: the supplier's. */
  readonly role?: DevRole
  /** Takes part in the market: answers matches, admits by leases, tells of its load. */
  readonly isRouted?: boolean
  /** Its load reports go by way of the manager. */
  readonly isRelayed?: boolean
  /** Per request, as it is offered on chain. Default 1. */
  readonly price?: string
}

/** What a supplier is asked. */
export type Ask = { readonly claim: true } | { readonly evidence: string }

const SELF = process.argv[1] ?? ''

async function serve(options: Start): Promise<void> {
  const story = new Story('')
  const tell = (): void => {
    for (const line of story.lines().slice(told)) process.send?.({ line })
    told = story.lines().length
  }
  let told = 0
  const accounts = await devAccounts('infonex')
  const own = accounts.find(({ role }) => role === (options.role ?? 'supplier'))
  if (own === undefined) throw new Error('no supplier')
  const party = await Party.open(options.rpc, own)
  const chain = await RpcChainView.open(party.client)
  const model = await digitsDemo(1)
  const outbox = new Outbox({ send: (messages) => party.send(...messages), timeoutMs: 5000 })
  const routing: RoutingOptions = {
    ...{ chain, submit: outbox.submit, pollMs: 1000 },
    follow: (signal) => followBlocks(options.rpc, { signal }),
    ...(options.isRelayed === true ? { relay: loadRelay(options.manager) } : {}),
  }
  const telling = story.fetching('supplier', 'manager')
  const sla = new SlaClient({
    url: options.manager,
    timeoutMs: 1000,
    fetch: async (...args) => {
      try {
        return await telling(...args)
      } finally {
        tell()
      }
    },
  })
  const supplier: Supplier = await startSupplier({
    port: options.port,
    ...{ chain, agreements: chain, ledgerFile: options.ledgerFile },
    verifier: new Verifier({ workers: 0 }),
    serverId: BigInt(options.serverId),
    receiptSigner: ed25519Signer(fromHex(options.seed)),
    manager: managerLink(sla, 1500),
    ...(options.isRouted === true ? { routing } : {}),
    demands: {
      openDemands: (operator) => chain.openDemands(operator),
      disputeOf: (channel) => chain.disputeOf(channel),
      submit: async (one) => {
        const name = one.typeUrl.split('.').at(-1) as string
        story.add({ from: 'supplier', to: 'chain', text: name })
        const { code, rawLog } = await party.send(one)
        story.add({ from: 'chain', to: 'supplier', text: `code ${code}` })
        tell()
        if (code !== 0) throw new Error(rawLog)
      },
    },
    models: [
      {
        id: model.prepared.commitments.modelId,
        label: model.label,
        prepared: model.prepared,
        price: BigInt(options.price ?? '1'),
      },
    ],
    submitClaims: async (messages) => {
      story.add({ from: 'supplier', to: 'chain', text: 'MsgClaim (voucher, checkpoint)' })
      await outbox.submit(
        messages.map(({ value }) => message('infonex.payment.v1.MsgClaim', value)),
      )
      story.add({ from: 'chain', to: 'supplier', text: 'code 0' })
      tell()
    },
  })
  process.on('message', (ask: Ask) => {
    void answer(ask)
  })
  async function answer(ask: Ask): Promise<void> {
    if ('claim' in ask) {
      const claims = await supplier.claim().catch((error: Error) => [error.message] as const)
      process.send?.({
        claimed: claims.map((one) => (typeof one === 'string' ? one : one.amount.toString())),
      })
      return
    }
    const descriptor = fromWire('infonex.payment.v1.ChannelDescriptor', ask.evidence)
    process.send?.({ evidence: evidenceOf(supplier, descriptor) })
  }
  process.send?.({ url: supplier.url })
}

/** The last answer of a channel: what a dispute shows. */
function evidenceOf(supplier: Supplier, descriptor: ChannelDescriptor) {
  const account = supplier.ledger.account(descriptor)
  if (account.lastReceipt === undefined || account.lastSigned === undefined)
    throw new Error(
      `nothing was served on ${Buffer.from(channelId(sha256, descriptor)).toString('hex')}`,
    )
  return {
    receipt: toWire('infonex.inference.v1.SignedReceipt', account.lastReceipt),
    request: toWire('infonex.inference.v1.SignedRequest', {
      ...account.lastSigned,
      salt: new Uint8Array(0),
    }),
    charged: account.charged.toString(),
    denom: DENOM,
  }
}

if (SELF.endsWith('supplierProcess.js'))
  process.once('message', (options: Start) => {
    serve(options).catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  })
