import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { fromHex, toHex, utf8 } from '../../chain/types/bytes.js'
import { jsonParams, parseGenesisDoc, printGenesisDoc } from '../../node/engine/genesisDoc.js'
import { genesisSet, setHash } from '../../node/engine/comet/validatorSet.js'
import { formatRfc3339, parseRfc3339 } from '../../node/engine/rfc3339.js'
import {
  FileSigner,
  keyFromSeed,
  nodeId,
  openNodeKey,
  parseNodeKey,
  parseSignState,
  parseValidatorKey,
  printNodeKey,
  printSignState,
  printValidatorKey,
  UNSIGNED,
} from '../../node/engine/validatorKey.js'
import { ZERO_TIME_NS } from '../../proto/comet/types.js'
import { timeOf, vectors } from '../comet/vectors.js'
import { SimDisk } from '../support/simDisk.js'

interface KeyCase {
  priv: string
  privValidatorKey: string
  privValidatorState: string
  signBytes: string
  signature: string
  nodeKey: string
  nodeId: string
}

const folder = mkdtempSync(path.join(tmpdir(), 'infonex-engine-'))
t.teardown(() => rmSync(folder, { recursive: true }))

await t.test("key and sign state files are CometBFT's, byte for byte", async (t) => {
  for (const v of vectors<KeyCase[]>('keyFiles')) {
    const key = keyFromSeed(fromHex(v.priv).subarray(0, 32))
    t.equal(printValidatorKey(key), v.privValidatorKey)
    t.equal(toHex(parseValidatorKey(v.privValidatorKey).seed), toHex(key.seed))
    t.equal(printSignState(parseSignState(v.privValidatorState)), v.privValidatorState)
    t.equal(printNodeKey(key), v.nodeKey)
    t.equal(toHex(nodeId(parseNodeKey(v.nodeKey))), v.nodeId)
    const signer = new FileSigner(key, UNSIGNED, () => undefined)
    const { height, round } = parseSignState(v.privValidatorState)
    t.equal(toHex(signer.signPrecommit(height, round, fromHex(v.signBytes))), v.signature)
  }
})

await t.test('malformed files are refused by name and field', async (t) => {
  const good = vectors<KeyCase[]>('keyFiles')[0]
  if (good === undefined) throw new Error('no vector')
  t.throws(() => parseValidatorKey('{', 'k.json'), /k.json: want a JSON object/)
  t.throws(() => parseValidatorKey('{}', 'k.json'), /k.json: want a priv_key of type/)
  const short = '{"priv_key":{"type":"tendermint/PrivKeyEd25519","value":"AAAA"}}'
  t.throws(() => parseValidatorKey(short), /want a priv_key of 64 bytes, got 3/)
  const bytes = Buffer.from(fromHex(good.priv))
  bytes[63] = (bytes[63] ?? 0) ^ 1
  const bent = `{"priv_key":{"type":"tendermint/PrivKeyEd25519","value":"${bytes.toString('base64')}"}}`
  t.throws(() => parseNodeKey(bent), /second half of priv_key is not its public key/)
  t.throws(
    () => parseSignState('{"height":5,"round":0,"step":0}'),
    /height as a decimal text, got 5/,
  )
  t.throws(() => parseSignState('{"height":"5","round":"a","step":0}'), /round and step/)
  t.throws(() => keyFromSeed(new Uint8Array(31)), /want 32 bytes, got 31/)
})

