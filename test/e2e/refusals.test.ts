/** What a node refuses, with the codes and texts that CosmJS' users look for (rpc.md 3). */
import {
  type EncodeObject,
  encodePubkey,
  makeAuthInfoBytes,
  makeSignDoc,
  Registry,
} from '@cosmjs/proto-signing'
import { encodeSecp256k1Pubkey } from '@cosmjs/amino'
import { fromBase64, toBech32, fromBech32 } from '@cosmjs/encoding'
import {
  BroadcastTxError,
  QueryClient,
  setupBankExtension,
  setupFeegrantExtension,
  setupStakingExtension,
  StargateClient,
  TimeoutError,
} from '@cosmjs/stargate'
import { Comet38Client } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import { encodeMessage } from '../../client/pbjsType.js'
import '../support/letCosmjsEnd.js'
import { rpcCall } from '../support/rpcCall.js'
import {
  aminoWallet,
  CHAIN_ID,
  connectSigner,
  directWallet,
  FEE,
  firstAddress,
  send,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const [{ http }, slow] = await Promise.all([
  startChain(),
  startChain({ mode: 'interval', blockTimeMs: 2000, minimumGasPrices: '0.01uinx' }),
])
const comet = await Comet38Client.connect(http)
const reader = StargateClient.create(comet)
const wallet = await directWallet(0)
const from = await firstAddress(wallet)
const client = await connectSigner(http, wallet)
const stranger = await firstAddress(await strangerWallet(1))
const encoder = new TextEncoder()

/** The refusal of CheckTx, as CosmJS throws it. */
async function checkTxRefusal(broadcast: Promise<unknown>): Promise<BroadcastTxError> {
  const error = await broadcast.then(
    () => new Error('it was taken'),
    (e: unknown) => e,
  )
  if (!(error instanceof BroadcastTxError)) throw error
  return error
}

/** A transaction of account 0 with everything in the caller's hands. */
async function signedTx(parts: {
  bodyBytes?: Uint8Array
  messages?: EncodeObject[]
  mode?: number
  chainId?: string
  sequence?: number
  gas?: number
  timeoutHeight?: bigint
}): Promise<Uint8Array> {
  const { accountNumber, sequence } = await client.getSequence(from)
  const value = {
    messages: parts.messages ?? [send(from, stranger, 2)],
    ...(parts.timeoutHeight === undefined ? {} : { timeoutHeight: parts.timeoutHeight }),
  }
  const bodyBytes =
    parts.bodyBytes ?? new Registry().encode({ typeUrl: '/cosmos.tx.v1beta1.TxBody', value })
  const [account] = await wallet.getAccounts()
  const pubkey = encodePubkey(encodeSecp256k1Pubkey(account?.pubkey ?? new Uint8Array()))
  const signer = { pubkey, sequence: parts.sequence ?? sequence }
  const gas = parts.gas ?? 200_000
  const auth = makeAuthInfoBytes([signer], uinx(500), gas, undefined, undefined, parts.mode)
  const doc = makeSignDoc(bodyBytes, auth, parts.chainId ?? CHAIN_ID, accountNumber)
  const { signature, signed } = await wallet.signDirect(from, doc)
  return encodeMessage('cosmos.tx.v1beta1.TxRaw', {
    bodyBytes: signed.bodyBytes,
    authInfoBytes: signed.authInfoBytes,
    signatures: [fromBase64(signature.signature)],
  })
}

await t.test('queries: unknown accounts, denominations, paths, modules and heights', async (t) => {
  const request = encodeMessage('cosmos.auth.v1beta1.QueryAccountRequest', { address: stranger })
  const account = { path: '/cosmos.auth.v1beta1.Query/Account', data: request }
  const gone = await comet.abciQuery(account)
  t.equal(gone.code, 22)
  t.equal(gone.codespace, 'sdk')
  t.match(gone.log, /rpc error: code = NotFound/)
  t.match(gone.log, `account ${stranger} not found`)
  const unknown = await comet.abciQuery({ path: '/no.such.Query/Path', data: new Uint8Array() })
  t.equal(unknown.code, 6)
  t.equal(unknown.codespace, 'sdk')
  t.match(unknown.log, /unknown query path: unknown request/)
  const query = QueryClient.withExtensions(
    comet,
    setupBankExtension,
    setupFeegrantExtension,
    setupStakingExtension,
  )
  await t.rejects(query.bank.denomMetadata('nothere'), /\(22\): rpc error: code = NotFound/)
  t.same(await query.bank.balance(stranger, 'uinx'), { denom: 'uinx', amount: '0' })
  t.same(await query.bank.supplyOf('nothere'), { denom: 'nothere', amount: '0' })
  await t.rejects(query.feegrant.allowance(from, stranger), /fee-grant not found/)
  await t.rejects(query.staking.pool(), /unknown query path/, 'a module that is not here')
  await t.rejects(reader.getAccount('cosmos1notanaddress'), /InvalidArgument|invalid|decoding/i)
  const future = await comet.abciQuery({ ...account, height: 1_000_000 })
  t.not(future.code, 0, 'a height that is not there yet')
  t.match(future.log, /height/)
  t.equal(await reader.getTx('0'.repeat(64)), null, 'an unknown hash is no transaction')
})

await t.test(
  'insufficient funds pass CheckTx, fail in the block, cost fee and sequence',
  async (t) => {
    const poorWallet = await strangerWallet(2)
    const poor = await firstAddress(poorWallet)
    t.equal((await client.sendTokens(from, poor, uinx(1000), FEE)).code, 0)
    const poorClient = await connectSigner(http, poorWallet)
    const result = await poorClient.sendTokens(poor, from, uinx(5000), FEE)
    t.equal(result.code, 5)
    t.match(result.rawLog, /insufficient funds/)
    const [inBlock] = (await comet.txSearchAll({ query: `tx.hash='${result.transactionHash}'` }))
      .txs
    t.equal(inBlock?.result.codespace, 'sdk')
    t.equal(inBlock?.result.data?.length ?? 0, 0, 'no message answered')
    t.equal(result.msgResponses.length, 0)
    t.equal((await reader.getBalance(poor, 'uinx')).amount, '500', 'the fee is gone')
    t.equal((await reader.getSequence(poor)).sequence, 1)
    const broke = await checkTxRefusal(
      poorClient.sendTokens(poor, from, uinx(1), { amount: uinx(501), gas: '200000' }),
    )
    t.equal(broke.codespace, 'sdk')
    t.equal(broke.code, 5, 'a fee that is not there does not pass CheckTx')
  },
)

await t.test('CheckTx refuses with the codes of the SDK', async (t) => {
  for (let i = 0; i < 3; i++) await client.sendTokens(from, stranger, uinx(1), FEE)
  const { sequence } = await client.getSequence(from)
  const wrongPrefix = toBech32('cosmos', fromBech32(stranger).data)
  const height = await client.getHeight()
  const unknownField = Uint8Array.of(...encodeMessage('cosmos.tx.v1beta1.TxBody', {}), 0x7a, 0)
  const foreign = {
    typeUrl: '/cosmos.bank.v1beta1.MsgSend',
    value: send(from, wrongPrefix, 1).value,
  }
  const cases: [string, Parameters<typeof signedTx>[0], number, RegExp][] = [
    ['a sign mode that is none', { mode: sequence, messages: [foreign] }, 4, /unauthorized/],
    ['another chain id', { chainId: 'other-1' }, 4, /signature verification failed/],
    ['a sequence of the past', { sequence: sequence - 1 }, 32, seqText(sequence, sequence - 1)],
    ['a sequence of the future', { sequence: sequence + 1 }, 32, seqText(sequence, sequence + 1)],
    ['gas that does not cover the ante handler', { gas: 1000 }, 11, /out of gas/],
    ['a time-out height of the past', { timeoutHeight: BigInt(height - 1) }, 30, /timeout height/],
    ['no message', { messages: [] }, 18, /at least one message|invalid request/],
    ['an unknown field', { bodyBytes: unknownField }, 2, /tx parse error/],
  ]
  for (const [what, parts, code, log] of cases) {
    const refusal = await checkTxRefusal(reader.broadcastTxSync(await signedTx(parts)))
    t.equal(refusal.code, code, what)
    t.equal(refusal.codespace, 'sdk')
    t.match(refusal.log, log)
    t.match(refusal.message, `Broadcasting transaction failed with code ${code}`)
  }
  const noise = await checkTxRefusal(reader.broadcastTxSync(encoder.encode('not a transaction')))
  t.equal(noise.code, 2)
  t.equal(noise.codespace, 'sdk')
  t.match(noise.log, /tx parse error/)
  const memo = await checkTxRefusal(
    client.sendTokens(from, stranger, uinx(1), FEE, 'm'.repeat(257)),
  )
  t.equal(memo.code, 12)
  t.equal(memo.codespace, 'sdk')
  t.match(memo.log, /maximum number of characters is 256 but received 257/)
  t.equal((await client.getSequence(from)).sequence, sequence, 'nothing of it cost a sequence')
  const lost = await client.signAndBroadcast(from, [foreign], FEE)
  t.equal(lost.code, 7, "an address of another chain is the message handler's to refuse")
})

function seqText(expected: number, got: number): RegExp {
  return new RegExp(`account sequence mismatch, expected ${expected}, got ${got}`)
}

await t.test('time-out heights in both sign modes', async (t) => {
  const amino = await connectSigner(http, await aminoWallet(1))
  const second = await firstAddress(await aminoWallet(1))
  for (const [signing, address] of [
    [client, from],
    [amino, second],
  ] as const) {
    const height = BigInt(await signing.getHeight())
    const message = [send(address, stranger, 1)]
    const late = signing.signAndBroadcast(address, message, FEE, '', height - 1n)
    t.equal((await checkTxRefusal(late)).code, 30)
    const good = await signing.signAndBroadcast(address, message, FEE, '', height + 3n)
    t.equal(good.code, 0)
  }
})

await t.test('gas that runs out in the block', async (t) => {
  const fee = { ...FEE, gas: '56000' }
  const fresh = await firstAddress(await strangerWallet(5))
  const result = await client.sendTokens(from, fresh, uinx(1), fee)
  t.equal(result.code, 11)
  t.match(result.rawLog, /out of gas in location/)
  t.ok(result.gasUsed > 56_000n)
  t.equal((await reader.getBalance(fresh, 'uinx')).amount, '0')
})

await t.test('grants that are not there', async (t) => {
  const granter = await firstAddress(await directWallet(2))
  const fee = { ...FEE, granter }
  const refusal = await checkTxRefusal(client.sendTokens(from, stranger, uinx(1), fee))
  t.equal(refusal.code, 38)
  t.equal(refusal.codespace, 'sdk')
  t.match(refusal.log, /fee-grant not found/)
  const inner = send(granter, from, 1)
  const msgs = [new Registry().encodeAsAny(inner)]
  const exec = { typeUrl: '/cosmos.authz.v1beta1.MsgExec', value: { grantee: from, msgs } }
  const result = await client.signAndBroadcast(from, [exec], FEE)
  t.equal(result.code, 2)
  t.match(result.rawLog, /authorization not found/)
})

await t.test('the same transaction twice, and one too large', async (t) => {
  const bytes = await signedTx({})
  const tx = Buffer.from(bytes).toString('base64')
  t.equal((await rpcCall<{ code: number }>(http, 'broadcast_tx_sync', { tx })).code, 0)
  await t.rejects(rpcCall(http, 'broadcast_tx_sync', { tx }), /tx already exists in cache/)
  const large = Buffer.alloc(1_100_000).toString('base64')
  await t.rejects(
    rpcCall(http, 'broadcast_tx_sync', { tx: large }),
    /body is larger than 1000000 bytes/,
  )
})

await t.test('a node with a price refuses less, and a slow one times the client out', async (t) => {
  const priced = await connectSigner(slow.http, wallet)
  const low = await checkTxRefusal(
    priced.sendTokens(from, stranger, uinx(1), { amount: uinx(1999), gas: '200000' }),
  )
  t.equal(low.code, 13)
  t.equal(low.codespace, 'sdk')
  t.match(low.log, /insufficient fees; got: 1999uinx required: 2000uinx: insufficient fee/)
  const fee = { amount: uinx(2000), gas: '200000' }
  const raw = await priced.sign(from, [send(from, stranger, 7)], fee, '')
  const bytes = encodeMessage('cosmos.tx.v1beta1.TxRaw', raw)
  // Just after a block the next one is a whole interval away.
  const before = await priced.getHeight()
  while ((await priced.getHeight()) === before) await new Promise((r) => setTimeout(r, 5))
  const late = await priced.broadcastTx(bytes, 50, 10).catch((e: unknown) => e)
  t.type(late, TimeoutError)
  const { txId } = late as TimeoutError
  let found = await priced.getTx(txId)
  for (let i = 0; found === null && i < 100; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    found = await priced.getTx(txId)
  }
  t.equal(found?.code, 0, 'it is in a block in the end')
})
