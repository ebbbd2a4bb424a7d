import {
  createMultisigThresholdPubkey,
  encodeSecp256k1Pubkey,
  pubkeyToAddress,
} from '@cosmjs/amino'
import { encodePubkey, Registry } from '@cosmjs/proto-signing'
import { defaultRegistryTypes, makeMultisignedTxBytes } from '@cosmjs/stargate'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { parsePubKey } from '../../../chain/codec/pubKey.js'
import { aminoSignBytes } from '../../../chain/codec/signDoc.js'
import { decodeTx } from '../../../chain/codec/tx.js'
import { addresses } from '../../support/memoryContext.js'
import { CHAIN_ID, signDigest, TestChain, testKey, type TestKey } from '../../support/testChain.js'

const registry = new Registry(defaultRegistryTypes)
const txRaw = codec('cosmos.tx.v1beta1.TxRaw')

/** k-of-n over test keys; CosmJS wants them sorted by address. */
function multisig(k: number, keys: readonly TestKey[]) {
  const pubkeys = keys.map((key) => encodeSecp256k1Pubkey(key.publicKey))
  const pubkey = createMultisigThresholdPubkey(pubkeys, k)
  const sorted = pubkey.value.pubkeys.map((p) => {
    const text = pubkeyToAddress(p, 'infonex')
    return keys.find((key) => key.text === text) as TestKey
  })
  return { pubkey, keys: sorted, address: pubkeyToAddress(pubkey, 'infonex') }
}

type Multisig = ReturnType<typeof multisig>

const FUND = 1_000_000n

/** A chain on which the multisig account has coins, and its number. */
function chainWith(multi: Multisig): { chain: TestChain; number: bigint } {
  const chain = new TestChain({ accounts: 2 })
  chain.block()
  const to = { text: multi.address }
  const msg = codec('cosmos.bank.v1beta1.MsgSend').encode({
    fromAddress: chain.signer(0).key.text,
    toAddress: to.text,
    amount: [{ denom: 'uinx', amount: `${FUND}` }],
  })
  chain.block([
    chain.send(0, 1, 1n, { msgs: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value: msg }] }),
  ])
  const ctx = chain.app.contextAt(chain.store.version)
  const view = ctx && chain.parts.auth.view(ctx, addresses.toBytes(multi.address))
  return { chain, number: view?.accountNumber ?? 0n }
}

const FEE = { amount: [{ denom: 'uinx', amount: '500' }], gas: '200000' }

/** A send by the multisig, signed by the members given (positions in sorted order). */
function sign(
  multi: Multisig,
  chain: TestChain,
  number: bigint,
  members: readonly number[],
): Uint8Array {
  const value = {
    fromAddress: multi.address,
    toAddress: chain.signer(0).key.text,
    amount: [{ denom: 'uinx', amount: '7' }],
  }
  const bodyBytes = registry.encodeTxBody({
    messages: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }],
    memo: 'm',
  })
  // CosmJS makes the envelope from signatures; what is signed is over the same body and fee.
  const envelope = (signatures: Map<string, Uint8Array>): Uint8Array =>
    makeMultisignedTxBytes(multi.pubkey, 0, FEE, bodyBytes, signatures)
  const unsigned = envelope(new Map(multi.keys.map((key) => [key.text, new Uint8Array(64)])))
  const bytes = aminoSignBytes(decodeTx(unsigned, chain.parts.router), {
    chainId: CHAIN_ID,
    accountNumber: number,
    sequence: 0n,
  })
  const digest = sha256(bytes)
  return envelope(
    new Map(
      members.map((i) => {
        const key = multi.keys[i] as TestKey
        return [key.text, signDigest(key, digest)]
      }),
    ),
  )
}

const keys = [11, 12, 13, 14, 15].map(testKey)
const twoOfFive = multisig(2, keys)
const { chain, number } = chainWith(twoOfFive)

await t.test('all members of a 2-of-5 may sign, as CosmJS writes it, and the fee is paid', (t) => {
  const tx = sign(twoOfFive, chain, number, [0, 1, 2, 3, 4])
  const fresh = new TestChain({ from: chain })
  const checked = fresh.check(tx)
  t.equal(checked.log, '')
  t.equal(checked.code, 0)
  t.equal(checked.events.filter((e) => e.attributes[0]?.key === 'signature').length, 6)
  const { txResults } = chain.block([tx])
  t.equal(txResults[0]?.code, 0)
  t.equal(chain.balance(addresses.toBytes(twoOfFive.address)), FUND - 507n)
  t.end()
})

