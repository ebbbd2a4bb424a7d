import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { sendMsg, signTx, START_BALANCE, TestChain, type TestKey } from '../../support/testChain.js'

const basic = codec('cosmos.feegrant.v1beta1.BasicAllowance')
const grantMsg = codec('cosmos.feegrant.v1beta1.MsgGrantAllowance')
const exec = codec('cosmos.authz.v1beta1.MsgExec')
const grant = codec('cosmos.authz.v1beta1.MsgGrant')
const generic = codec('cosmos.authz.v1beta1.GenericAuthorization')

function setUp(): { chain: TestChain; keys: readonly TestKey[] } {
  const chain = new TestChain()
  chain.block()
  return { chain, keys: chain.keys }
}

await t.test('a second signer may pay the fee, and both sequences are burnt', (t) => {
  const { chain, keys } = setUp()
  const [a, b] = keys as [TestKey, TestKey]
  const plan = { payer: b.text, msgs: [sendMsg(a.text, b.text, 10n)], fee: 500n, gas: 200_000n }
  const tx = signTx({ ...plan, signers: [chain.signer(0), chain.signer(1)] }, chain.parts)
  const { txResults } = chain.block([tx])
  t.equal(txResults[0]?.code, 0, `${txResults[0]?.log}`)
  t.equal(chain.balance(a.address), START_BALANCE - 10n)
  t.equal(chain.balance(b.address), START_BALANCE - 490n)
  t.same([chain.signer(0).sequence, chain.signer(1).sequence], [1n, 1n])
  const fee = txResults[0]?.events.find((e) => e.attributes[0]?.key === 'fee')
  t.same(
    fee?.attributes.map((a) => a.value),
    ['500uinx', b.text],
  )
  const swapped = signTx({ ...plan, signers: [chain.signer(1), chain.signer(0)] }, chain.parts)
  t.equal(chain.check(swapped).code, 8, 'signatures stand in the order of the signers')
  t.end()
})

await t.test('a granter pays as far as it allows', (t) => {
  const { chain, keys } = setUp()
  const [a, b] = keys as [TestKey, TestKey]
  const allowance = {
    type_url: '/cosmos.feegrant.v1beta1.BasicAllowance',
    value: basic.encode({ spendLimit: [{ denom: 'uinx', amount: '600' }], expiration: null }),
  }
  const msg = {
    typeUrl: '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
    value: grantMsg.encode({ granter: b.text, grantee: a.text, allowance }),
  }
  const give = signTx({ msgs: [msg], signers: [chain.signer(1)], fee: 500n }, chain.parts)
  t.equal(chain.block([give]).txResults[0]?.code, 0)
  const { txResults } = chain.block([chain.send(0, 2, 10n, { granter: b.text })])
  t.equal(txResults[0]?.code, 0, `${txResults[0]?.log}`)
  t.equal(chain.balance(a.address), START_BALANCE - 10n)
  t.equal(chain.balance(b.address), START_BALANCE - 1000n)
  const again = chain.check(chain.send(0, 2, 10n, { granter: b.text }))
  t.match(again.log, /does not allow to pay fees for infonex1\w+: .*fee limit exceeded/)
  t.equal(again.codespace, 'feegrant')
  t.equal(chain.balance(chain.parts.auth.moduleAddress('fee_collector')), 1000n)
  t.end()
})

await t.test('messages run for others by a grant, and not without one', (t) => {
  const { chain, keys } = setUp()
  const [a, b, c] = keys as [TestKey, TestKey, TestKey]
  const inner = sendMsg(a.text, c.text, 10n)
  const any = { type_url: inner.typeUrl, value: inner.value }
  const run = (): Uint8Array =>
    signTx(
      {
        msgs: [
          {
            typeUrl: '/cosmos.authz.v1beta1.MsgExec',
            value: exec.encode({ grantee: b.text, msgs: [any] }),
          },
        ],
        signers: [chain.signer(1)],
        fee: 500n,
        gas: 200_000n,
      },
      chain.parts,
    )
  t.match(chain.block([run()]).txResults[0]?.log, /authorization not found/)
  const authorization = {
    type_url: '/cosmos.authz.v1beta1.GenericAuthorization',
    value: generic.encode({ msg: inner.typeUrl }),
  }
  const give = grant.encode({
    granter: a.text,
    grantee: b.text,
    grant: { authorization, expiration: null },
  })
  const msgs = [{ typeUrl: '/cosmos.authz.v1beta1.MsgGrant', value: give }]
  const granted = signTx({ msgs, signers: [chain.signer(0)], fee: 500n }, chain.parts)
  t.equal(chain.block([granted]).txResults[0]?.code, 0)
  const { txResults } = chain.block([run()])
  t.equal(txResults[0]?.code, 0, `${txResults[0]?.log}`)
  t.equal(chain.balance(c.address), START_BALANCE + 10n)
  t.same(chain.app.brokenInvariants(), [])
  t.end()
})
