/** Every way in which CosmJS 0.39 signs and sends (rpc.md 5), against a node process. */
import {
  createMultisigThresholdPubkey,
  encodeSecp256k1Pubkey,
  type MultisigThresholdPubkey,
  pubkeyToAddress,
  type StdFee,
} from '@cosmjs/amino'
import { toHex } from '@cosmjs/encoding'
import {
  decodeTxRaw,
  type DirectSignResponse,
  makeAuthInfoBytes,
  makeSignBytes,
  type OfflineDirectSigner,
  Registry,
} from '@cosmjs/proto-signing'
import {
  assertIsDeliverTxSuccess,
  calculateFee,
  GasPrice,
  makeMultisignedTxBytes,
  SigningStargateClient,
  StargateClient,
} from '@cosmjs/stargate'
import protobuf from 'protobufjs'
import t from 'tap'
import { decodeMessage, encodeMessage } from '../../client/pbjsType.js'
import '../support/letCosmjsEnd.js'
import {
  aminoWallet,
  CHAIN_ID,
  connectSigner,
  directWallet,
  FAST,
  FEE,
  firstAddress,
  MNEMONIC,
  PREFIX,
  send,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const { http, ws } = await startChain()
const reader = await StargateClient.connect(http)
const balance = async (address: string): Promise<bigint> =>
  BigInt((await reader.getBalance(address, 'uinx')).amount)
const EMPTY = new Uint8Array()
/** An address that nobody has used. */
const fresh = async (index: number): Promise<string> => firstAddress(await strangerWallet(index))

await t.test('the published mnemonic holds the development accounts', async (t) => {
  t.equal(await reader.getChainId(), CHAIN_ID)
  const address = await firstAddress(await directWallet(0))
  t.match(await reader.getAccount(address), { address, pubkey: null, sequence: 0 })
  t.ok((await balance(address)) > 0n)
  t.equal(await reader.getAccount(await fresh(0)), null, 'an unknown account is null')
  t.match(MNEMONIC, /junk$/)
})

for (const url of [http, ws])
  await t.test(`direct sign and send over ${url.split(':')[0]}`, async (t) => {
    const wallet = await directWallet(0)
    const from = await firstAddress(wallet)
    const to = await fresh(url === http ? 1 : 2)
    const client = await connectSigner(url, wallet)
    const before = await balance(from)
    const result = await client.sendTokens(from, to, uinx(1234), FEE, 'a memo')
    assertIsDeliverTxSuccess(result)
    t.equal(result.rawLog, '', 'as SDK 0.50: no log on success')
    t.same(
      result.msgResponses.map((m) => m.typeUrl),
      ['/cosmos.bank.v1beta1.MsgSendResponse'],
    )
    t.ok(result.gasUsed > 0n && result.gasUsed < 100_000n, 'a send fits 100,000 gas')
    t.equal(result.gasWanted, 200_000n)
    t.equal(await balance(to), 1234n)
    t.equal(await balance(from), before - 1234n - 500n)
    const found = await client.getTx(result.transactionHash)
    t.equal(found?.height, result.height)
    t.equal(decodeTxRaw(found?.tx ?? new Uint8Array()).body.memo, 'a memo')
    t.match(await client.getAccount(from), { pubkey: { type: 'tendermint/PubKeySecp256k1' } })
    client.disconnect()
  })

await t.test(
  'amino JSON: memo with characters that Go escapes, and a timeout height',
  async (t) => {
    const wallet = await aminoWallet(1)
    const from = await firstAddress(wallet)
    const client = await connectSigner(http, wallet)
    const to = await fresh(3)
    const memo = 'ampersand:&,lt:<,gt:>'
    const first = await client.signAndBroadcast(from, [send(from, to, 1)], FEE, memo)
    assertIsDeliverTxSuccess(first)
    const found = await client.getTx(first.transactionHash)
    const { body, authInfo } = decodeTxRaw(found?.tx ?? new Uint8Array())
    t.equal(body.memo, memo)
    t.equal(authInfo.signerInfos[0]?.modeInfo?.single?.mode, 127)
    const timeout = BigInt((await client.getHeight()) + 50)
    const second = await client.signAndBroadcast(from, [send(from, to, 1)], FEE, '', timeout)
    assertIsDeliverTxSuccess(second)
    t.equal(await balance(to), 2n)
  },
)

await t.test('a multisig of 2 of 5 with all five signatures, again and again', async (t) => {
  const wallets = await Promise.all([0, 1, 2, 3, 4].map((i) => aminoWallet(i)))
  const members = await Promise.all(
    wallets.map(async (wallet) => (await wallet.getAccounts())[0] as never as Member),
  )
  const key = createMultisigThresholdPubkey(
    members.map((m) => encodeSecp256k1Pubkey(m.pubkey)),
    2,
  )
  const address = pubkeyToAddress(key, PREFIX)
  const payer = await connectSigner(http, await directWallet(2))
  const funded = await payer.sendTokens(members[2]?.address ?? '', address, uinx(10_000), FEE)
  assertIsDeliverTxSuccess(funded)
  const to = await fresh(4)
  for (const round of [0, 1]) {
    const account = await reader.getAccount(address)
    t.equal(account?.sequence, round)
    const bytes = await signMultisig(key, wallets, address, account, to)
    const result = await reader.broadcastTx(bytes, 10_000, 10)
    assertIsDeliverTxSuccess(result)
    t.equal(await balance(to), BigInt(round + 1) * 100n)
  }
  t.match((await reader.getAccount(address))?.pubkey, {
    type: 'tendermint/PubKeyMultisigThreshold',
    value: { threshold: '2' },
  })
})

interface Member {
  readonly address: string
  readonly pubkey: Uint8Array
}

async function signMultisig(
  key: MultisigThresholdPubkey,
  wallets: readonly Awaited<ReturnType<typeof aminoWallet>>[],
  address: string,
  account: Awaited<ReturnType<StargateClient['getAccount']>>,
  to: string,
): Promise<Uint8Array> {
  if (account === null) throw new Error('the multisig has no account')
  const { accountNumber, sequence } = account
  const signerData = { accountNumber, sequence, chainId: CHAIN_ID }
  const signatures = new Map<string, Uint8Array>()
  let bodyBytes = new Uint8Array()
  for (const wallet of wallets) {
    const offline = await SigningStargateClient.offline(wallet)
    const member = await firstAddress(wallet)
    const message = send(address, to, 100)
    const signed = await offline.sign(member, [message], FEE, 'together', signerData)
    bodyBytes = new Uint8Array(signed.bodyBytes)
    signatures.set(member, signed.signatures[0] ?? new Uint8Array())
  }
  return makeMultisignedTxBytes(key, sequence, FEE, bodyBytes, signatures)
}

await t.test('a granter pays the fee, the signer what it sends', async (t) => {
  const granterWallet = await directWallet(3)
  const granter = await firstAddress(granterWallet)
  const signerWallet = await directWallet(4)
  const signer = await firstAddress(signerWallet)
  const grant = await connectSigner(http, granterWallet)
  const allowance = {
    typeUrl: '/cosmos.feegrant.v1beta1.BasicAllowance',
    value: encodeMessage('cosmos.feegrant.v1beta1.BasicAllowance', {
      spendLimit: uinx(10_000),
    }),
  }
  const typeUrl = '/cosmos.feegrant.v1beta1.MsgGrantAllowance'
  const value = { granter, grantee: signer, allowance }
  assertIsDeliverTxSuccess(await grant.signAndBroadcast(granter, [{ typeUrl, value }], FEE))

  const before = [await balance(granter), await balance(signer)] as const
  const fee: StdFee = { amount: uinx(4444), gas: '200000', granter }
  const client = await connectSigner(http, signerWallet)
  const to = await fresh(5)
  assertIsDeliverTxSuccess(await client.sendTokens(signer, to, uinx(7890), fee))
  t.equal(before[0] - (await balance(granter)), 4444n)
  t.equal(before[1] - (await balance(signer)), 7890n)
})

await t.test('several messages in one transaction, all or none', async (t) => {
  const wallet = await directWallet(5)
  const from = await firstAddress(wallet)
  const client = await connectSigner(http, wallet)
  const to = await fresh(6)
  const good = await client.signAndBroadcast(
    from,
    [1, 2, 3].map((n) => send(from, to, n)),
    FEE,
  )
  assertIsDeliverTxSuccess(good)
  t.equal(good.msgResponses.length, 3)
  t.equal(await balance(to), 6n)
  const tooMuch = send(from, to, 10n ** 30n)
  const bad = await client.signAndBroadcast(from, [send(from, to, 9), tooMuch], FEE)
  t.equal(bad.code, 5)
  t.equal(await balance(to), 6n, 'the first message of a failed transaction left nothing')
})

await t.test('simulate, and gas auto at 1.4 times', async (t) => {
  const wallet = await directWallet(6)
  const from = await firstAddress(wallet)
  const gasPrice = GasPrice.fromString('0.025uinx')
  const client = await connectSigner(http, wallet, { gasPrice })
  const to = await fresh(7)
  const used = await client.simulate(from, [send(from, to, 5)], '')
  t.ok(used > 50_000 && used < 100_000, `a send takes ${used} gas`)
  const auto = await client.signAndBroadcast(from, [send(from, to, 5)], 'auto')
  assertIsDeliverTxSuccess(auto)
  t.equal(auto.gasWanted, BigInt(Math.ceil(used * 1.4)))
  const paid = calculateFee(Number(auto.gasWanted), gasPrice).amount[0]?.amount
  const fee = auto.events.find((e) => e.type === 'tx')?.attributes.find((a) => a.key === 'fee')
  t.equal(fee?.value, `${paid}uinx`)
  const more = await client.signAndBroadcast(from, [send(from, to, 5)], 3)
  assertIsDeliverTxSuccess(more)
  t.ok(more.gasWanted > auto.gasWanted)
  await t.rejects(client.simulate(from, [send(from, to, 10n ** 30n)], ''), /insufficient funds/)
})

await t.test(
  'a signer that changes what it was given: the chain keeps what was signed',
  async (t) => {
    const inner = await directWallet(7)
    const from = await firstAddress(inner)
    const signer: OfflineDirectSigner = {
      getAccounts: () => inner.getAccounts(),
      async signDirect(address, doc): Promise<DirectSignResponse> {
        const body = decodeMessage('cosmos.tx.v1beta1.TxBody', doc.bodyBytes)
        const auth = decodeMessage('cosmos.tx.v1beta1.AuthInfo', doc.authInfoBytes)
        const pubkey = auth.signerInfos[0]?.publicKey
        const changed = {
          ...doc,
          bodyBytes: encodeMessage('cosmos.tx.v1beta1.TxBody', {
            ...body,
            memo: 'This was modified',
          }),
          authInfoBytes: makeAuthInfoBytes(
            [
              {
                pubkey: {
                  typeUrl: pubkey?.type_url ?? '',
                  value: pubkey?.value ?? new Uint8Array(),
                },
                sequence: Number(auth.signerInfos[0]?.sequence),
              },
            ],
            uinx(3000),
            333_333,
            undefined,
            undefined,
          ),
        }
        t.ok(makeSignBytes(changed).length > 0)
        return inner.signDirect(address, changed)
      },
    }
    const client = await connectSigner(http, signer)
    const sent = await client.signAndBroadcast(from, [send(from, from, 1)], FEE, 'as given')
    assertIsDeliverTxSuccess(sent)
    const { body, authInfo } = decodeTxRaw((await reader.getTx(sent.transactionHash))?.tx ?? EMPTY)
    t.equal(body.memo, 'This was modified')
    t.same(authInfo.fee?.amount, uinx(3000))
    t.equal(authInfo.fee?.gasLimit, 333_333n)
  },
)
await t.test(
  'a custom type by the protobufjs recipe, which writes explicit defaults',
  async (t) => {
    const { Field, Type } = protobuf
    const MsgDeposit = new Type('MsgDeposit')
      .add(new Field('owner', 1, 'string'))
      .add(new Field('amount', 2, 'Coin'))
      .add(
        new Type('Coin').add(new Field('denom', 1, 'string')).add(new Field('amount', 2, 'string')),
      )
    const Withdraw = new Type('MsgWithdrawCredit')
      .add(new Field('owner', 1, 'string'))
      .add(new Field('denom', 2, 'string'))
    const registry = new Registry([
      ['/infonex.payment.v1.MsgDeposit', MsgDeposit as never],
      ['/infonex.payment.v1.MsgWithdrawCredit', Withdraw as never],
    ])
    const wallet = await directWallet(8)
    const owner = await firstAddress(wallet)
    const client = await connectSigner(http, wallet, { registry })
    const deposit = {
      typeUrl: '/infonex.payment.v1.MsgDeposit',
      value: { owner, amount: uinx(777)[0] },
    }
    const result = await client.signAndBroadcast(owner, [deposit], FEE)
    assertIsDeliverTxSuccess(result)
    // An empty string that is set is written: field 2 with length 0, as Go's encoder never does.
    const withdraw = {
      typeUrl: '/infonex.payment.v1.MsgWithdrawCredit',
      value: { owner, denom: '' },
    }
    t.match(toHex(registry.encode(withdraw)), /1200$/)
    const second = await client.signAndBroadcast(owner, [withdraw], FEE)
    t.not(second.code, 2, 'it was decoded, and refused for what it says')
    t.match(second.rawLog, /there is no credit to withdraw/)
  },
)

await t.test('transactions signed ahead go in order, in one block or several', async (t) => {
  const wallet = await directWallet(9)
  const from = await firstAddress(wallet)
  const client = await connectSigner(http, wallet, FAST)
  const { accountNumber, sequence } = await client.getSequence(from)
  const to = await fresh(8)
  const hashes: string[] = []
  for (let i = 0; i < 5; i++) {
    const data = { accountNumber, sequence: sequence + i, chainId: CHAIN_ID }
    const signed = await client.sign(from, [send(from, to, 1)], FEE, `${i}`, data)
    const bytes = encodeMessage('cosmos.tx.v1beta1.TxRaw', signed)
    hashes.push(await client.broadcastTxSync(bytes))
  }
  let found = await client.searchTx(`transfer.recipient='${to}'`)
  for (let i = 0; found.length < 5 && i < 100; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    found = await client.searchTx(`transfer.recipient='${to}'`)
  }
  t.same(
    found.map((tx) => tx.hash),
    hashes,
  )
  t.equal(await balance(to), 5n)
})
