/** `npm start`: a chain, a supplier with real models, and paid inferences from request to settlement, directly and under agreements. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DeliverTxResponse } from '@cosmjs/stargate'
import { toHex } from '../../chain/types/bytes.js'
import { message } from '../../client/message.js'
import type { SignedVoucher } from '../../proto/inference/objects.js'
import { Verifier } from '../crypto/verifier.js'
import { DEV_MNEMONIC, devAccounts } from '../genesis/development.js'
import { PaidClient } from '../inference/paidClient.js'
import { ed25519Signer, secp256k1Signer } from '../inference/signers.js'
import { openManager } from '../manager/start.js'
import { SlaClient } from '../metering/slaClient.js'
import { startNode } from '../start.js'
import type { RunningNode, StartOptions } from '../startOptions.js'
import type { ServerState } from '../supplier/chainView.js'
import { managerLink } from '../supplier/managerLink.js'
import { RpcChainView } from '../supplier/rpcChainView.js'
import { startSupplier, type Supplier } from '../supplier/server.js'
import { showContract } from './contract.js'
import { DENOM, inx, openChannel, Party, registerModel, subscribeServer, txAt } from './market.js'
import { type DemoModel, digitsDemo, ocrDemo } from './pictures.js'
import { Screen } from './screen.js'
import { settle } from './settlement.js'

export interface DemoOptions {
  readonly json: boolean
  /** End when all is shown; else the chain and the supplier go on until Ctrl-C. */
  readonly once?: boolean
}

const DIGITS_PRICE = 1_000n
const OCR_PRICE = 25_000n
const DEPOSIT = 500_000n
const CAP = 200_000n

const short = (bytes: Uint8Array): string => `${toHex(bytes).slice(0, 16)}...`

