/** Modules through CosmJS: authz, feegrant, vesting, multi-send, supply and metadata. */
import { Registry } from '@cosmjs/proto-signing'
import {
  assertIsDeliverTxSuccess,
  QueryClient,
  setupAuthExtension,
  setupAuthzExtension,
  setupBankExtension,
  setupFeegrantExtension,
  setupTxExtension,
} from '@cosmjs/stargate'
import { Comet38Client } from '@cosmjs/tendermint-rpc'
import t from 'tap'
import { encodeMessage } from '../../client/pbjsType.js'
import '../support/letCosmjsEnd.js'
import {
  aminoWallet,
  connectSigner,
  directWallet,
  FEE,
  firstAddress,
  send,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const { http } = await startChain()
const comet = await Comet38Client.connect(http)
const query = QueryClient.withExtensions(
  comet,
  setupAuthExtension,
  setupAuthzExtension,
  setupBankExtension,
  setupFeegrantExtension,
  setupTxExtension,
)
const balance = async (address: string): Promise<bigint> =>
  BigInt((await query.bank.balance(address, 'uinx')).amount)
const signerOf = async (index: number) => {
  const wallet = await directWallet(index)
  return { address: await firstAddress(wallet), client: await connectSigner(http, wallet) }
}

await t.test('authz: grant, execute in its name, revoke', async (t) => {
  const granter = await signerOf(0)
  const grantee = await signerOf(1)
  const to = await firstAddress(await strangerWallet(1))
  const msg = '/cosmos.bank.v1beta1.MsgSend'
  const authorization = {
    typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization',
    value: encodeMessage('cosmos.authz.v1beta1.GenericAuthorization', { msg }),
  }
  const grant = {
    typeUrl: '/cosmos.authz.v1beta1.MsgGrant',
    value: { granter: granter.address, grantee: grantee.address, grant: { authorization } },
  }
  assertIsDeliverTxSuccess(await granter.client.signAndBroadcast(granter.address, [grant], FEE))
  const { grants } = await query.authz.grants(granter.address, grantee.address, '')
  t.same(grants[0]?.authorization?.typeUrl, authorization.typeUrl)
  t.same(grants[0]?.authorization?.value, authorization.value)
  t.equal(grants[0]?.expiration, undefined, 'no expiration')
  t.equal((await query.authz.granterGrants(granter.address)).grants.length, 1)
  t.equal((await query.authz.granteeGrants(grantee.address)).grants.length, 1)

  const msgs = [new Registry().encodeAsAny(send(granter.address, to, 99))]
  const value = { grantee: grantee.address, msgs }
  const exec = { typeUrl: '/cosmos.authz.v1beta1.MsgExec', value }
  assertIsDeliverTxSuccess(await grantee.client.signAndBroadcast(grantee.address, [exec], FEE))
  t.equal(await balance(to), 99n)

  const revoke = {
    typeUrl: '/cosmos.authz.v1beta1.MsgRevoke',
    value: { granter: granter.address, grantee: grantee.address, msgTypeUrl: msg },
  }
  assertIsDeliverTxSuccess(await granter.client.signAndBroadcast(granter.address, [revoke], FEE))
  const refused = await grantee.client.signAndBroadcast(grantee.address, [exec], FEE)
  t.match(refused.rawLog, /authorization not found/)
  t.equal(await balance(to), 99n)
})

await t.test('feegrant: allowances as queries show them', async (t) => {
  const granter = await signerOf(2)
  const grantee = await firstAddress(await strangerWallet(2))
  const allowance = {
    typeUrl: '/cosmos.feegrant.v1beta1.BasicAllowance',
    value: encodeMessage('cosmos.feegrant.v1beta1.BasicAllowance', { spendLimit: uinx(1000) }),
  }
  const typeUrl = '/cosmos.feegrant.v1beta1.MsgGrantAllowance'
  const value = { granter: granter.address, grantee, allowance }
  const result = await granter.client.signAndBroadcast(granter.address, [{ typeUrl, value }], FEE)
  assertIsDeliverTxSuccess(result)
  const shown = await query.feegrant.allowance(granter.address, grantee)
  t.same(shown.allowance?.allowance?.value, allowance.value)
  t.equal((await query.feegrant.allowances(grantee)).allowances.length, 1)
})

await t.test('vesting accounts, delayed and continuous, in both sign modes', async (t) => {
  const direct = await signerOf(3)
  const aminoSigner = await aminoWallet(4)
  const amino = await connectSigner(http, aminoSigner)
  const second = await firstAddress(aminoSigner)
  const signers = [
    [direct.client, direct.address],
    [amino, second],
  ] as const
  const end = BigInt(Math.floor(Date.now() / 1000) + 86_400)
  for (const [i, [client, fromAddress]] of signers.entries()) {
    const delayed = i === 0
    const wallet = await strangerWallet(10 + i)
    const toAddress = await firstAddress(wallet)
    const value = { fromAddress, toAddress, amount: uinx(5000), endTime: end, delayed }
    const typeUrl = '/cosmos.vesting.v1beta1.MsgCreateVestingAccount'
    const made = await client.signAndBroadcast(fromAddress, [{ typeUrl, value }], FEE)
    assertIsDeliverTxSuccess(made)
    t.equal(await balance(toAddress), 5000n)
    const type = delayed ? 'DelayedVestingAccount' : 'ContinuousVestingAccount'
    t.match((await query.auth.account(toAddress))?.typeUrl, type)
    t.match(await client.getAccount(toAddress), { address: toAddress, sequence: 0 })
    const held = await connectSigner(http, wallet)
    const free = { amount: [], gas: '200000' }
    const spent = await held.sendTokens(toAddress, fromAddress, uinx(5000), free)
    t.equal(spent.code, 5, 'what vests is not spendable')
  }
})

await t.test('bank: one to many, supply, metadata, all balances', async (t) => {
  const { client, address } = await signerOf(5)
  const to = await Promise.all([20, 21].map(async (i) => firstAddress(await strangerWallet(i))))
  const outputs = to.map((out, i) => ({ address: out, coins: uinx(10 + i) }))
  const value = { inputs: [{ address, coins: uinx(21) }], outputs }
  const typeUrl = '/cosmos.bank.v1beta1.MsgMultiSend'
  const supply = await query.bank.supplyOf('uinx')
  assertIsDeliverTxSuccess(await client.signAndBroadcast(address, [{ typeUrl, value }], FEE))
  t.same(await Promise.all(to.map(balance)), [10n, 11n])
  t.same(await query.bank.supplyOf('uinx'), supply, 'sending makes and burns nothing')
  t.same((await query.bank.totalSupply()).supply, [supply])
  t.same(await query.bank.allBalances(to[0] ?? ''), uinx(10))
  const metadata = await query.bank.denomMetadata('uinx')
  t.match(metadata, { base: 'uinx', denomUnits: [{ denom: 'uinx', exponent: 0 }] })
  t.equal((await query.bank.denomsMetadata()).length, 1)
})

await t.test('the tx service answers GetTx and Simulate', async (t) => {
  const { client, address } = await signerOf(6)
  const sent = await client.sendTokens(address, address, uinx(1), FEE, 'for the service')
  const { tx, txResponse } = await query.tx.getTx(sent.transactionHash)
  t.equal(tx?.body?.memo, 'for the service')
  t.equal(txResponse?.height, BigInt(sent.height))
  t.equal(txResponse?.code, 0)
  t.equal(txResponse?.gasUsed, sent.gasUsed)
  await t.rejects(query.tx.getTx('00'.repeat(32)), /tx not found|NotFound/)
})
