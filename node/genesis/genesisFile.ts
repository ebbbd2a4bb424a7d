/**
 * genesis.json in both of the SDK's layouts (0.50 and later keep params and validators under `consensus`;
 * CometBFT's own has them at the top), read within a bound and brought to CometBFT's layout.
 */
import { readFile, stat } from 'node:fs/promises'
import type { AppModule, Json } from '../../chain/types/module.js'

/** Largest file that is read: V8 holds no string above 512 MiB. */
export const GENESIS_BYTES_MAX = 500 * 1024 * 1024

/** A genesis file that cannot be used; every problem is a sentence with its JSON path. */
export class GenesisFileError extends Error {
  override readonly name = 'GenesisFileError'
  readonly code: 'genesis_not_found' | 'genesis_too_large' | 'genesis_invalid' | 'unknown_modules'
  readonly problems: readonly string[]

  constructor(code: GenesisFileError['code'], problems: readonly string[]) {
    super(
      problems.length === 1 ? problems[0] : `${problems.length} problems:\n${problems.join('\n')}`,
    )
    this.code = code
    this.problems = problems
  }
}

export type JsonObject = { readonly [k: string]: Json }

/** Which program wrote the file. */
export type GenesisLayout = 'sdk' | 'comet'

export interface GenesisFile {
  readonly layout: GenesisLayout
  /** In CometBFT's layout, whatever the file had. */
  readonly doc: JsonObject
  /** Sections of modules. */
  readonly appState: JsonObject
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** What the SDK writes beside CometBFT's fields, and what it does not carry over. */
const SDK_ONLY = new Set(['app_name', 'app_version', 'consensus'])
const KNOWN = new Set([
  ...['genesis_time', 'chain_id', 'initial_height', 'consensus_params', 'validators'],
  ...['app_hash', 'app_state', ...SDK_ONLY],
])

/** Brings parsed JSON to one layout. @throws GenesisFileError on what is no genesis at all. */
export function toGenesisFile(json: Json): GenesisFile {
  if (!isObject(json)) throw new GenesisFileError('genesis_invalid', ['genesis: want an object'])
  const unknown = Object.keys(json).filter((key) => !KNOWN.has(key))
  if (unknown.length > 0)
    throw new GenesisFileError(
      'genesis_invalid',
      unknown.map((key) => `${key}: no field of a genesis; want ${[...KNOWN].join(', ')}`),
    )
  const consensus = json['consensus']
  const sdk = Object.keys(json).some((key) => SDK_ONLY.has(key))
  if (consensus !== undefined && consensus !== null && !isObject(consensus))
    throw new GenesisFileError('genesis_invalid', ['consensus: want an object'])
  const nested = isObject(consensus) ? consensus : {}
  const appState = json['app_state'] ?? {}
  if (!isObject(appState))
    throw new GenesisFileError('genesis_invalid', ['app_state: want an object'])
  const doc = {
    genesis_time: json['genesis_time'] ?? null,
    chain_id: json['chain_id'] ?? null,
    initial_height: heightText(json['initial_height']),
    consensus_params: json['consensus_params'] ?? nested['params'] ?? null,
    validators: json['validators'] ?? nested['validators'] ?? [],
    app_hash: json['app_hash'] ?? '',
    app_state: appState,
  }
  return { layout: sdk ? 'sdk' : 'comet', doc, appState }
}

/** The SDK writes a number, CometBFT text; 0 and absent mean 1. */
function heightText(json: Json | undefined): Json {
  if (json === undefined || json === null || json === 0 || json === '0') return '1'
  return typeof json === 'number' ? json.toString() : json
}

/** Reads a file. @throws GenesisFileError */
export async function readGenesisFile(
  file: string,
  maxBytes = GENESIS_BYTES_MAX,
): Promise<GenesisFile> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined || !found.isFile())
    throw new GenesisFileError('genesis_not_found', [`There is no file ${file}.`])
  if (found.size > maxBytes)
    throw new GenesisFileError('genesis_too_large', [
      `${file} has ${found.size} bytes; the limit is ${maxBytes}. Start from a snapshot instead.`,
    ])
  let json: Json
  try {
    json = JSON.parse(await readFile(file, 'utf8')) as Json
  } catch (cause) {
    throw new GenesisFileError('genesis_invalid', [
      `${file} is not JSON: ${(cause as Error).message}`,
    ])
  }
  return toGenesisFile(json)
}

/** Names of sections that no module of this chain reads. */
export function unknownModules(
  file: GenesisFile,
  modules: readonly AppModule[],
): readonly string[] {
  const known = new Set(modules.map((m) => m.name))
  return Object.keys(file.appState).filter((name) => !known.has(name))
}

/**
 * Leaves out sections of modules that this chain does not have. `skip`: their names, or 'all'.
 * @throws GenesisFileError unknown_modules naming those that were not to be skipped.
 */
export function withoutModules(
  file: GenesisFile,
  modules: readonly AppModule[],
  skip: readonly string[] | 'all',
): GenesisFile {
  const unknown = unknownModules(file, modules)
  const refused = skip === 'all' ? [] : unknown.filter((name) => !skip.includes(name))
  if (refused.length > 0)
    throw new GenesisFileError('unknown_modules', [
      `This chain has no module ${refused.join(', ')} (app_state.${refused[0]}). ` +
        `Leave the state of ${refused.length === 1 ? 'it' : 'them'} out with --skip-modules ${refused.join(',')}.`,
    ])
  const kept = Object.entries(file.appState).filter(([name]) => !unknown.includes(name))
  const appState = Object.fromEntries(kept)
  return { ...file, appState, doc: { ...file.doc, app_state: appState } }
}
