import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import { codec } from '../../../chain/codec/proto.js'
import { commonAuthInfo, commonBody, commonSend } from '../../../chain/codec/fastTx.js'
import { decodeTx, type DecodedTx, type ModeInfo } from '../../../chain/codec/tx.js'
import { TxError } from '../../../chain/types/errors.js'
import { address } from '../../support/memoryContext.js'

const { router } = compose()
const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
const bodyCodec = codec('cosmos.tx.v1beta1.TxBody')
const authCodec = codec('cosmos.tx.v1beta1.AuthInfo')
const sendCodec = codec('cosmos.bank.v1beta1.MsgSend')
const multiSend = codec('cosmos.bank.v1beta1.MsgMultiSend')
const keyCodec = codec('cosmos.crypto.secp256k1.PubKey')

const u64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
)
const known = fc.constantFrom('uinx', address(1), address(2), '7')
const text = fc.oneof(
  { arbitrary: known, weight: 20 },
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constant(''),
)
const coin = fc.record({ denom: text, amount: fc.oneof(u64.map(String), text) })
const send = fc.record({
  fromAddress: text,
  toAddress: text,
  amount: fc.array(coin, { maxLength: 2 }),
})

const message = fc.oneof(
  send.map((value) => ({
    type_url: '/cosmos.bank.v1beta1.MsgSend',
    value: sendCodec.encode(value),
  })),
  send.map(({ fromAddress, amount }) => ({
    type_url: '/cosmos.bank.v1beta1.MsgMultiSend',
    value: multiSend.encode({ inputs: [{ address: fromAddress, coins: amount }], outputs: [] }),
  })),
  fc.record({
    type_url: fc.constantFrom(
      '/cosmos.bank.v1beta1.MsgSend',
      '/google.protobuf.Timestamp',
      '/x',
      '',
    ),
    value: fc.uint8Array({ maxLength: 6 }),
  }),
)

const signer = fc.record({
  publicKey: fc.option(
    fc.record({
      type_url: fc.constantFrom('/cosmos.crypto.secp256k1.PubKey', '/cosmos.crypto.ed25519.PubKey'),
      value: fc.uint8Array({ minLength: 32, maxLength: 33 }).map((key) => keyCodec.encode({ key })),
    }),
  ),
  modeInfo: fc.constantFrom<ModeInfo | null>(
    { single: { mode: 1 } },
    { single: { mode: 127 } },
    { single: { mode: 0 } },
    { single: { mode: 300 } },
    { multi: { bitarray: null, modeInfos: [{ single: { mode: 1 } }] } },
    null,
  ),
  sequence: u64,
})

const aTx = fc
  .record({
    messages: fc.array(message, { maxLength: 3 }),
    memo: text,
    timeoutHeight: u64,
    signerInfos: fc.array(signer, { maxLength: 2 }),
    amount: fc.array(coin, { maxLength: 2 }),
    gasLimit: u64,
    payer: text,
    granter: text,
    hasFee: fc.boolean(),
    signatures: fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 2 }),
  })
  .map((p) => ({
    bodyBytes: bodyCodec.encode({
      messages: p.messages,
      memo: p.memo,
      timeoutHeight: p.timeoutHeight,
      extensionOptions: [],
      nonCriticalExtensionOptions: [],
    }),
    authInfoBytes: authCodec.encode({
      signerInfos: p.signerInfos,
      fee: p.hasFee
        ? { amount: p.amount, gasLimit: p.gasLimit, payer: p.payer, granter: p.granter }
        : null,
      tip: null,
    }),
    signatures: p.signatures,
  }))

function decodeBoth(bytes: Uint8Array): readonly (DecodedTx | string)[] {
  return [true, false].map((quick) => {
    try {
      const tx = decodeTx(bytes, router, quick)
      // The handlers are the same objects; comparing them deeply would compare the modules.
      return {
        ...tx,
        messages: tx.messages.map((m) => ({ ...m, handler: m.handler.typeUrl })) as never,
      }
    } catch (error) {
      if (error instanceof TxError) return `${error.codespace} ${error.code}`
      throw error
    }
  })
}

/** Inserts, removes or replaces single bytes. */
const edit = fc.tuple(fc.nat(), fc.constantFrom('set', 'insert', 'remove'), fc.nat(255))
const edits = fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(edit, { maxLength: 2 }))

function edited(
  bytes: Uint8Array,
  list: readonly (readonly [number, string, number])[],
): Uint8Array {
  let out = [...bytes]
  for (const [at, how, byte] of list) {
    const i = out.length === 0 ? 0 : at % out.length
    if (how === 'set' && out.length > 0) out[i] = byte
    if (how === 'insert') out = [...out.slice(0, i), byte, ...out.slice(i)]
    if (how === 'remove') out.splice(i, 1)
  }
  return Uint8Array.from(out)
}

await t.test('the quick and the general way give the same transaction or the same refusal', (t) => {
  let quick = 0
  fc.assert(
    fc.property(aTx, edits, edits, (parts, inBody, inAuth) => {
      const bodyBytes = edited(parts.bodyBytes, inBody)
      const authInfoBytes = edited(parts.authInfoBytes, inAuth)
      if (commonBody(bodyBytes) !== undefined && commonAuthInfo(authInfoBytes) !== undefined)
        quick += 1
      const [a, b] = decodeBoth(
        new Uint8Array(txRaw.encode({ ...parts, bodyBytes, authInfoBytes })),
      )
      assert.deepEqual(a, b)
      return true
    }),
    { numRuns: 1500 },
  )
  t.ok(quick > 100, `${quick} were read the quick way`)
  t.end()
})

await t.test(
  'what is read quickly is what the codec reads, and nothing that is not canonical',
  (t) => {
    let quick = 0
    fc.assert(
      fc.property(send, edits, (value, list) => {
        const bytes = edited(sendCodec.encode(value), list)
        const read = commonSend(bytes)
        if (read === undefined) return true
        quick += 1
        assert.deepEqual(read, sendCodec.decode(bytes))
        return Buffer.from(sendCodec.encode(read)).equals(bytes)
      }),
      { numRuns: 1000 },
    )
    t.ok(quick > 100, `${quick} were read the quick way`)
    t.end()
  },
)
