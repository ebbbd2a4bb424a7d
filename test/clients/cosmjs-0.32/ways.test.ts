/** CosmJS 0.32.4: every way to sign, pay, ask and listen that its users have. */
import { createMultisigThresholdPubkey, pubkeyToAddress, Secp256k1HdWallet } from '@cosmjs/amino'
import { makeCosmoshubPath } from '@cosmjs/proto-signing'
import {
  assertIsDeliverTxSuccess,
  coins,
  GasPrice,
  isDeliverTxFailure,
  makeMultisignedTxBytes,
  QueryClient,
  setupAuthExtension,
  setupBankExtension,
  setupTxExtension,
  SigningStargateClient,
  StargateClient,
} from '@cosmjs/stargate'
import { Comet38Client, Tendermint37Client } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import { account, startNode } from './node.js'

const http = await startNode()
const ws = http.replace('http', 'ws')
const FEE = { amount: coins(500, 'uinx'), gas: '200000' }
const options = { broadcastPollIntervalMs: 10, gasPrice: GasPrice.fromString('0.0025uinx') }
const reader = await StargateClient.connect(http)
const balance = async (of: string) => BigInt((await reader.getBalance(of, 'uinx')).amount)
const signer = async (index: number) => {
  const { wallet, address } = await account(index)
  const client = await SigningStargateClient.connectWithSigner(http, wallet, options)
  return { client, address, wallet }
}
const send = (fromAddress: string, toAddress: string, amount: number) => ({
  typeUrl: '/cosmos.bank.v1beta1.MsgSend',
  value: { fromAddress, toAddress, amount: coins(amount, 'uinx') },
})
const aminoWallet = async (index: number) => {
  const { wallet } = await account(0)
  const hdPaths = [makeCosmoshubPath(index)]
  return Secp256k1HdWallet.fromMnemonic(wallet.mnemonic, { prefix: 'infonex', hdPaths })
}

await t.test('a multisig of 2 of 3', async (t) => {
  const wallets = await Promise.all([0, 1, 2].map(aminoWallet))
  const members = await Promise.all(wallets.map(async (w) => (await w.getAccounts())[0]))
  const keys = members.map((m) => ({
    type: 'tendermint/PubKeySecp256k1',
    value: Buffer.from(m?.pubkey ?? []).toString('base64'),
  }))
  const key = createMultisigThresholdPubkey(keys, 2)
  const address = pubkeyToAddress(key, 'infonex')
  const { client, address: payer } = await signer(0)
  assertIsDeliverTxSuccess(await client.sendTokens(payer, address, coins(10_000, 'uinx'), FEE))
  const { address: to } = await account(9)
  const before = await balance(to)
  const found = await reader.getAccount(address)
  const { accountNumber, sequence } = found ?? { accountNumber: -1, sequence: -1 }
  const data = { accountNumber, sequence, chainId: await reader.getChainId() }
  const signatures = new Map<string, Uint8Array>()
  let body = new Uint8Array()
  for (const i of [0, 2]) {
    const wallet = wallets[i] as Secp256k1HdWallet
    const member = members[i]?.address ?? ''
    const offline = await SigningStargateClient.offline(wallet)
    const signed = await offline.sign(member, [send(address, to, 77)], FEE, '', data)
    body = new Uint8Array(signed.bodyBytes)
    signatures.set(member, signed.signatures[0] ?? new Uint8Array())
  }
  const bytes = makeMultisignedTxBytes(key, sequence, FEE, body, signatures)
  assertIsDeliverTxSuccess(await reader.broadcastTx(bytes, 10_000, 10))
  t.equal(await balance(to), before + 77n)
})