/** A port that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      )
    })
  })
}

/** The well-known ports, or any free ones when they are taken. */
async function startChain(home: string): Promise<RunningNode> {
  const options: StartOptions = {
    home,
    mode: 'instant',
    logLevel: 'error',
    faucetAddress: '127.0.0.1:4500',
  }
  try {
    return await startNode(options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const any = { rpcAddress: 'tcp://127.0.0.1:0', apiAddress: 'tcp://127.0.0.1:0' }
    return startNode({
      ...options,
      ...any,
      grpcAddress: '127.0.0.1:0',
      faucetAddress: '127.0.0.1:0',
    })
  }
}

/** Runs the demonstration. @throws Error when anything of it fails: nothing is glossed over. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const screen = new Screen(options.json)
  const home = await mkdtemp(path.join(tmpdir(), 'infonex-demo-'))
  const verifier = new Verifier({ workers: 0 })
  const closers: (() => Promise<void> | void)[] = [() => rm(home, { recursive: true, force: true })]
  try {
    const node = await startChain(home)
    closers.unshift(() => node.stop())
    showChain(screen, node)
    const shown = await market(screen, node, home, verifier, closers)
    if (options.once === true) return
    screen.say(
      `\nThe chain and the supplier keep running. Try, in another terminal:\n` +
        `   curl ${node.urls.rpc}/status\n` +
        `   curl ${node.urls.api ?? ''}/cosmos/bank/v1beta1/balances/${shown.client}\n` +
        `   curl '${node.urls.rpc}/tx?hash=0x${shown.claim}'   (the claim)\n` +
        `   curl ${node.urls.api ?? ''}/infonex/payment/v1/escrows/${shown.client}/${DENOM}\n` +
        `   curl ${shown.supplier}/v2\n` +
        `   npx infonex query router servers --node ${node.urls.rpc}\n` +
        `Ctrl-C stops everything; this demonstration's home is then removed.`,
    )
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    })
  } finally {
    for (const close of closers) await close()
    await verifier.close()
  }
}

function showChain(screen: Screen, node: RunningNode): void {
  screen.step('a chain with one validator', [
    ['chain', node.chainId],
    ['ready in', `${Math.round(node.readyMs)} ms`],
    ['RPC', node.urls.rpc],
    ['REST', node.urls.api ?? ''],
    ['gRPC', node.urls.grpc ?? ''],
    ['faucet', node.urls.faucet ?? ''],
    ['accounts', `10, funded, from the published mnemonic "${DEV_MNEMONIC}"`],
  ])
}

interface Priced {
  readonly model: DemoModel
  readonly price: bigint
}

async function market(
  screen: Screen,
  node: RunningNode,
  home: string,
  verifier: Verifier,
  closers: (() => Promise<void> | void)[],
): Promise<{ client: string; supplier: string; claim: string }> {
  const accounts = await devAccounts('infonex')
  const account = (role: string) => {
    const found = accounts.find((one) => one.role === role)
    if (found === undefined) throw new Error(`no development account for ${role}`)
    return found
  }
  const supplier = await Party.open(node.urls.rpc, account('supplier'))
  const client = await Party.open(node.urls.rpc, account('client'))
  const aggregator = await Party.open(node.urls.rpc, account('aggregator'))
  closers.unshift(() => {
    for (const one of [supplier, client, aggregator]) one.client.disconnect()
  })
  const before = { supplier: await supplier.balance(), client: await client.balance() }
  const models = await prepareModels(screen, supplier)
  const receipts = ed25519Signer(randomBytes(32))
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const { result, serverId } = await subscribeServer(supplier, endpoint, receipts, models)
  const chain = await RpcChainView.open(supplier.client)
  const managerSigner = secp256k1Signer(account('manager').privateKey)
  const manager = await openManager({
    ...{ dir: path.join(home, 'manager'), chain, signer: managerSigner, verifier },
  })
  const sla = new SlaClient({ url: manager.url })
  closers.unshift(async () => {
    sla.close()
    await manager.stop()
  })
  const claimed: DeliverTxResponse[] = []
  const server = await startSupplier({
    ...{ port, chain, verifier, agreements: chain, manager: managerLink(sla) },
    ledgerFile: path.join(home, 'supplier.log'),
    serverId,
    receiptSigner: receipts,
    models: models.map(({ model, price }) => ({
      id: model.prepared.commitments.modelId,
      label: model.label,
      prepared: model.prepared,
      price,
    })),
    submitClaims: async (messages) => {
      claimed.push(
        await supplier.send(
          ...messages.map(({ value }) => message('infonex.payment.v1.MsgClaim', value)),
          message('infonex.payment.v1.MsgWithdrawCredit', {
            owner: supplier.address,
            denom: DENOM,
          }),
        ),
      )
    },
  })
  closers.unshift(async () => {
    chain.close()
    await server.close()
  })
  screen.step('the supplier subscribes a server', [
    ['server', `${serverId} at ${endpoint} (loopback; elsewhere a key is pinned)`],
    ['receipts signed by', `ed25519 ${short(receipts.key.key)}`],
    ...models.map(({ model, price }) => [model.name, `${inx(price)} an answer`] as const),
    ['transaction', txAt(result)],
  ])
  const subscription = await chain.server(serverId)
  if (subscription === undefined) throw new Error(`the chain has no server ${serverId}`)
  const parts = { client, supplier, server, receipts, models, verifier, subscription }
  const bought = await buy(screen, parts)
  await settle(screen, { chain, client, supplier, server, claimed, before, ...bought })
  const [first] = models
  if (first === undefined) throw new Error('no model is offered')
  await showContract(screen, {
    ...{ client, supplier, aggregator, chain, server, receipts, verifier, model: first.model },
    manager: { url: manager.url, key: managerSigner.key },
  })
  return { client: client.address, supplier: server.url, claim: claimed[0]?.transactionHash ?? '' }
}

async function prepareModels(screen: Screen, owner: Party): Promise<readonly Priced[]> {
  const ocr = await ocrDemo('invoice 48,213.07')
  const models: Priced[] = [{ model: await digitsDemo(3), price: DIGITS_PRICE }]
  if (ocr !== undefined) models.push({ model: ocr, price: OCR_PRICE })
  for (const { model } of models) {
    const { commitments, report, file } = model.prepared
    const result = await registerModel(owner, model)
    screen.step(`a model is registered by its commitments: ${model.label}`, [
      ['model id', toHex(commitments.modelId)],
      ['graph root', short(commitments.graphRoot)],
      [
        'weights',
        `${report.parameters.toLocaleString('en')} in ${commitments.weightRoots.length} trees`,
      ],
      [
        'operators',
        report.operators
          .slice(0, 6)
          .map(([op, n]) => `${op} ${n}`)
          .join(', '),
      ],
      [
        'prepared file',
        `${file.length.toLocaleString('en')} bytes, canonical, runs with optimisation off`,
      ],
      ['transaction', `${txAt(result)}, gas ${result.gasUsed}`],
    ])
  }
  return models
}

async function buy(
  screen: Screen,
  with_: {
    client: Party
    supplier: Party
    server: Supplier
    receipts: ReturnType<typeof ed25519Signer>
    models: readonly Priced[]
    verifier: Verifier
    subscription: ServerState
  },
) {
  const { client, supplier, server, receipts, models, verifier, subscription } = with_
  const signer = ed25519Signer(randomBytes(32))
  const most = models.reduce((a, { price }) => (price > a ? price : a), 0n)
  const terms = { deposit: DEPOSIT, cap: CAP, prepayAllow: most }
  const { result, channelId, descriptor } = await openChannel(
    client,
    supplier.address,
    signer,
    terms,
  )
  screen.step('the client opens an escrowed channel', [
    ['channel', toHex(channelId)],
    ['deposit', `${inx(DEPOSIT)}, of it reserved ${inx(CAP)}`],
    ['vouchers signed by', `ed25519 ${short(signer.key.key)}: it can pay this supplier only`],
    ['server', 'signs a fresh challenge with its receipt key before it is told anything'],
    ['transaction', txAt(result)],
  ])
  const paid = new PaidClient({
    url: server.url,
    descriptor,
    signer,
    ...{ receiptKey: receipts.key, verifier, server: subscription },
  })
  /** What the supplier's book says is paid: it books a voucher only after it verified its signature. */
  const booked = (want: bigint): SignedVoucher | undefined => {
    const account = server.ledger.account(descriptor)
    if (account.paid !== want) throw new Error(`booked as paid: ${account.paid}, want ${want}`)
    return account.voucher
  }
  for (const { model, price } of models)
    for (const question of model.questions) {
      const paidBefore = paid.charged
      const began = performance.now()
      const answer = await paid.infer(model.prepared.commitments.modelId, question.input, price)
      const ms = performance.now() - began
      booked(paidBefore)
      const read = question.read(answer.outputs)
      screen.step(`a paid request to ${model.label}`)
      screen.picture(question.picture)
      screen.rows([
        ['drawn', question.truth],
        [
          'answer',
          `${read}${read === question.truth ? '' : '   (the model is wrong here; it is paid all the same)'}`,
        ],
        ['input', `sha-256 ${sha256Of(question.input)}`],
        ['output', `sha-256 ${sha256Of(answer.outputs)}`],
        [
          'voucher',
          paidBefore === 0n
            ? 'none yet: the channel allows one answer ahead of payment'
            : `${inx(paidBefore)} in all, signature verified before the answer`,
        ],
        [
          'receipt',
          `${short(answer.receiptId)} signed by the server, number ${answer.receipt.sequence}`,
        ],
        [
          'owed',
          `${inx(BigInt(answer.receipt.cumulative) - paidBefore)}, paid by the next voucher`,
        ],
        ['took', `${ms.toFixed(1)} ms with signatures, receipt and payment check`],
      ])
    }
  await paid.settle()
  const last = booked(paid.charged)
  screen.step('the client pays for the last answer', [
    ['voucher', `${inx(paid.charged)} in all, signature verified by the supplier`],
    ['signature', `ed25519 ${short(last?.signature ?? new Uint8Array(0))}`],
    ['for receipt', short(last?.voucher?.receiptHead ?? new Uint8Array(0))],
  ])
  return { channelId, descriptor, charged: paid.charged }
}

function sha256Of(tensors: readonly { readonly bytes: Uint8Array }[]): string {
  const hash = createHash('sha256')
  for (const { bytes } of tensors) hash.update(bytes)
  return hash.digest('hex')
}
