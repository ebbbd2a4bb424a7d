/** The light client against a node that tells the truth, and against one that lies in every way it can. */
import { fromBech32, fromHex } from '@cosmjs/encoding'
import t from 'tap'
import { httpTransport, LightClient, type RpcTransport } from '../../client/index.js'
import '../support/letCosmjsEnd.js'
import { rpcCall } from '../support/rpcCall.js'
import {
  CHAIN_ID,
  connectSigner,
  directWallet,
  FEE,
  firstAddress,
  startChain,
  strangerWallet,
  uinx,
} from './chain.js'

const { http } = await startChain({ idleMs: 100 })
const honest = httpTransport(http)
const wallet = await directWallet(0)
const from = await firstAddress(wallet)
const client = await connectSigner(http, wallet)
const to = await firstAddress(await strangerWallet(1))

interface CommitAnswer {
  signed_header: {
    header: Record<string, unknown> & { height: string }
    commit: { block_id: { hash: string }; signatures: { signature: string }[] }
  }
}
const commitOf = (height?: number): Promise<CommitAnswer> =>
  rpcCall(http, 'commit', height === undefined ? {} : { height: height.toString() })

/** What a user pins: the hash of one header, from a source that it trusts. */
async function pin(height: number) {
  const { signed_header } = await commitOf(height)
  const hash = fromHex(signed_header.commit.block_id.hash.toLowerCase())
  return { chainId: CHAIN_ID, height: BigInt(height), hash }
}

const balanceKey = (address: string): Uint8Array => {
  const { data } = fromBech32(address)
  return Uint8Array.of(2, data.length, ...data, ...new TextEncoder().encode('uinx'))
}
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

const first = await client.sendTokens(from, to, uinx(5), FEE)
await client.sendTokens(from, to, uinx(6), FEE)
const trusted = await pin(2)

await t.test(
  'verified values, present and absent, at the latest and at an older height',
  async (t) => {
    const light = await LightClient.connect(honest, trusted)
    const latest = await light.queryStore('bank', balanceKey(to))
    t.equal(text(latest.value), '11')
    t.ok(latest.timeNs / 1_000_000n > BigInt(Date.now() - 60_000), 'and how fresh it is')
    const old = await light.queryStore('bank', balanceKey(to), BigInt(first.height))
    t.equal(text(old.value), '5')
    t.equal(old.height, BigInt(first.height))
    const stranger = await firstAddress(await strangerWallet(9))
    t.equal((await light.queryStore('bank', balanceKey(stranger))).value, undefined)
    t.equal((await light.queryStore('acc', Uint8Array.of(0xff))).value, undefined)
    t.ok(light.latest.header.height > trusted.height)
    await t.rejects(light.queryStore('nothere', Uint8Array.of(1)), /query refused/)
    await t.rejects(light.verifiedHeader(0n), /no header 0/)
  },
)

await t.test('headers forwards and backwards from what is pinned', async (t) => {
  const height = BigInt(await client.getHeight())
  const late = await LightClient.connect(honest, await pin(Number(height)))
  t.equal((await late.verifiedHeader(1n)).header.height, 1n)
  const early = await LightClient.connect(honest, await pin(1))
  t.same((await early.verifiedHeader(height)).header, late.latest.header)
  t.same((await early.verifiedHeader(2n)).header, (await late.verifiedHeader(2n)).header)
})

await t.test('time: a stale pin is worth nothing, a header of the future neither', async (t) => {
  const day = 86_400_000
  const stale = await LightClient.connect(honest, trusted, { nowMs: () => Date.now() + 15 * day })
  await t.rejects(stale.queryStore('bank', balanceKey(to)), /older than the trusting period/)
  const behind = await LightClient.connect(honest, trusted, { nowMs: () => Date.now() - 60_000 })
  await t.rejects(behind.queryStore('bank', balanceKey(to)), /from the future/)
})

await t.test('another chain, another hash: no connection', async (t) => {
  const hash = trusted.hash.map((byte, i) => (i === 0 ? byte ^ 1 : byte))
  await t.rejects(LightClient.connect(honest, { ...trusted, hash }), /not the trusted one/)
  const other = { ...trusted, chainId: 'other-1' }
  await t.rejects(LightClient.connect(honest, other), /header is of chain infonex-dev-1/)
})