await t.test('a granter pays the fee', async (t) => {
  const granter = await signer(3)
  const grantee = await signer(4)
  const allowance = {
    typeUrl: '/cosmos.feegrant.v1beta1.BasicAllowance',
    // No limit, no expiry: an empty message.
    value: new Uint8Array(),
  }
  const grant = {
    typeUrl: '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
    value: { granter: granter.address, grantee: grantee.address, allowance },
  }
  assertIsDeliverTxSuccess(await granter.client.signAndBroadcast(granter.address, [grant], FEE))
  const before = [await balance(granter.address), await balance(grantee.address)] as const
  const fee = { ...FEE, granter: granter.address }
  const { address: to } = await account(9)
  assertIsDeliverTxSuccess(
    await grantee.client.sendTokens(grantee.address, to, coins(5, 'uinx'), fee),
  )
  t.equal(before[0] - (await balance(granter.address)), 500n)
  t.equal(before[1] - (await balance(grantee.address)), 5n)
})

await t.test('several messages in one transaction, all or none', async (t) => {
  const { client, address } = await signer(5)
  const { address: to } = await account(9)
  const before = await balance(to)
  const both = [send(address, to, 1), send(address, to, 2)]
  assertIsDeliverTxSuccess(await client.signAndBroadcast(address, both, FEE))
  t.equal(await balance(to), before + 3n)
  const bad = [send(address, to, 4), send(address, to, 9e15)]
  const result = await client.signAndBroadcast(address, bad, FEE)
  t.ok(isDeliverTxFailure(result))
  t.equal(result.code, 5)
  t.equal(await balance(to), before + 3n)
})

await t.test('simulates what the transaction then costs, fee aside', async (t) => {
  const { client, address } = await signer(6)
  const messages = [send(address, address, 1)]
  const gas = await client.simulate(address, messages, 'memo')
  const result = await client.signAndBroadcast(address, messages, 'auto', 'memo')
  assertIsDeliverTxSuccess(result)
  // CosmJS simulates without a fee, and multiplies by 1.3 for what paying it costs.
  const used = Number(result.gasUsed)
  t.ok(used >= gas && used <= 1.3 * gas, `${gas} simulated, ${used} used`)
})

await t.test('subscriptions over WebSocket, with the clients for 0.37 and 0.38', async (t) => {
  const { client, address } = await signer(7)
  const { address: to } = await account(8)
  for (const Client of [Comet38Client, Tendermint37Client]) {
    const comet = await Client.connect(ws)
    const seen = new Promise<string>((resolve, reject) => {
      comet.subscribeTx(`transfer.recipient='${to}'`).addListener({
        next: (event) => {
          resolve(Buffer.from(event.hash).toString('hex').toUpperCase())
        },
        error: reject,
      })
    })
    const header = new Promise<number>((resolve, reject) => {
      comet.subscribeNewBlockHeader().addListener({
        next: ({ height }) => {
          resolve(height)
        },
        error: reject,
      })
    })
    // The subscription is confirmed by the answer to a call behind it.
    await comet.status()
    const result = await client.sendTokens(address, to, coins(1, 'uinx'), FEE)
    t.equal(await seen, result.transactionHash)
    t.ok((await header) <= result.height + 1)
    comet.disconnect()
  }
})

await t.test('old heights keep their answers', async (t) => {
  const { client, address } = await signer(8)
  const { address: to } = await account(9)
  const first = await client.sendTokens(address, to, coins(10, 'uinx'), FEE)
  const then = await balance(to)
  await client.sendTokens(address, to, coins(20, 'uinx'), FEE)
  const comet = await Comet38Client.connect(http)
  // setupBankExtension asks for the latest height alone: the height goes in below it.
  const query = QueryClient.withExtensions(comet, setupAuthExtension, setupTxExtension)
  const at = QueryClient.withExtensions(
    {
      ...comet,
      abciQuery: (params: object) => comet.abciQuery({ ...params, height: first.height } as never),
    } as unknown as Comet38Client,
    setupBankExtension,
  )
  t.equal(BigInt((await at.bank.balance(to, 'uinx')).amount), then)
  t.equal(await balance(to), then + 20n)
  t.equal((await reader.getBlock(first.height)).txs.length >= 1, true)
  t.match(await query.tx.getTx(first.transactionHash), { txResponse: { code: 0 } })
  t.ok((await query.auth.account(address))?.typeUrl.endsWith('BaseAccount'))
})
