import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { SIGN_MODE_LEGACY_AMINO_JSON } from '../../../chain/codec/signDoc.js'
import { concatBytes } from '../../../chain/types/bytes.js'
import type { CheckTxResponse } from '../../../chain/types/abci.js'
import { testConsensusParams } from '../../support/memoryContext.js'
import {
  sendMsg,
  signTx,
  START_BALANCE,
  TestChain,
  testKey,
  type TxPlan,
} from '../../support/testChain.js'

const chain = new TestChain({
  minGasPrices: [{ denom: 'uinx', amountE18: 1_000_000_000_000_000n }],
})
chain.block()
const { parts } = chain

/** A send of key 0 to key 1, changed. */
function plan(changes: Partial<TxPlan> = {}): TxPlan {
  const [a, b] = chain.keys as [ReturnType<typeof testKey>, ReturnType<typeof testKey>]
  return { msgs: [sendMsg(a.text, b.text, 5n)], signers: [chain.signer(0)], fee: 500n, ...changes }
}

const signed = (changes: Partial<TxPlan> = {}): Uint8Array => signTx(plan(changes), parts)

/** Rewrites the auth info, leaving the signatures as they are. */
function withAuth(
  tx: Uint8Array,
  edit: (info: ReturnType<typeof authInfo.decode>) => Partial<ReturnType<typeof authInfo.decode>>,
): Uint8Array {
  const raw = txRaw.decode(tx)
  const info = authInfo.decode(raw.authInfoBytes)
  return txRaw.encode({ ...raw, authInfoBytes: authInfo.encode({ ...info, ...edit(info) }) })
}

const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
const authInfo = codec('cosmos.tx.v1beta1.AuthInfo')
const txBody = codec('cosmos.tx.v1beta1.TxBody')

function withBody(tx: Uint8Array, extra: Uint8Array): Uint8Array {
  const raw = txRaw.decode(tx)
  return txRaw.encode({ ...raw, bodyBytes: concatBytes(raw.bodyBytes, extra) })
}

function withSignatures(tx: Uint8Array, signatures: Uint8Array[]): Uint8Array {
  return txRaw.encode({ ...txRaw.decode(tx), signatures })
}

const signer0 = chain.signer(0)
const stranger = testKey(999)
const [option] = [{ type_url: '/google.protobuf.Timestamp', value: new Uint8Array() }]
const extension = txBody.encode({
  messages: [],
  memo: '',
  timeoutHeight: 0n,
  extensionOptions: [option],
  nonCriticalExtensionOptions: [],
})

