import type { AppModule, Json } from '../../chain/types/module.js'
import { hdPath, privateKeyOf, publicKeyOf } from '../keyring/derive.js'
import { addressOf } from '../keyring/record.js'
import { timestampText } from '../protoJson/time.js'
import { timestampOf } from '../services/blockProto.js'
import type { GenesisAccount } from './accounts.js'
import { addAccounts } from './accounts.js'
import type { JsonObject } from './genesisFile.js'

/** Published: whoever uses it on a chain with value loses the value. */
export const DEV_MNEMONIC = 'test test test test test test test test test test test junk'
export const DEV_CHAIN_ID = 'infonex-dev-1'
export const BASE_DENOM = 'uinx'

/** Who the ten accounts are, in the order of their HD index. */
export const DEV_ROLES = [
  'client',
  'supplier',
  'aggregator',
  'manager',
  'gateway',
  'challenger',
  'validator',
  'authority',
  'faucet',
  'spare',
] as const
export type DevRole = (typeof DEV_ROLES)[number]

/** 1,000,000 INX each; the faucet has a hundred times as much. */
const FUNDS_UINX = 1_000_000_000_000n
const FAUCET_UINX = 100n * FUNDS_UINX

export interface DevAccount {
  readonly role: DevRole
  readonly index: number
  readonly address: string
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly uinx: bigint
}

/** The ten accounts of the published mnemonic. */
export function devAccounts(prefix: string, mnemonic = DEV_MNEMONIC): Promise<DevAccount[]> {
  return Promise.all(
    DEV_ROLES.map(async (role, index) => {
      const privateKey = await privateKeyOf(mnemonic, hdPath(0, index))
      const publicKey = publicKeyOf(privateKey)
      const address = addressOf({ kind: 'secp256k1', key: publicKey }, prefix)
      const uinx = role === 'faucet' ? FAUCET_UINX : FUNDS_UINX
      return { role, index, address, privateKey, publicKey, uinx }
    }),
  )
}

/** What a validator brings to a genesis. */
export interface GenesisValidator {
  readonly name: string
  /** ed25519, 32 bytes. */
  readonly pubKey: Uint8Array
  /** 20 bytes. */
  readonly address: Uint8Array
  readonly power: bigint
  /** What it commits to reveal in the beacon; undefined where there is no beacon. */
  readonly onion?: { readonly root: Uint8Array; readonly length: bigint }
}

export interface GenesisOptions {
  readonly chainId: string
  readonly timeNs: bigint
  readonly modules: readonly AppModule[]
  readonly validator: GenesisValidator
  readonly accounts: readonly GenesisAccount[]
  /** Address of the account that runs the validator and renews its onion. */
  readonly operator: string
  /** Account that announces parameter changes; absent = nobody can change any. */
  readonly authority?: string
  /** Changes of module sections, by module: fields of theirs that replace the defaults. */
  readonly overrides?: Readonly<Record<string, JsonObject>>
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** How wallets show uinx. */
const METADATA: Json = {
  description: 'The coin of InfoNex: pays for inference, fees and bonds.',
  denom_units: [
    { denom: BASE_DENOM, exponent: 0, aliases: ['microinx'] },
    { denom: 'minx', exponent: 3, aliases: ['milliinx'] },
    { denom: 'inx', exponent: 6, aliases: ['INX'] },
  ],
  base: BASE_DENOM,
  display: 'inx',
  name: 'InfoNex',
  symbol: 'INX',
  uri: '',
  uri_hash: '',
}

/** What every new chain has: 2 MB blocks, no gas limit, 48 hours of evidence (ns). */
const CONSENSUS_PARAMS: Json = {
  block: { max_bytes: '4194304', max_gas: '-1' },
  evidence: {
    max_age_num_blocks: '100000',
    max_age_duration: '172800000000000',
    max_bytes: '1048576',
  },
  validator: { pub_key_types: ['ed25519'] },
  version: { app: '1' },
  abci: { vote_extensions_enable_height: '0' },
}

function beaconSection(section: JsonObject, options: GenesisOptions): JsonObject {
  const { onion, address } = options.validator
  if (onion === undefined) return section
  return {
    ...section,
    onions: [
      {
        validator_address: base64(address),
        operator: options.operator,
        tip: base64(onion.root),
        remaining: onion.length.toString(),
        epoch: '0',
        next: null,
        next_active_height: '0',
      },
    ],
  }
}

function authorityOf(module: string, { authority }: GenesisOptions): JsonObject {
  return module === 'gov' && authority !== undefined ? { authority } : {}
}

/** A genesis with every module's defaults, these accounts and one validator; CometBFT's layout. */
export function newGenesis(options: GenesisOptions): JsonObject {
  const { chainId, timeNs, modules, validator, accounts, overrides = {} } = options
  const defaults: Record<string, Json> = {}
  for (const module of modules) {
    const section = module.defaultGenesis() as JsonObject
    const given = { ...section, ...authorityOf(module.name, options), ...overrides[module.name] }
    defaults[module.name] = module.name === 'beacon' ? beaconSection(given, options) : given
  }
  const bank = defaults['bank']
  if (bank !== undefined)
    defaults['bank'] = {
      denom_metadata: [METADATA],
      ...overrides['bank'],
      ...withoutMetadata(bank),
    }
  return {
    genesis_time: timestampText(timestampOf(timeNs)),
    chain_id: chainId,
    initial_height: '1',
    consensus_params: CONSENSUS_PARAMS,
    validators: [
      {
        address: Buffer.from(validator.address).toString('hex').toUpperCase(),
        pub_key: { type: 'tendermint/PubKeyEd25519', value: base64(validator.pubKey) },
        power: validator.power.toString(),
        name: validator.name,
      },
    ],
    app_hash: '',
    app_state: addAccounts(defaults, accounts),
  }
}

function withoutMetadata(section: Json): JsonObject {
  const { denom_metadata: _, ...rest } = section as Record<string, Json>
  return rest
}

/** The development chain: ten funded accounts of the published mnemonic, with an authority among them. */
export async function developmentGenesis(
  options: Omit<GenesisOptions, 'accounts' | 'operator'> & { readonly prefix: string },
): Promise<JsonObject> {
  const accounts = await devAccounts(options.prefix)
  const address = (role: DevRole): string => accounts.find((a) => a.role === role)?.address ?? ''
  return newGenesis({
    ...options,
    operator: address('validator'),
    authority: address('authority'),
    accounts: accounts.map(({ address: to, uinx }) => ({
      address: to,
      coins: [{ denom: BASE_DENOM, amount: uinx }],
    })),
    overrides: { ...options.overrides },
  })
}
