/** CosmJS 0.32.4, which many programs still use, against a node process. */
import { Secp256k1HdWallet } from '@cosmjs/amino'
import { makeCosmoshubPath } from '@cosmjs/proto-signing'
import {
  assertIsDeliverTxSuccess,
  GasPrice,
  SigningStargateClient,
  StargateClient,
} from '@cosmjs/stargate'
import { Comet38Client, Tendermint34Client } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import { account, startNode } from './node.js'

const http = await startNode()
const FEE = { amount: [{ denom: 'uinx', amount: '500' }], gas: '200000' }
const uinx = (amount: number) => [{ denom: 'uinx', amount: `${amount}` }]
const options = { broadcastPollIntervalMs: 10, gasPrice: GasPrice.fromString('0.0025uinx') }

await t.test('connects, and sees a chain of CometBFT 0.38', async (t) => {
  const client = await StargateClient.connect(http)
  t.equal(await client.getChainId(), 'infonex-dev-1')
  t.ok((await client.getHeight()) >= 1)
  const { address } = await account(0)
  t.match(await client.getAccount(address), { address, accountNumber: 0, sequence: 0 })
  const block = await client.getBlock(1)
  t.match(block.header, { chainId: 'infonex-dev-1', height: 1, version: { block: '11' } })
  client.disconnect()
  const comet = await Comet38Client.connect(http)
  t.match((await comet.status()).nodeInfo.version, /^0\.38\./)
  t.equal((await comet.validatorsAll()).validators.length, 1)
  const old = await Tendermint34Client.connect(http)
  t.equal((await old.status()).nodeInfo.network, 'infonex-dev-1')
})

await t.test('sends in direct mode over HTTP and WebSocket, and finds what it sent', async (t) => {
  const { wallet, address } = await account(0)
  const { address: to } = await account(9)
  for (const url of [http, http.replace('http', 'ws')]) {
    const client = await SigningStargateClient.connectWithSigner(url, wallet, options)
    const before = BigInt((await client.getBalance(to, 'uinx')).amount)
    const result = await client.sendTokens(address, to, uinx(321), FEE, 'from 0.32')
    assertIsDeliverTxSuccess(result)
    t.equal(BigInt((await client.getBalance(to, 'uinx')).amount), before + 321n)
    t.equal((await client.getTx(result.transactionHash))?.height, result.height)
    const recipient = [{ key: 'transfer.recipient', value: to }]
    t.equal((await client.searchTx(recipient)).at(-1)?.hash, result.transactionHash)
    const inBlock = await client.searchTx(`tx.height=${result.height}`)
    t.equal(inBlock.at(-1)?.hash, result.transactionHash)
    client.disconnect()
  }
})

await t.test('sends in amino mode and with gas auto', async (t) => {
  const { wallet, address } = await account(1)
  const client = await SigningStargateClient.connectWithSigner(http, wallet, options)
  assertIsDeliverTxSuccess(await client.sendTokens(address, address, uinx(1), 'auto'))
  const mnemonic = wallet.mnemonic
  const hdPaths = [makeCosmoshubPath(1)]
  const amino = await Secp256k1HdWallet.fromMnemonic(mnemonic, { prefix: 'infonex', hdPaths })
  const aminoClient = await SigningStargateClient.connectWithSigner(http, amino, options)
  const result = await aminoClient.sendTokens(address, address, uinx(1), FEE, 'a < b & c')
  assertIsDeliverTxSuccess(result)
  t.equal(result.code, 0)
})