await t.test('a signer never signs two things for one height and round', async (t) => {
  const saved: string[] = []
  const signer = new FileSigner(keyFromSeed(new Uint8Array(32)), UNSIGNED, (s) =>
    saved.push(printSignState(s)),
  )
  const first = signer.signPrecommit(5n, 0, utf8('a'))
  t.same(signer.signPrecommit(5n, 0, utf8('a')), first, 'the same again is the same signature')
  t.equal(saved.length, 1)
  t.throws(() => signer.signPrecommit(5n, 0, utf8('b')), /conflicting data at height 5 round 0/)
  t.throws(() => signer.signPrecommit(4n, 0, utf8('a')), /height regression. Got 4, last height 5/)
  signer.signPrecommit(5n, 2, utf8('b'))
  t.throws(
    () => signer.signPrecommit(5n, 1, utf8('a')),
    /round regression at height 5. Got 1, last round 2/,
  )
  const state = parseSignState(saved.at(-1) ?? '')
  const bare = { ...state, signBytes: undefined, signature: undefined }
  const forgetful = new FileSigner(keyFromSeed(new Uint8Array(32)), bare, () => undefined)
  t.throws(() => forgetful.signPrecommit(5n, 2, utf8('b')), /no SignBytes found/)
  const later = new FileSigner(keyFromSeed(new Uint8Array(32)), { ...state, step: 4 }, () => 0)
  t.throws(() => later.signPrecommit(5n, 2, utf8('b')), /step regression/)
  let failed = true
  const full = new FileSigner(keyFromSeed(new Uint8Array(32)), UNSIGNED, () => {
    if (failed) throw new Error('ENOSPC')
  })
  t.throws(() => full.signPrecommit(1n, 0, utf8('a')), /ENOSPC/)
  t.equal(full.state.height, 0n, 'nothing left the signer')
  failed = false
  t.equal(full.signPrecommit(1n, 0, utf8('b')).length, 64)
})

await t.test('files are made where none are, private, and found again', async (t) => {
  const [keyFile, stateFile] = [path.join(folder, 'c/key.json'), path.join(folder, 'd/state.json')]
  const signer = FileSigner.open(keyFile, stateFile)
  signer.signPrecommit(3n, 1, utf8('x'))
  const again = FileSigner.open(keyFile, stateFile)
  t.same(Buffer.from(again.address), Buffer.from(signer.address))
  t.equal(again.state.height, 3n)
  t.throws(() => again.signPrecommit(3n, 1, utf8('y')), /conflicting data/)
  t.equal(statSync(keyFile).mode & 0o777, 0o600)
  rmSync(stateFile)
  t.throws(
    () => FileSigner.open(keyFile, stateFile),
    /state.json is missing: .* sign a height twice/,
  )
  const nodeFile = path.join(folder, 'node_key.json')
  t.same(openNodeKey(nodeFile).id, openNodeKey(nodeFile).id)
})

await t.test('times are RFC 3339 with nine decimals at most', async (t) => {
  for (const [text, ns] of [
    ['1970-01-01T00:00:00Z', 0n],
    ['2026-02-03T04:05:06.00000007Z', 1_770_091_506_000_000_070n],
    ['0001-01-01T00:00:00Z', ZERO_TIME_NS],
    ['1969-12-31T23:59:59.999999999Z', -1n],
  ] as const) {
    t.equal(formatRfc3339(ns), text)
    t.equal(parseRfc3339(text), ns)
  }
  t.equal(parseRfc3339('2026-02-03T06:05:06.5+02:00'), parseRfc3339('2026-02-03T04:05:06.5Z'))
  for (const bad of ['', '2026-02-03', '2026-02-03T04:05:06', '2026-13-03T04:05:06Z', 'x'])
    t.throws(() => parseRfc3339(bad), /want RFC 3339/)
})

interface GenesisCase {
  text: string
  validatorsHash: string
  time: string
}

await t.test('genesis documents are read and printed as CometBFT does', async (t) => {
  for (const v of vectors<GenesisCase[]>('genesis')) {
    const doc = parseGenesisDoc(v.text)
    t.equal(printGenesisDoc(doc), v.text)
    t.equal(doc.genesisTimeNs, timeOf(v.time))
    t.equal(toHex(setHash(genesisSet(doc.validators))), v.validatorsHash)
  }
})

await t.test(
  "the SDK's layout is read: consensus.params, consensus.validators, plain numbers",
  async (t) => {
    const text = vectors<GenesisCase[]>('genesis')[1]?.text ?? ''
    const comet = JSON.parse(text) as Record<string, unknown>
    const { consensus_params, validators, ...rest } = comet
    const sdk = {
      ...rest,
      app_name: 'x',
      initial_height: 8,
      app_hash: null,
      consensus: { params: consensus_params, validators },
    }
    const doc = parseGenesisDoc(JSON.stringify(sdk))
    t.same(doc.validators, parseGenesisDoc(text).validators)
    t.same(doc.consensusParams, parseGenesisDoc(text).consensusParams)
    t.equal(doc.initialHeight, 8n)
    const least = parseGenesisDoc('{"chain_id":"a","genesis_time":"2026-01-01T00:00:00Z"}')
    t.equal(least.initialHeight, 1n)
    t.same(jsonParams(least.consensusParams)['block'], { max_bytes: '22020096', max_gas: '-1' })
    t.same(least.appState, {})
  },
)

