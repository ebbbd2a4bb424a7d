/** The messages of the first paid inference, in the order of the market. */
import { createHash } from 'node:crypto'
import type { DeliverTxResponse } from '@cosmjs/stargate'
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing'
import { GasPrice } from '@cosmjs/stargate'
import { message, responseOf } from '../../client/message.js'
import { SigningInfonexClient } from '../../client/signingInfonexClient.js'
import { DTYPES } from '../../proto/inference/tree.js'
import type { DevAccount } from '../genesis/development.js'
import type { Signer } from '../inference/signers.js'
import type { PreparedModel } from '../onnx/prepare.js'
import type { DemoModel } from './pictures.js'

export const DENOM = 'uinx'

/** An amount as it is shown. */
export const inx = (amount: bigint): string => `${amount} ${DENOM}`

/** Where a transaction can be looked up. */
export const txAt = (result: DeliverTxResponse): string =>
  `${result.transactionHash} at height ${result.height}`

/** Somebody with an account and a connection. */
export class Party {
  readonly address: string
  readonly client: SigningInfonexClient

  private constructor(address: string, client: SigningInfonexClient) {
    this.address = address
    this.client = client
  }

  static async open(rpc: string, account: DevAccount): Promise<Party> {
    const wallet = await DirectSecp256k1Wallet.fromKey(account.privateKey, 'infonex')
    const client = await SigningInfonexClient.connectWithSigner(rpc, wallet, {
      gasPrice: GasPrice.fromString(`0${DENOM}`),
      broadcastPollIntervalMs: 60,
    })
    return new Party(account.address, client)
  }

  send(...messages: readonly ReturnType<typeof message>[]): Promise<DeliverTxResponse> {
    return this.client.execute(this.address, messages)
  }

  async balance(): Promise<bigint> {
    return BigInt((await this.client.getBalance(this.address, DENOM)).amount)
  }
}

/** In the chain's own denomination. */
export const coin = (amount: bigint): { denom: string; amount: string } => ({
  denom: DENOM,
  amount: amount.toString(),
})

function ports(list: PreparedModel['report']['inputs']) {
  return list.map(({ name, dtype, shape }) => ({
    name,
    dtype: DTYPES[dtype].code,
    shape: shape.map(BigInt),
  }))
}

/** Registers a model by its commitments and posts its graph, in as many pieces as it takes. */
export async function registerModel(owner: Party, model: DemoModel): Promise<DeliverTxResponse> {
  const { commitments, report, file } = model.prepared
  const { params } = await owner.client.query.infonex.query('/infonex.model.v1.Query/Params', {})
  const chunk = params?.maxChunkBytes ?? 65_536
  const pieces: ReturnType<typeof message>[] = []
  for (let at = 0; at < commitments.graph.length; at += chunk)
    pieces.push(
      message('infonex.model.v1.MsgPostGraph', {
        owner: owner.address,
        modelId: commitments.modelId,
        index: pieces.length,
        data: commitments.graph.subarray(at, at + chunk),
      }),
    )
  return owner.send(
    message('infonex.model.v1.MsgRegisterModel', {
      owner: owner.address,
      label: model.label,
      fileHash: createHash('sha256').update(file).digest(),
      fileBytes: BigInt(file.length),
      graphRoot: commitments.graphRoot,
      graphBytes: commitments.graph.length,
      weightRoots: [...commitments.weightRoots],
      mode: commitments.mode,
      profile: commitments.profile,
      canonicalVersion: commitments.version,
      inputs: ports(report.inputs),
      outputs: ports(report.outputs),
      operators: report.operators
        .map(([op, count]) => ({ op, count }))
        .sort((a, b) => (a.op < b.op ? -1 : 1)),
      licence: model.licence,
    }),
    ...pieces,
  )
}

/** Offers a server to the market; gives its number. */
export async function subscribeServer(
  supplier: Party,
  endpoint: string,
  receipts: Signer,
  models: readonly { readonly model: DemoModel; readonly price: bigint }[],
): Promise<{ result: DeliverTxResponse; serverId: bigint }> {
  const offers = models
    .map(({ model, price }) => ({
      modelId: model.prepared.commitments.modelId,
      slots: 1,
      price: price.toString(),
      ...{ pricePerInputKib: 0n, pricePerOutputKib: 0n, latencyUs: 0 },
    }))
    .sort((a, b) => Buffer.compare(a.modelId, b.modelId))
  const result = await supplier.send(
    message('infonex.router.v1.MsgSubscribeServer', {
      operator: supplier.address,
      endpoint,
      transport: 3,
      receiptKey: receipts.key,
      region: 'local',
      priceDenom: DENOM,
      offers,
    }),
  )
  const { serverId } = responseOf(result, 'infonex.router.v1.MsgSubscribeServerResponse')
  return { result, serverId }
}

/** Deposits and opens a channel to one supplier. */
export async function openChannel(
  payer: Party,
  payee: string,
  signer: Signer,
  terms: { readonly deposit: bigint; readonly cap: bigint; readonly prepayAllow: bigint },
) {
  const { header } = await payer.client.getBlock()
  const result = await payer.send(
    message('infonex.payment.v1.MsgDeposit', { owner: payer.address, amount: coin(terms.deposit) }),
    message('infonex.payment.v1.MsgOpenChannel', {
      payer: payer.address,
      cap: coin(terms.cap),
      payees: [{ address: payee, bps: 10_000 }],
      signer: signer.key,
      receiptPolicy: 1,
      minDelta: '0',
      prepayAllow: terms.prepayAllow.toString(),
      burst: terms.cap,
      expiryMs: BigInt(Date.parse(header.time) + 3_600_000),
    }),
  )
  const opened = responseOf(result, 'infonex.payment.v1.MsgOpenChannelResponse', 1)
  if (opened.descriptor === null) throw new Error('the chain opened a channel without a descriptor')
  return { result, channelId: opened.channelId, descriptor: opened.descriptor }
}
