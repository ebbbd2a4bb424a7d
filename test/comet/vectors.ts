/** Reads test/vectors/comet: facts printed by CometBFT v0.38.25 itself. */
import { readFileSync } from 'node:fs'
import { fromHex } from '../../chain/types/bytes.js'
import type { BlockId, Commit, Header, Validator } from '../../proto/comet/types.js'

export interface BlockIdVector {
  hash: string
  total: number
  partsHash: string
}

export interface HeaderVector {
  block: number
  app: number
  chainId: string
  height: string
  time: string
  lastBlockId: BlockIdVector
  lastCommitHash: string
  dataHash: string
  validatorsHash: string
  nextValidatorsHash: string
  consensusHash: string
  appHash: string
  lastResultsHash: string
  evidenceHash: string
  proposerAddress: string
}

export interface CommitVector {
  height: string
  round: number
  blockId: BlockIdVector
  signatures: { flag: 1 | 2 | 3; address: string; time: string; signature: string }[]
}

export interface ValidatorVector {
  type: 'ed25519' | 'secp256k1'
  pubKey: string
  power: string
  address: string
  priority: string
}

/** The cases of one file. */
export function vectors<T>(name: string): T {
  const text = readFileSync(`test/vectors/comet/${name}.json`, 'utf8')
  return (JSON.parse(text) as { cases: T }).cases
}

/** "seconds:nanos" as nanoseconds. */
export function timeOf(text: string): bigint {
  const [seconds = '', nanos = ''] = text.split(':')
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos)
}

export function blockIdOf(v: BlockIdVector): BlockId {
  return { hash: fromHex(v.hash), partSetHeader: { total: v.total, hash: fromHex(v.partsHash) } }
}

export function headerOf(v: HeaderVector): Header {
  return {
    version: { block: BigInt(v.block), app: BigInt(v.app) },
    chainId: v.chainId,
    height: BigInt(v.height),
    timeNs: timeOf(v.time),
    lastBlockId: blockIdOf(v.lastBlockId),
    lastCommitHash: fromHex(v.lastCommitHash),
    dataHash: fromHex(v.dataHash),
    validatorsHash: fromHex(v.validatorsHash),
    nextValidatorsHash: fromHex(v.nextValidatorsHash),
    consensusHash: fromHex(v.consensusHash),
    appHash: fromHex(v.appHash),
    lastResultsHash: fromHex(v.lastResultsHash),
    evidenceHash: fromHex(v.evidenceHash),
    proposerAddress: fromHex(v.proposerAddress),
  }
}

export function commitOf(v: CommitVector): Commit {
  return {
    height: BigInt(v.height),
    round: v.round,
    blockId: blockIdOf(v.blockId),
    signatures: v.signatures.map((s) => ({
      blockIdFlag: s.flag,
      validatorAddress: fromHex(s.address),
      timeNs: timeOf(s.time),
      signature: fromHex(s.signature),
    })),
  }
}

export function validatorOf(v: ValidatorVector): Validator {
  return {
    address: fromHex(v.address),
    pubKeyType: v.type,
    pubKey: fromHex(v.pubKey),
    power: BigInt(v.power),
    proposerPriority: BigInt(v.priority),
  }
}

/** Transaction `k` of the vectors: byte j is (seed + 7k + 31j) mod 256. */
export function vectorTx(seed: number, k: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, j) => seed + 7 * k + 31 * j)
}
