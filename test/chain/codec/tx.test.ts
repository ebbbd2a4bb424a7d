import {
  createMultisigThresholdPubkey,
  encodeSecp256k1Pubkey,
  pubkeyToAddress,
} from '@cosmjs/amino'
import { makeSignDoc as makeAminoSignDoc, serializeSignDoc, type StdFee } from '@cosmjs/amino'
import {
  encodePubkey,
  makeAuthInfoBytes,
  makeSignBytes,
  makeSignDoc,
  Registry,
} from '@cosmjs/proto-signing'
import { defaultRegistryTypes } from '@cosmjs/stargate'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { parsePubKey, pubKeyToAmino } from '../../../chain/codec/pubKey.js'
import { aminoSignBytes, coinsToAmino, directSignBytes } from '../../../chain/codec/signDoc.js'
import { decodeTx, type HandlerTable } from '../../../chain/codec/tx.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { TxError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { concatBytes, fromHex, toHex } from '../../../chain/types/bytes.js'
import { address, addresses } from '../../support/memoryContext.js'

type MsgSend = PlainTypes['cosmos.bank.v1beta1.MsgSend']
const send: MsgHandler<MsgSend, object> = {
  typeUrl: '/cosmos.bank.v1beta1.MsgSend',
  request: codec('cosmos.bank.v1beta1.MsgSend'),
  response: codec('cosmos.bank.v1beta1.MsgSendResponse'),
  amino: {
    name: 'cosmos-sdk/MsgSend',
    toAmino: ({ fromAddress, toAddress, amount }) => ({
      from_address: fromAddress,
      to_address: toAddress,
      amount: coinsToAmino(amount),
    }),
  },
  signers: (msg) => [msg.fromAddress],
  validateBasic: () => undefined,
  execute: () => ({}),
}
const table: HandlerTable = {
  handler: (typeUrl) => (typeUrl === send.typeUrl ? send : undefined),
}

const registry = new Registry(defaultRegistryTypes)
const pubkey = encodePubkey(
  encodeSecp256k1Pubkey(
    fromHex(`02${'79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'}`),
  ),
)

interface Plan {
  readonly memo: string
  readonly amount: bigint
  readonly fee: bigint
  readonly gas: number
  readonly sequence: number
  readonly accountNumber: number
  readonly timeout: bigint
  readonly granter: boolean
}

const plan = fc.record<Plan>({
  memo: fc.string({ unit: 'binary', maxLength: 20 }),
  amount: fc.bigInt({ min: 1n, max: 1n << 100n }),
  fee: fc.bigInt({ min: 0n, max: 1n << 64n }),
  gas: fc.nat(),
  sequence: fc.nat(),
  accountNumber: fc.nat(),
  timeout: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: (1n << 63n) - 1n })),
  granter: fc.boolean(),
})

/** A transaction as CosmJS writes it, with its direct and amino sign bytes. */
function cosmjs(p: Plan): { bytes: Uint8Array; direct: Uint8Array; amino: Uint8Array } {
  const value = {
    fromAddress: address(1),
    toAddress: address(2),
    amount: [{ denom: 'uinx', amount: p.amount.toString() }],
  }
  const amount = p.fee === 0n ? [] : [{ denom: 'uinx', amount: p.fee.toString() }]
  const granter = p.granter ? address(3) : undefined
  const bodyBytes = registry.encodeTxBody({
    messages: [{ typeUrl: send.typeUrl, value }],
    memo: p.memo,
    timeoutHeight: p.timeout,
  })
  const signer = { pubkey, sequence: p.sequence }
  const authInfoBytes = makeAuthInfoBytes([signer], amount, p.gas, granter, undefined)
  const fee: StdFee = {
    amount,
    gas: p.gas.toString(),
    ...(granter === undefined ? {} : { granter }),
  }
  const aminoMsg = {
    type: 'cosmos-sdk/MsgSend',
    value: { from_address: value.fromAddress, to_address: value.toAddress, amount: value.amount },
  }
  const doc = makeAminoSignDoc(
    [aminoMsg],
    fee,
    'chain-1',
    p.memo,
    p.accountNumber,
    p.sequence,
    p.timeout,
  )
  return {
    bytes: codec('cosmos.tx.v1beta1.TxRaw').encode({
      bodyBytes,
      authInfoBytes,
      signatures: [new Uint8Array(64).fill(7)],
    }),
    direct: makeSignBytes(makeSignDoc(bodyBytes, authInfoBytes, 'chain-1', p.accountNumber)),
    amino: serializeSignDoc(doc),
  }
}