await t.test('a wrong genesis is refused with the field', async (t) => {
  const base = JSON.parse(vectors<GenesisCase[]>('genesis')[0]?.text ?? '') as Record<
    string,
    unknown
  >
  const [validator] = base['validators'] as Record<string, unknown>[]
  const params = base['consensus_params'] as Record<string, Record<string, unknown>>
  const withParams = (group: string, name: string, value: unknown) => ({
    consensus_params: { ...params, [group]: { ...params[group], [name]: value } },
  })
  const withValidator = (change: object) => ({ validators: [{ ...validator, ...change }] })
  const pubKey = validator?.['pub_key'] as object
  const cases: [object, RegExp][] = [
    [{ chain_id: '' }, /non-empty chain_id/],
    [{ chain_id: 'x'.repeat(51) }, /too long \(max: 50\)/],
    [{ initial_height: '-1' }, /initial_height cannot be negative/],
    [{ initial_height: '1.5' }, /initial_height: want a whole number/],
    [{ genesis_time: 'now' }, /want RFC 3339, got now/],
    [{ genesis_time: 5 }, /genesis.genesis_time: want a text/],
    [{ app_hash: 'xyz' }, /app_hash: want hex/],
    [{ validators: 'none' }, /validators: want a list/],
    [withValidator({ power: '0' }), /no voting power/],
    [withValidator({ address: '00' }), /incorrect address for validator 00/],
    [withValidator({ pub_key: { ...pubKey, type: 'rsa' } }), /unknown key type rsa/],
    [withValidator({ pub_key: { ...pubKey, value: 'AAAA' } }), /want 32 bytes, got 3/],
    [withParams('block', 'max_bytes', '0'), /block.MaxBytes cannot be 0/],
    [withParams('block', 'max_bytes', '-2'), /must be -1 or greater/],
    [withParams('block', 'max_bytes', '104857601'), /is too big/],
    [withParams('block', 'max_bytes', 'many'), /consensus_params.block.max_bytes: want a whole/],
    [withParams('block', 'max_gas', '-2'), /block.MaxGas must be/],
    [withParams('evidence', 'max_age_num_blocks', '0'), /MaxAgeNumBlocks/],
    [withParams('evidence', 'max_age_duration', '0'), /MaxAgeDuration/],
    [withParams('evidence', 'max_bytes', '999999999'), /greater than upper bound/],
    [withParams('evidence', 'max_bytes', '-1'), /must be non negative/],
    [withParams('validator', 'pub_key_types', []), /must be greater than 0/],
    [withParams('validator', 'pub_key_types', ['bls']), /bls, is an unknown pubkey type/],
    [withParams('validator', 'pub_key_types', 'ed25519'), /want a list of texts/],
    [withParams('abci', 'vote_extensions_enable_height', '5'), /no vote extensions here/],
    [{ consensus_params: [] }, /consensus_params: want an object/],
  ]
  for (const [change, text] of cases)
    t.throws(() => parseGenesisDoc(JSON.stringify({ ...base, ...change })), text)
  t.throws(() => parseGenesisDoc('{'), /genesis.json is not JSON/)
  t.throws(() => parseGenesisDoc('[]'), /genesis: want an object/)
})

await t.test(
  'a sign state that a killed process wrote is durable once the next one has read it',
  (t) => {
    const files = ['/home/config/key.json', '/home/data/state.json'] as const
    for (let seed = 1; seed <= 40; seed++) {
      const disk = new SimDisk(seed)
      const first = FileSigner.open(...files, disk)
      // Writing takes three operations; the fourth, which makes the name durable, is not reached.
      disk.failures.set(disk.operations + 4, 'EIO')
      assert.throws(() => first.signPrecommit(7n, 0, utf8('seven')))
      assert.equal(FileSigner.open(...files, disk).state.height, 7n)
      assert.equal(FileSigner.open(...files, disk.reboot(seed)).state.height, 7n, `seed ${seed}`)
    }
    t.end()
  },
)
