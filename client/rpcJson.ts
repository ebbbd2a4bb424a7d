/** CometBFT's JSON for headers and commits, read without losing a nanosecond. */
import { fromBase64, fromHex } from '@cosmjs/encoding'
import type { SignedHeader } from '../proto/comet/light.js'
import type { BlockId, CommitSig, Validator } from '../proto/comet/types.js'

type Obj = Readonly<Record<string, unknown>>

const obj = (value: unknown): Obj => (value ?? {}) as Obj
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const hex = (value: unknown): Uint8Array => fromHex(text(value).toLowerCase())
const int = (value: unknown): bigint => BigInt(text(value) === '' ? '0' : text(value))

/** RFC 3339 with up to nine decimals, in nanoseconds since 1970. @throws Error if it is not. */
export function parseTimeNs(value: string): bigint {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(value)
  if (match?.[1] === undefined) throw new Error(`not a time: ${value}`)
  const seconds = BigInt(Date.parse(`${match[1]}Z`)) / 1000n
  return seconds * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'))
}

function blockId(value: unknown): BlockId {
  const id = obj(value)
  const parts = obj(id['parts'])
  const total = typeof parts['total'] === 'number' ? parts['total'] : 0
  return { hash: hex(id['hash']), partSetHeader: { total, hash: hex(parts['hash']) } }
}

function commitSig(value: unknown): CommitSig {
  const sig = obj(value)
  const signature = text(sig['signature'])
  return {
    blockIdFlag: sig['block_id_flag'] as 1 | 2 | 3,
    validatorAddress: hex(sig['validator_address']),
    timeNs: parseTimeNs(text(sig['timestamp'])),
    signature: signature === '' ? new Uint8Array() : fromBase64(signature),
  }
}

/** The `signed_header` of the method `commit`. */
export function parseSignedHeader(value: unknown): SignedHeader {
  const signed = obj(value)
  const header = obj(signed['header'])
  const version = obj(header['version'])
  const commit = obj(signed['commit'])
  return {
    header: {
      version: { block: int(version['block']), app: int(version['app']) },
      chainId: text(header['chain_id']),
      height: int(header['height']),
      timeNs: parseTimeNs(text(header['time'])),
      lastBlockId: blockId(header['last_block_id']),
      lastCommitHash: hex(header['last_commit_hash']),
      dataHash: hex(header['data_hash']),
      validatorsHash: hex(header['validators_hash']),
      nextValidatorsHash: hex(header['next_validators_hash']),
      consensusHash: hex(header['consensus_hash']),
      appHash: hex(header['app_hash']),
      lastResultsHash: hex(header['last_results_hash']),
      evidenceHash: hex(header['evidence_hash']),
      proposerAddress: hex(header['proposer_address']),
    },
    commit: {
      height: int(commit['height']),
      round: (commit['round'] ?? 0) as number,
      blockId: blockId(commit['block_id']),
      signatures: ((commit['signatures'] ?? []) as unknown[]).map(commitSig),
    },
  }
}

/** One entry of the method `validators`. */
export function parseValidator(value: unknown): Validator {
  const v = obj(value)
  const key = obj(v['pub_key'])
  return {
    address: hex(v['address']),
    pubKeyType: text(key['type']).endsWith('Secp256k1') ? 'secp256k1' : 'ed25519',
    pubKey: fromBase64(text(key['value'])),
    power: int(v['voting_power']),
    proposerPriority: int(v['proposer_priority']),
  }
}
