/** A node's home: where its files are, and how a new one is filled. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compose, DEFAULT_PREFIX } from '../../chain/app/app.js'
import { toBech32 } from '@cosmjs/encoding'
import { DerivedOnions } from '../beacon/onionSource.js'
import { validatorAddress } from '../engine/comet/validatorSet.js'
import { parseGenesisDoc } from '../engine/genesisDoc.js'
import type { Ed25519Key } from '../engine/validatorKey.js'
import { FileSigner, openNodeKey, parseValidatorKey } from '../engine/validatorKey.js'
import { writeAtomic } from '../storage/atomicFile.js'
import { realDisk } from '../storage/disk.js'
import type { GenesisValidator } from './development.js'
import { DEV_CHAIN_ID, developmentGenesis, newGenesis } from './development.js'
import type { JsonObject } from './genesisFile.js'
import { GenesisFileError, readGenesisFile, withoutModules } from './genesisFile.js'
import { genesisFileProblems } from './validate.js'

/** Files of a home, by the names that CometBFT and the SDK use. */
export interface HomeFiles {
  readonly genesis: string
  readonly validatorKey: string
  readonly validatorState: string
  readonly nodeKey: string
  readonly config: string
  readonly data: string
  /** Folder of the application's state: log and snapshots. */
  readonly state: string
  /** Folder of the block store. */
  readonly blocks: string
  /** Folder of the event index. */
  readonly index: string
}

export function homeFiles(home: string): HomeFiles {
  const config = path.join(home, 'config')
  const data = path.join(home, 'data')
  return {
    ...{ config, data },
    genesis: path.join(config, 'genesis.json'),
    validatorKey: path.join(config, 'priv_validator_key.json'),
    validatorState: path.join(data, 'priv_validator_state.json'),
    nodeKey: path.join(config, 'node_key.json'),
    state: path.join(data, 'state'),
    blocks: path.join(data, 'blocks'),
    index: path.join(data, 'index'),
  }
}

/** A home that holds a chain already, or lacks what was asked for. */
export class HomeError extends Error {
  override readonly name = 'HomeError'
  readonly code: 'home_in_use' | 'no_home'

  constructor(code: HomeError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** The key with which the home's validator signs, made where there is none. */
export function openValidatorKey(home: string): Ed25519Key {
  const files = homeFiles(home)
  mkdirSync(files.config, { recursive: true, mode: 0o700 })
  mkdirSync(files.data, { recursive: true, mode: 0o700 })
  FileSigner.open(files.validatorKey, files.validatorState)
  return parseValidatorKey(readFileSync(files.validatorKey, 'utf8'), files.validatorKey)
}

/** The beacon onions of a validator: derived from its key, so that nothing else has to be kept. */
export function validatorOnions(key: Ed25519Key): DerivedOnions {
  return new DerivedOnions(key.seed, validatorAddress('ed25519', key.pubKey))
}

/** Voting power of a lone validator. */
const POWER = 10n

function genesisValidator(key: Ed25519Key, name: string): GenesisValidator {
  const address = validatorAddress('ed25519', key.pubKey)
  const onion = validatorOnions(key).commitment(address, 0n)
  return { name, address, pubKey: key.pubKey, power: POWER, onion }
}

export interface InitOptions {
  readonly chainId?: string
  readonly moniker?: string
  readonly addressPrefix?: string
  /** Fund the ten published accounts. */
  readonly development?: boolean
  /** Genesis file to take over instead of making one. */
  readonly genesis?: string
  /** Modules of that file to leave out, or 'all' that this chain does not have. */
  readonly skipModules?: readonly string[] | 'all'
  /** Account that renews the validator's onion; default the validator's own address. */
  readonly operator?: string
  /** Account that announces parameter changes; default nobody. */
  readonly authority?: string
  /** Replaces a genesis that is there; keys are always kept. */
  readonly overwrite?: boolean
  readonly nowNs: bigint
}

export interface InitResult {
  readonly chainId: string
  readonly nodeId: string
  readonly validatorAddress: string
  readonly genesisFile: string
  /** What was done, in sentences. */
  readonly report: readonly string[]
}

async function takenGenesis(options: InitOptions, validator: GenesisValidator) {
  const { modules, addresses } = compose()
  const read = await readGenesisFile(options.genesis ?? '')
  const file = withoutModules(read, modules, options.skipModules ?? [])
  const left = Object.keys(read.appState).filter((name) => !Object.hasOwn(file.appState, name))
  const problems = genesisFileProblems(file, modules, addresses)
  if (problems.length > 0) throw new GenesisFileError('genesis_invalid', problems)
  const none = (file.doc['validators'] as readonly unknown[]).length === 0
  const own = newGenesis({
    ...{ chainId: 'x', timeNs: 0n, modules, validator, accounts: [] },
    operator: options.operator ?? toBech32(addresses.prefix, validator.address),
  })
  const beacon = (own['app_state'] as JsonObject)['beacon']
  const validators = { validators: own['validators'] ?? [] }
  const appState = { ...(beacon === undefined ? {} : { beacon }), ...file.appState }
  return {
    doc: { ...file.doc, app_state: none ? appState : file.appState, ...(none ? validators : {}) },
    report: [
      ...left.map((name) => `left out app_state.${name}: this chain has no such module`),
      ...(none ? ['the genesis names no validator: this node is the only one'] : []),
    ],
  }
}

async function madeGenesis(options: InitOptions, validator: GenesisValidator): Promise<JsonObject> {
  const { modules } = compose()
  const prefix = options.addressPrefix ?? DEFAULT_PREFIX
  const base = { modules, validator, timeNs: options.nowNs }
  if (options.development === true)
    return developmentGenesis({ ...base, prefix, chainId: options.chainId ?? DEV_CHAIN_ID })
  if (options.chainId === undefined)
    throw new HomeError('no_home', 'A new chain needs a name: --chain-id.')
  const operator = options.operator ?? toBech32(prefix, validator.address)
  const authority = options.authority === undefined ? {} : { authority: options.authority }
  return newGenesis({ ...base, ...authority, operator, chainId: options.chainId, accounts: [] })
}

/** Fills a home: keys where missing, and a genesis. @throws HomeError, GenesisFileError */
export async function initHome(home: string, options: InitOptions): Promise<InitResult> {
  const files = homeFiles(home)
  if (existsSync(files.genesis) && options.overwrite !== true)
    throw new HomeError(
      'home_in_use',
      `${files.genesis} is there already; --overwrite replaces it, and --home names another place.`,
    )
  const key = openValidatorKey(home)
  const { id } = openNodeKey(files.nodeKey)
  const validator = genesisValidator(key, options.moniker ?? 'validator')
  const { doc, report } =
    options.genesis === undefined
      ? { doc: await madeGenesis(options, validator), report: [] }
      : await takenGenesis(options, validator)
  const text = `${JSON.stringify(doc, undefined, 2)}\n`
  const { chainId } = parseGenesisDoc(text)
  writeAtomic(realDisk, files.genesis, Buffer.from(text))
  return {
    chainId,
    nodeId: Buffer.from(id).toString('hex'),
    validatorAddress: Buffer.from(validator.address).toString('hex').toUpperCase(),
    genesisFile: files.genesis,
    report: [...report, `wrote ${files.genesis}`],
  }
}
