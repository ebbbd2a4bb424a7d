import { toBase64 } from '@cosmjs/encoding'
import {
  type Read,
  readAll,
  readBytes,
  readList,
  readOptional,
  readRecord,
  readText,
  readU64,
} from '../../chain/codec/genesisJson.js'
import { sha256 } from '../../chain/codec/hash.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { Json } from '../../chain/types/module.js'
import type { BeaconKeeper } from './keeper.js'
import {
  type BeaconParams,
  commitmentProblem,
  DEFAULT_PARAMS,
  type Onion,
  type OnionCommitment,
  type Seed,
} from './state.js'

const readCommitment: Read<OnionCommitment> = readRecord({ root: readBytes, length: readU64 })

const readOnion: Read<Onion> = (json, at, problems) => {
  const o = readRecord({
    validator_address: readBytes,
    operator: readText,
    tip: readBytes,
    remaining: readU64,
    epoch: readU64,
    next: readOptional(readCommitment),
    next_active_height: readU64,
  })(json, at, problems)
  return {
    validatorAddress: o.validator_address,
    operator: o.operator,
    tip: o.tip,
    remaining: o.remaining,
    epoch: o.epoch,
    next: o.next,
    nextActiveHeight: o.next_active_height,
  }
}

const readParams: Read<BeaconParams> = (json, at, problems) => {
  const p = readRecord({
    window_blocks: readU64,
    activation_blocks: readU64,
    renew_at_links: readU64,
  })(json, at, problems)
  return {
    windowBlocks: p.window_blocks,
    activationBlocks: p.activation_blocks,
    renewAtLinks: p.renew_at_links,
  }
}

const readGenesis = readRecord({
  params: readParams,
  onions: readList(readOnion),
  seeds: readList(readRecord({ height: readU64, seed: readBytes }) as Read<Seed>),
})

const commitmentJson = ({ root, length }: OnionCommitment): Json => ({
  root: toBase64(root),
  length: length.toString(),
})

const onionJson = (o: Onion): Json => ({
  validator_address: toBase64(o.validatorAddress),
  operator: o.operator,
  tip: toBase64(o.tip),
  remaining: o.remaining.toString(),
  epoch: o.epoch.toString(),
  next: o.next === null ? null : commitmentJson(o.next),
  next_active_height: o.nextActiveHeight.toString(),
})

const paramsJson = (p: BeaconParams): Json => ({
  window_blocks: p.windowBlocks.toString(),
  activation_blocks: p.activationBlocks.toString(),
  renew_at_links: p.renewAtLinks.toString(),
})

const GENESIS_SEED = sha256(utf8('infonex/genesis-seed/1'))

export function defaultGenesis(): Json {
  const seed = { height: '0', seed: toBase64(GENESIS_SEED) }
  return { params: paramsJson(DEFAULT_PARAMS), onions: [], seeds: [seed] }
}

/** Why parameters are refused, as sentences that name the field. */
function paramProblems(p: BeaconParams): string[] {
  const out: string[] = []
  if (p.windowBlocks < 64n) out.push(`window_blocks is ${p.windowBlocks}, want 64 or more`)
  if (p.activationBlocks < 1n) out.push('activation_blocks is 0, want 1 or more')
  if (p.renewAtLinks < p.activationBlocks)
    out.push(
      `renew_at_links is ${p.renewAtLinks}, want at least activation_blocks (${p.activationBlocks}), else an onion runs out before the next is active`,
    )
  return out
}

export function validateGenesis(keeper: BeaconKeeper, genesis: Json): readonly string[] {
  const problems: string[] = []
  const { params, onions, seeds } = readGenesis(genesis, 'beacon', problems)
  problems.push(...paramProblems(params).map((text) => `beacon.params.${text}`))
  onions.forEach((onion, i) => {
    const at = `beacon.onions[${i}]`
    if (onion.validatorAddress.length !== 20)
      problems.push(`${at}.validator_address has ${onion.validatorAddress.length} bytes, want 20`)
    if (onion.tip.length !== 32) problems.push(`${at}.tip has ${onion.tip.length} bytes, want 32`)
    if (onion.next !== null) {
      const problem = commitmentProblem(onion.next)
      if (problem !== undefined) problems.push(`${at}.next: ${problem}`)
    }
    try {
      keeper.addresses.toBytes(onion.operator)
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      problems.push(`${at}.operator: ${error.message}`)
    }
  })
  if (seeds.length === 0) problems.push('beacon.seeds is empty, want one seed at least')
  seeds.forEach(({ seed }, i) => {
    if (seed.length !== 32)
      problems.push(`beacon.seeds[${i}].seed has ${seed.length} bytes, want 32`)
  })
  return problems
}

export function initGenesis(keeper: BeaconKeeper, ctx: Context, genesis: Json): void {
  const { params, onions, seeds } = readAll(readGenesis, genesis, 'beacon')
  keeper.params.set(ctx, params)
  for (const onion of onions) keeper.onions.set(ctx, onion.validatorAddress, onion)
  for (const { height, seed } of seeds) keeper.seeds.set(ctx, height, seed)
}

export function exportGenesis(keeper: BeaconKeeper, ctx: QueryContext): Json {
  const seeds = [...keeper.seeds.walk(ctx)].map(([height, seed]) => ({
    height: height.toString(),
    seed: toBase64(seed),
  }))
  const onions = [...keeper.onions.walk(ctx)].map(([, onion]) => onionJson(onion))
  return { params: paramsJson(keeper.paramsOrDefault(ctx)), onions, seeds }
}