const cases: readonly [string, () => Uint8Array, number, RegExp][] = [
  ['good', () => signed(), 0, /^$/],
  [
    'good, amino',
    () => signed({ mode: SIGN_MODE_LEGACY_AMINO_JSON, memo: '&<>', timeoutHeight: 9n }),
    0,
    /^$/,
  ],
  ['good, time-out now', () => signed({ timeoutHeight: 1n }), 0, /^$/],
  [
    'memo too long',
    () => signed({ memo: 'x'.repeat(257) }),
    12,
    /^maximum number of characters is 256 but received 257 characters: memo too large$/,
  ],
  [
    'memo too long in bytes',
    () => signed({ memo: 'é'.repeat(129) }),
    12,
    /received 258 characters/,
  ],
  [
    'gas over int64',
    () => signed({ gas: 1n << 63n }),
    18,
    /^invalid gas supplied; 9223372036854775808 > 9223372036854775807: invalid request$/,
  ],
  [
    'no gas',
    () => signed({ gas: 0n }),
    11,
    /^out of gas in location: ReadFlat; gasWanted: 0, gasUsed: 1000: out of gas$/,
  ],
  ['little gas', () => signed({ gas: 30_000n }), 11, /^out of gas in location: /],
  ['extension option', () => withBody(signed(), extension), 31, /^unknown extension options$/],
  [
    'no fee field',
    () => withAuth(signed(), () => ({ fee: null })),
    13,
    /^missing fee: insufficient fee$/,
  ],
  [
    'tip',
    () => withAuth(signed(), () => ({ tip: { amount: [], tipper: '' } })),
    37,
    /tips are not supported/,
  ],
  ['no signatures', () => withSignatures(signed(), []), 15, /^no signatures supplied$/],
  [
    'two signatures',
    () => withSignatures(signed(), [new Uint8Array(64), new Uint8Array(64)]),
    4,
    /^wrong number of signers; expected 1, got 2: unauthorized$/,
  ],
  [
    'no signer info',
    () => withAuth(signed(), () => ({ signerInfos: [] })),
    4,
    /^invalid number of signer; {2}expected: 1, got 0: unauthorized$/,
  ],
  [
    'fee below the minimum',
    () => signed({ fee: 99n }),
    13,
    /^insufficient fees; got: 99uinx required: 100uinx: insufficient fee$/,
  ],
  [
    'no fee',
    () => signed({ fee: 0n }),
    13,
    /^insufficient fees; got: {2}required: 100uinx: insufficient fee$/,
  ],
  ['fee beyond the balance', () => signed({ fee: START_BALANCE + 1n }), 5, /insufficient funds$/],
  [
    'fee in another coin',
    () =>
      withAuth(signed(), ({ fee }) => ({
        fee: { ...fee!, amount: [{ denom: 'uatom', amount: '7' }] },
      })),
    13,
    /^insufficient fees; got: 7uatom/,
  ],
  [
    'fee not sorted',
    () =>
      withAuth(signed(), ({ fee }) => ({
        fee: {
          ...fee!,
          amount: [
            { denom: 'uinx', amount: '7' },
            { denom: 'aaa', amount: '7' },
          ],
        },
      })),
    13,
    /^invalid fee amount: 7uinx,7aaa: insufficient fee$/,
  ],
  [
    'fee granter, no grants',
    () => signed({ granter: chain.signer(2).key.text }),
    38,
    /^infonex1\w+ does not allow to pay fees for infonex1\w+: fee-grant not found: not found$/,
  ],
  [
    'fee payer that did not sign',
    () => withAuth(signed(), ({ fee }) => ({ fee: { ...fee!, payer: chain.signer(2).key.text } })),
    4,
    /wrong number of signers; expected 2, got 1/,
  ],
  [
    'fee payer malformed',
    () => withAuth(signed(), ({ fee }) => ({ fee: { ...fee!, payer: 'infonex1nonsense' } })),
    7,
    /invalid address$/,
  ],
  [
    'sequence ahead',
    () => signed({ signers: [{ ...signer0, sequence: 7n }] }),
    32,
    /^account sequence mismatch, expected 0, got 7: incorrect account sequence$/,
  ],
  [
    'account number wrong',
    () => signed({ signers: [{ ...signer0, number: 9n }] }),
    4,
    /^signature verification failed; please verify account number \(0\), sequence \(0\) and chain-id \(infonex-test-1\): unauthorized$/,
  ],
  [
    'signature damaged',
    () => withSignatures(signed(), [new Uint8Array(64).fill(1)]),
    4,
    /^signature verification failed/,
  ],
  [
    'signature short',
    () => withSignatures(signed(), [new Uint8Array(63).fill(1)]),
    4,
    /^signature verification failed/,
  ],
  [
    'sign mode unknown',
    () =>
      withAuth(signed(), ({ signerInfos }) => ({
        signerInfos: signerInfos.map((s) => ({ ...s, modeInfo: { single: { mode: 3 } } })),
      })),
    4,
    /^signature verification failed/,
  ],
  [
    'no sign mode',
    () =>
      withAuth(signed(), ({ signerInfos }) => ({
        signerInfos: signerInfos.map((s) => ({ ...s, modeInfo: null })),
      })),
    4,
    /^signature verification failed/,
  ],
  [
    'multisig mode on a single key',
    () =>
      withAuth(signed(), ({ signerInfos }) => ({
        signerInfos: signerInfos.map((s) => ({
          ...s,
          modeInfo: { multi: { bitarray: null, modeInfos: [] } },
        })),
      })),
    4,
    /malformed MultiSignature|rejecting unrecognized/,
  ],
  [
    'key of another',
    () =>
      signed({ signers: [{ ...signer0, key: { ...signer0.key, publicKey: stranger.publicKey } }] }),
    8,
    /^pubKey does not match signer address infonex1\w+ with signer index: 0: invalid pubkey$/,
  ],
  [
    'key not shown, not known',
    () => signed({ signers: [{ ...signer0, showKey: false }] }),
    8,
    /^pubkey on account is not set: invalid pubkey$/,
  ],
  [
    'signer unknown',
    () =>
      signTx(
        {
          msgs: [sendMsg(stranger.text, signer0.key.text, 1n)],
          signers: [{ key: stranger, number: 0n, sequence: 0n }],
          fee: 500n,
        },
        parts,
      ),
    9,
    /^fee payer address: infonex1\w+ does not exist: unknown address$/,
  ],
  [
    'sender malformed',
    () =>
      signTx(
        { msgs: [sendMsg('cosmos1x', signer0.key.text, 1n)], signers: [signer0], fee: 500n },
        parts,
      ),
    7,
    /invalid address$/,
  ],
]

for (const [name, make, code, log] of cases)
  await t.test(`${name}: code ${code}`, (t) => {
    const tx = make()
    const before = chain.app.query({
      path: '/store/acc/key',
      data: Uint8Array.of(1, ...signer0.key.address),
      height: 0n,
      prove: false,
    })
    const fresh = new TestChain({
      from: chain,
      minGasPrices: [{ denom: 'uinx', amountE18: 1_000_000_000_000_000n }],
    })
    const result: CheckTxResponse = fresh.check(tx)
    t.match(result.log, log)
    t.equal(result.code, code)
    t.equal(result.codespace, code === 0 ? '' : 'sdk')
    if (code !== 0) t.same(result.events, [])
    // The refusal left nothing behind: the good transaction still passes after it.
    t.equal(fresh.check(signed()).code, code === 0 ? 32 : 0)
    t.equal(before.code, 0)
    t.end()
  })

await t.test('a time-out that has passed, and gas that no block has', (t) => {
  const late = new TestChain({
    consensusParams: { ...testConsensusParams, block: { maxBytes: 1_000_000n, maxGas: 200_000n } },
  })
  late.block()
  late.block()
  const out = late.check(late.send(0, 1, 1n, { timeoutHeight: 1n }))
  t.equal(out.code, 30)
  t.equal(out.log, 'block height: 2, timeout height: 1: tx timeout height')
  t.equal(late.check(late.send(0, 1, 1n, { timeoutHeight: 3n })).code, 0)
  const big = late.check(late.send(0, 1, 1n, { gas: 200_001n }))
  t.equal(big.code, 41)
  t.equal(big.log, 'tx gas limit 200001 exceeds block max gas 200000: invalid gas limit')
  t.end()
})

await t.test('a recheck looks at sequence and fee, not at the signature', (t) => {
  const other = new TestChain({
    minGasPrices: [{ denom: 'uinx', amountE18: 1_000_000_000_000_000n }],
  })
  other.block()
  const forged = withSignatures(other.send(0, 1, 1n), [new Uint8Array(64).fill(1)])
  t.equal(other.check(forged, 'recheck').code, 0)
  t.equal(other.check(forged, 'recheck').code, 32)
  t.equal(other.check(other.send(1, 0, 1n, { fee: 1n }), 'recheck').code, 13)
  t.end()
})