/** A node between that changes some answers. */
function liar(method: string, change: (answer: any, params: any) => unknown): RpcTransport {
  return async (called, params) => {
    const answer = structuredClone(await honest(called, params))
    return called === method ? (change(answer, params) ?? answer) : answer
  }
}
/** Changes one byte of a base64 text. */
const flip = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes.toString('base64')
}
const flipHex = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)
/** Lies about headers above the pinned one only, so that the client connects. */
const above = (change: (signed: any) => void) =>
  liar('commit', ({ signed_header }) => {
    if (BigInt(signed_header.header.height) > trusted.height) change(signed_header)
  })

const lies: [string, RpcTransport, RegExp][] = [
  [
    'a larger balance',
    liar('abci_query', ({ response }) => void (response.value = btoa('1000000'))),
    /value|prove|proof/i,
  ],
  [
    'a balance that it says is not there',
    liar('abci_query', ({ response }) => void (response.value = null)),
    /absence/,
  ],
  [
    'an older height than asked for',
    liar('abci_query', ({ response }) => void (response.height = '3')),
    /asked for height|app hash|root/i,
  ],
  ['no proof', liar('abci_query', ({ response }) => void (response.proofOps = null)), /no proof/],
  [
    "a proof of another key's value",
    liar('abci_query', async (answer) => {
      const other = await rpcCall<any>(http, 'abci_query', {
        path: '/store/bank/key',
        data: Buffer.from(balanceKey(from)).toString('hex'),
        height: answer.response.height,
        prove: true,
      })
      return other
    }),
    /another key/,
  ],
  ...[8, 40, 70].map((at): [string, RpcTransport, RegExp] => [
    `a changed byte ${at} in the tree's proof`,
    liar('abci_query', ({ response: { proofOps } }) => {
      proofOps.ops[0].data = flip(proofOps.ops[0].data, at)
    }),
    /./,
  ]),
  [
    "a changed byte in the stores' proof",
    liar('abci_query', ({ response: { proofOps } }) => {
      proofOps.ops[1].data = flip(proofOps.ops[1].data, 30)
    }),
    /./,
  ],
  [
    'a header with another app hash',
    above(({ header }) => void (header.app_hash = flipHex(header.app_hash))),
    /the header hashes to/,
  ],
  [
    'a header with another app hash and the commit changed to fit',
    above((signed) => {
      signed.header.app_hash = flipHex(signed.header.app_hash)
      signed.commit.block_id.hash = flipHex(signed.commit.block_id.hash)
    }),
    /the header hashes to|wrong signature|wrong block/,
  ],
  [
    'a signature with one bit changed',
    above(
      ({ commit }) =>
        void (commit.signatures[0].signature = flip(commit.signatures[0].signature, 5)),
    ),
    /wrong signature/,
  ],
  [
    'a commit that nobody signed',
    above(({ commit }) => {
      commit.signatures[0].block_id_flag = 1
      commit.signatures[0].signature = ''
    }),
    /insufficient voting power/,
  ],
  [
    'a validator set of its own',
    liar('validators', ({ validators, block_height }) => {
      if (BigInt(block_height) > trusted.height)
        validators[0].pub_key.value = flip(validators[0].pub_key.value, 3)
    }),
    /expected validators/,
  ],
  [
    'the header of another height',
    liar('commit', (answer, { height }) =>
      BigInt(height) > trusted.height ? honest('commit', { height: '1' }) : answer,
    ),
    /asked for header/,
  ],
  [
    'another chain id',
    above(({ header }) => void (header.chain_id = 'other-1')),
    /of chain other-1|the header hashes to/,
  ],
]

for (const [what, transport, why] of lies)
  await t.test(`a node that shows ${what} is not believed`, async (t) => {
    const light = await LightClient.connect(transport, trusted)
    const asked = light.queryStore('bank', balanceKey(to), BigInt(first.height))
    const error = await asked.then(
      () => undefined,
      (e: unknown) => e as Error,
    )
    t.match(error?.name, /^(ProofError|LightError)$/, 'seen by a check, not by an accident')
    t.match(error?.message, why)
  })

await t.test('a false past is seen by its hashes', async (t) => {
  const top = await client.getHeight()
  const transport = liar('commit', ({ signed_header: { header } }) => {
    if (header.height === '2') header.app_hash = flipHex(header.app_hash)
  })
  const light = await LightClient.connect(transport, await pin(top))
  await t.rejects(light.verifiedHeader(1n), /header 2 is not the one that header 3 names/)
})