await t.test('sign bytes are those of CosmJS, direct and amino', (t) => {
  fc.assert(
    fc.property(plan, (p) => {
      const theirs = cosmjs(p)
      const tx = decodeTx(theirs.bytes, table)
      const data = {
        chainId: 'chain-1',
        accountNumber: BigInt(p.accountNumber),
        sequence: BigInt(p.sequence),
      }
      return (
        toHex(directSignBytes(tx, data)) === toHex(theirs.direct) &&
        Buffer.from(aminoSignBytes(tx, data)).toString() === Buffer.from(theirs.amino).toString()
      )
    }),
    {
      numRuns: 200,
      examples: [
        [
          {
            memo: 'ampersand:&,lt:<,gt:>',
            amount: 1n,
            fee: 5n,
            gas: 1,
            sequence: 0,
            accountNumber: 0,
            timeout: 0n,
            granter: false,
          },
        ],
        [
          {
            memo: '"\\\b\f\n\r\t\u0001\u007f\u2028',
            amount: 1n,
            fee: 0n,
            gas: 0,
            sequence: 1,
            accountNumber: 1,
            timeout: 1n,
            granter: true,
          },
        ],
      ],
    },
  )
  t.end()
})

function codeOf(bytes: Uint8Array): string {
  try {
    decodeTx(bytes, table)
    return 'ok'
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code} ${error.message}`
    throw error
  }
}

const good = cosmjs({
  memo: 'm',
  amount: 7n,
  fee: 5n,
  gas: 9,
  sequence: 3,
  accountNumber: 4,
  timeout: 0n,
  granter: false,
})

await t.test('a mutated or truncated transaction decodes or is refused with code 2', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.bytes.length - 1), fc.nat(255)), { maxLength: 3 }),
      fc.option(fc.nat(good.bytes.length)),
      (edits, cut) => {
        const bytes = new Uint8Array(good.bytes.subarray(0, cut ?? good.bytes.length))
        for (const [at, byte] of edits) if (at < bytes.length) bytes[at] = byte
        return /^(ok|sdk 2 [^]*: tx parse error)$/.test(codeOf(bytes))
      },
    ),
    { numRuns: 2000, examples: [[[[8, 10]], null]] },
  )
  t.end()
})

await t.test('TxRaw is canonical by ADR-027', (t) => {
  const { bodyBytes, authInfoBytes, signatures } = decodeTx(good.bytes, table)
  const field = (tag: number, value: Uint8Array, long = false): Uint8Array => {
    const size = value.length
    const low = [(size & 0x7f) | 0x80, size >> 7]
    const varint =
      size < 128
        ? long
          ? [size | 0x80, 0]
          : [size]
        : long
          ? [low[0] as number, (size >> 7) | 0x80, 0]
          : low
    return concatBytes(Uint8Array.of(tag, ...varint), value)
  }
  const body = field(0x0a, bodyBytes)
  const auth = field(0x12, authInfoBytes)
  const sig = field(0x1a, signatures[0] as Uint8Array)
  t.equal(codeOf(concatBytes(body, auth, sig)), 'ok')
  t.equal(codeOf(concatBytes(body, auth, sig, sig)), 'ok')
  for (const [name, bytes] of [
    ['wrong order', concatBytes(auth, body, sig)],
    ['signature first', concatBytes(sig, body, auth)],
    ['body twice', concatBytes(body, body, auth, sig)],
    ['long length', concatBytes(field(0x0a, bodyBytes, true), auth, sig)],
    ['empty body field', concatBytes(Uint8Array.of(0x0a, 0), auth, sig)],
    ['unknown field', concatBytes(body, auth, sig, Uint8Array.of(0x22, 0))],
    ['varint field', concatBytes(Uint8Array.of(0x08, 1), body, auth, sig)],
    ['long tag', concatBytes(Uint8Array.of(0x8a, 0x00), body.subarray(1), auth, sig)],
    ['trailing byte', concatBytes(body, auth, sig, Uint8Array.of(0x1a))],
  ] as const)
    t.match(codeOf(bytes), /^sdk 2 .*tx parse error$/, name)
  t.end()
})

await t.test('unknown fields and message types are refused', (t) => {
  const { bodyBytes, authInfoBytes, signatures } = decodeTx(good.bytes, table)
  const raw = (body: Uint8Array, auth: Uint8Array): Uint8Array =>
    codec('cosmos.tx.v1beta1.TxRaw').encode({
      bodyBytes: body,
      authInfoBytes: auth,
      signatures: [...signatures],
    })
  // Field 1024 (non-critical) may stand in the body; not in the auth info, and amino cannot sign it.
  const extra = Uint8Array.of(0x82, 0x40, 0x01, 0x41)
  const tx = decodeTx(raw(concatBytes(bodyBytes, extra), authInfoBytes), table)
  t.ok(tx.hasNonCritical)
  t.throws(
    () => aminoSignBytes(tx, { chainId: 'c', accountNumber: 0n, sequence: 0n }),
    /unknown non-critical/,
  )
  t.match(codeOf(raw(bodyBytes, concatBytes(authInfoBytes, extra))), /^sdk 2 errUnknownField/)
  t.match(
    codeOf(raw(concatBytes(bodyBytes, Uint8Array.of(0x22, 0)), authInfoBytes)),
    /^sdk 2 errUnknownField/,
  )
  const other = registry.encodeTxBody({
    messages: [
      { typeUrl: '/cosmos.bank.v1beta1.MsgMultiSend', value: { inputs: [], outputs: [] } },
    ],
  })
  t.match(codeOf(raw(other, authInfoBytes)), /no concrete type registered for type URL/)
  t.end()
})

await t.test('a multisig key has the address that CosmJS gives it', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 7 }), fc.nat(6), (seeds, k) => {
      const keys = seeds.map((seed) =>
        encodeSecp256k1Pubkey(
          concatBytes(Uint8Array.of(2), sha256(Uint8Array.of(seed & 255, seed >> 8))),
        ),
      )
      const multi = createMultisigThresholdPubkey(keys, 1 + (k % keys.length))
      const any = encodePubkey(multi)
      const ours = parsePubKey(any)
      return (
        addresses.toText(ours.address) === pubkeyToAddress(multi, 'infonex') &&
        JSON.stringify(pubKeyToAmino(ours)) ===
          JSON.stringify({
            type: multi.type,
            value: { threshold: multi.value.threshold, pubkeys: multi.value.pubkeys },
          })
      )
    }),
    { numRuns: 100 },
  )
  t.end()
})

await t.test('keys of a wrong length, kind, threshold or nesting are refused', (t) => {
  const any = (typeUrl: string, value: Uint8Array): { typeUrl: string; value: Uint8Array } => ({
    typeUrl,
    value,
  })
  const secp = codec('cosmos.crypto.secp256k1.PubKey')
  const multi = codec('cosmos.crypto.multisig.LegacyAminoPubKey')
  const one = {
    type_url: '/cosmos.crypto.secp256k1.PubKey',
    value: secp.encode({ key: concatBytes(Uint8Array.of(2), sha256(one0())) }),
  }
  const wrap = (
    threshold: number,
    publicKeys: (typeof one)[],
  ): { typeUrl: string; value: Uint8Array } =>
    any('/cosmos.crypto.multisig.LegacyAminoPubKey', multi.encode({ threshold, publicKeys }))
  const inner = wrap(1, [one])
  for (const [key, text] of [
    [
      any('/cosmos.crypto.secp256k1.PubKey', secp.encode({ key: new Uint8Array(32) })),
      /length of secp256k1 key is 32/,
    ],
    [
      any('/cosmos.crypto.secp256k1.PubKey', secp.encode({ key: new Uint8Array(33) })),
      /begins with 02 or 03/,
    ],
    [any('/cosmos.bank.v1beta1.MsgSend', new Uint8Array()), /unrecognized public key type/],
    [wrap(0, [one]), /invalid threshold/],
    [wrap(2, [one]), /threshold 2 is more than the 1 keys/],
    [wrap(1, [{ type_url: inner.typeUrl, value: inner.value }]), /inside a multisig key/],
    [any('/cosmos.crypto.secp256k1.PubKey', Uint8Array.of(0x10, 1)), /errUnknownField/],
  ] as const) {
    t.throws(() => parsePubKey(key), { codespace: 'sdk', code: 8, message: text })
  }
  t.end()
})

function one0(): Uint8Array {
  return Uint8Array.of(1)
}
