import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import type { Json } from '../../../chain/types/module.js'
import { parseGenesisDoc } from '../../../node/engine/genesisDoc.js'
import { addAccounts } from '../../../node/genesis/accounts.js'
import { DEV_ROLES, devAccounts } from '../../../node/genesis/development.js'
import type { JsonObject } from '../../../node/genesis/genesisFile.js'
import {
  readGenesisFile,
  toGenesisFile,
  unknownModules,
  withoutModules,
} from '../../../node/genesis/genesisFile.js'
import {
  homeFiles,
  initHome,
  openValidatorKey,
  validatorOnions,
} from '../../../node/genesis/home.js'
import { genesisFileProblems } from '../../../node/genesis/validate.js'

const NOW = 1_767_225_600_000_000_000n

async function folder(t: { teardown(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-genesis-'))
  t.teardown(() => rm(dir, { recursive: true }))
  return dir
}

const problemsOf = (json: Json): readonly string[] => {
  const { modules, addresses } = compose()
  return genesisFileProblems(toGenesisFile(json), modules, addresses)
}

await t.test('the development chain starts from a genesis without problems', async (t) => {
  const home = await folder(t)
  const made = await initHome(home, { development: true, nowNs: NOW })
  t.equal(made.chainId, 'infonex-dev-1')
  const json = JSON.parse(await readFile(homeFiles(home).genesis, 'utf8')) as JsonObject
  t.same(problemsOf(json), [])
  const state = json['app_state'] as Record<string, Record<string, Json[]>>
  const accounts = await devAccounts('infonex')
  t.same(
    state['bank']?.['balances']?.map((b) => (b as JsonObject)['address']),
    accounts.map((a) => a.address),
  )
  t.equal(accounts.length, DEV_ROLES.length)
  t.match(state['bank']?.['supply'], [{ denom: 'uinx', amount: '109000000000000' }])
  t.match(state['bank']?.['denom_metadata'], [{ base: 'uinx', symbol: 'INX' }])
  t.equal(state['gov']?.['authority'], accounts.find((a) => a.role === 'authority')?.address)
  const [onion] = (state['beacon']?.['onions'] ?? []) as JsonObject[]
  const key = openValidatorKey(home)
  const address = Buffer.from(made.validatorAddress, 'hex')
  const { root } = validatorOnions(key).commitment(address, 0n)
  t.equal(onion?.['tip'], Buffer.from(root).toString('base64'))
  await t.rejects(initHome(home, { development: true, nowNs: NOW }), { code: 'home_in_use' })
  const again = await initHome(home, { chainId: 'other-1', nowNs: NOW, overwrite: true })
  t.match(again, { chainId: 'other-1', validatorAddress: made.validatorAddress })
  await t.rejects(initHome(await folder(t), { nowNs: NOW }), { code: 'no_home' })
})

const params = {
  block: { max_bytes: '22020096', max_gas: '-1' },
  evidence: {
    max_age_num_blocks: '100000',
    max_age_duration: '172800000000000',
    max_bytes: '1048576',
  },
  validator: { pub_key_types: ['ed25519'] },
  version: {},
  abci: null,
}

/** As cosmos-sdk 0.50 and 0.53 write it. */
const sdk = (appState: JsonObject): JsonObject => ({
  ...{ app_name: 'simd', app_version: '0.53.0', genesis_time: '2026-01-01T00:00:00.5Z' },
  ...{ chain_id: 'sdk-1', initial_height: 1, app_hash: null, app_state: appState },
  consensus: { validators: null, params },
})

await t.test('both layouts of the SDK and that of CometBFT come to one', async (t) => {
  const a = toGenesisFile(sdk({}))
  const comet: JsonObject = {
    ...{ genesis_time: '2026-01-01T00:00:00.5Z', chain_id: 'sdk-1', initial_height: '1' },
    ...{ consensus_params: params, validators: [], app_hash: '', app_state: {} },
  }
  const b = toGenesisFile(comet)
  t.equal(a.layout, 'sdk')
  t.equal(b.layout, 'comet')
  t.same({ ...a.doc, app_hash: '' }, b.doc)
  t.equal(parseGenesisDoc(JSON.stringify(a.doc)).initialHeight, 1n)
  t.same(problemsOf(sdk({})), [])
  t.same(problemsOf(comet), [])
})

await t.test('an SDK genesis of other modules: named, refused, or left out', async (t) => {
  const dir = await folder(t)
  const file = path.join(dir, 'sdk.json')
  const [one] = await devAccounts('infonex')
  const auth = addAccounts({}, [
    { address: one?.address ?? '', coins: [{ denom: 'uinx', amount: 5n }] },
  ])
  const { auth: accounts, bank } = auth as Record<string, JsonObject>
  const state = {
    auth: { ...(compose().modules[0]?.defaultGenesis() as JsonObject), ...accounts },
    bank: { ...(compose().modules[1]?.defaultGenesis() as JsonObject), ...bank },
    ...{ staking: { params: {} }, mint: {} },
  }
  await writeFile(file, JSON.stringify(sdk(state)))
  const read = await readGenesisFile(file)
  const { modules } = compose()
  t.same(unknownModules(read, modules), ['staking', 'mint'])
  t.throws(() => withoutModules(read, modules, ['mint']), {
    code: 'unknown_modules',
    message: /no module staking \(app_state.staking\).*--skip-modules staking/,
  })
  const home = path.join(dir, 'home')
  await t.rejects(initHome(home, { genesis: file, nowNs: NOW }), { code: 'unknown_modules' })
  const made = await initHome(home, { genesis: file, skipModules: 'all', nowNs: NOW })
  t.equal(made.chainId, 'sdk-1')
  t.match(made.report, [/left out app_state.staking/, /app_state.mint/, /only one/])
  const doc = parseGenesisDoc(await readFile(made.genesisFile, 'utf8'))
  t.equal(doc.validators.length, 1)
  t.match(doc.appState, { beacon: { onions: [{}] }, bank: { supply: [{ amount: '5' }] } })
})

await t.test('every problem is told at once, with its path', (t) => {
  const [account] = [{ '@type': '/cosmos.auth.v1beta1.BaseAccount', address: 'infonex1x' }]
  const problems = problemsOf({
    ...sdk({ auth: { accounts: [account] }, bank: { supply: [{ denom: '!', amount: '1' }] } }),
    ...{ chain_id: 'x'.repeat(51), genesis_time: 'now', initial_height: -1, app_hash: 'zz' },
    consensus: {
      params: { ...params, block: { max_bytes: '999999999999' }, evidence: { what: 1 } },
      validators: [
        { pub_key: { type: 'tendermint/PubKeyEd25519', value: 'AA==' }, power: '0' },
        { pub_key: { type: 'x', value: '' }, power: '1' },
      ],
    },
  })
  for (const want of [
    /^genesis_time: "now" is not an RFC 3339 time/,
    /^chain_id has 51 characters/,
    /^initial_height is "-1"/,
    /^consensus.params.block.max_bytes is "999999999999"/,
    /^consensus.params.evidence.what is not a field/,
    /^consensus.validators\[0\].power is "0"/,
    /^consensus.validators\[0\].pub_key.value has 1 bytes, want 32/,
    /^consensus.validators\[1\].pub_key.type is "x"/,
    /^app_hash: want hex/,
    /^app_state.auth.accounts\[0\]/,
    /^app_state.bank.*!/,
  ])
    t.ok(
      problems.some((p) => want.test(p)),
      `${want} among ${problems.join(' | ')}`,
    )
  t.throws(() => toGenesisFile([]), { message: /want an object/ })
  t.throws(() => toGenesisFile({ appstate: {} }), { message: /appstate: no field of a genesis/ })
  t.throws(() => toGenesisFile({ app_state: [] }), { message: /app_state: want an object/ })
  t.end()
})

await t.test('files that are absent, too large or no JSON are refused', async (t) => {
  const dir = await folder(t)
  const file = path.join(dir, 'g.json')
  await t.rejects(readGenesisFile(file), { code: 'genesis_not_found' })
  await writeFile(file, '{"a":')
  await t.rejects(readGenesisFile(file), { code: 'genesis_invalid', message: /is not JSON/ })
  await t.rejects(readGenesisFile(file, 4), {
    code: 'genesis_too_large',
    message: /has 5 bytes; the limit is 4/,
  })
  const [one] = await devAccounts('infonex')
  const account = { address: one?.address ?? '', coins: [] }
  const state = addAccounts({}, [account])
  t.throws(() => addAccounts(state, [account]), { message: /is in the genesis already/ })
})