await t.test('k of n: any k or more signatures pass, fewer or foreign ones do not', (t) => {
  const plan = fc
    .record({ n: fc.integer({ min: 1, max: 5 }), k: fc.integer({ min: 1, max: 5 }) })
    .filter(({ n, k }) => k <= n)
    .chain(({ n, k }) =>
      fc.record({
        n: fc.constant(n),
        k: fc.constant(k),
        members: fc.subarray(
          Array.from({ length: n }, (_, i) => i),
          { minLength: 1 },
        ),
        forge: fc.boolean(),
      }),
    )
  fc.assert(
    fc.property(plan, ({ n, k, members, forge }) => {
      const multi = multisig(k, keys.slice(0, n))
      const own = chainWith(multi)
      const tx = sign(multi, own.chain, own.number, members)
      if (!forge) return (own.chain.check(tx).code === 0) === members.length >= k
      const raw = txRaw.decode(tx)
      const bytes = new Uint8Array(raw.signatures[0] as Uint8Array)
      if (bytes.length === 0) return true
      bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
      return own.chain.check(txRaw.encode({ ...raw, signatures: [bytes] })).code === 4
    }),
    { numRuns: 25 },
  )
  t.end()
})

await t.test('bit arrays and signature lists that do not fit are refused with code 4', (t) => {
  const own = chainWith(twoOfFive)
  const tx = sign(twoOfFive, own.chain, own.number, [1, 3])
  t.equal(new TestChain({ from: own.chain }).check(tx).code, 0)
  const authInfo = codec('cosmos.tx.v1beta1.AuthInfo')
  type Multi = NonNullable<
    NonNullable<ReturnType<typeof authInfo.decode>['signerInfos'][0]['modeInfo']>['multi']
  >
  const edit = (change: (multi: Multi) => Multi): Uint8Array => {
    const raw = txRaw.decode(tx)
    const info = authInfo.decode(raw.authInfoBytes)
    const signerInfos = info.signerInfos.map((s) => ({
      ...s,
      modeInfo: { multi: change(s.modeInfo?.multi as Multi) },
    }))
    return txRaw.encode({ ...raw, authInfoBytes: authInfo.encode({ ...info, signerInfos }) })
  }
  const bits = (extraBitsStored: number, ...elems: number[]): Uint8Array =>
    edit((m) => ({ ...m, bitarray: { extraBitsStored, elems: Uint8Array.from(elems) } }))
  const rows: [string, Uint8Array, RegExp][] = [
    ['too few bits', bits(4, 0x50), /bit array size is incorrect, expecting: 5/],
    ['too many bits', bits(6, 0x50), /bit array size/],
    ['no bits', bits(0), /bit array size/],
    ['extra bits over 7', bits(13, 0x50), /bit array size/],
    ['bits beyond the size', bits(5, 0x52), /bit array has bits beyond its size/],
    ['one bit more than signatures', bits(5, 0x58), /signature size is incorrect 2/],
    ['bits of other members', bits(5, 0xc0), /signature verification failed/],
    ['no bit array', edit((m) => ({ ...m, bitarray: null })), /bit array size/],
    ['one mode less', edit((m) => ({ ...m, modeInfos: m.modeInfos.slice(1) })), /signature size/],
    [
      'a multisig inside',
      edit((m) => ({
        ...m,
        modeInfos: m.modeInfos.map(() => ({ multi: { bitarray: null, modeInfos: [] } })),
      })),
      /a multisig inside a multisig is not taken/,
    ],
  ]
  for (const [name, bytes, log] of rows) {
    const result = new TestChain({ from: own.chain }).check(bytes)
    t.equal(result.code, 4, name)
    t.match(result.log, log)
  }
  t.end()
})

await t.test('more keys than TxSigLimit are too many', (t) => {
  const eight = multisig(
    1,
    Array.from({ length: 8 }, (_, i) => testKey(20 + i)),
  )
  const own = chainWith(eight)
  const result = own.chain.check(sign(eight, own.chain, own.number, [0]))
  t.equal(result.code, 14)
  t.equal(result.log, 'signatures: 8, limit: 7: maximum number of signatures exceeded')
  t.equal(addresses.toText(parsePubKey(encodePubkey(eight.pubkey)).address), eight.address)
  t.end()
})
