/** The whole composition over one memory store, with somebody who may announce. */
import { compose } from '../../../chain/app/app.js'
import { codec } from '../../../chain/codec/proto.js'
import type { Context } from '../../../chain/types/context.js'
import { DEFAULT_PARAMS as GOV } from '../../../modules/gov/params.js'
import { DEFAULT_PARAMS as MODEL, type ModelParams } from '../../../modules/model/params.js'
import { address, addresses, memoryContext, run } from '../../support/memoryContext.js'
import { handlerOf, pack, refusalOf } from '../setup.js'

/** The test address that the state names as the authority. */
export const AUTHORITY = 1

const parts = compose()

/** Bech32 text of the account in whose name parameters change. */
export const GOV_ACCOUNT = addresses.toText(parts.gov.account)

/** A change of the model registry's parameters, as it is announced. */
export function modelChange(change: Partial<ModelParams> = {}, authority = GOV_ACCOUNT) {
  const params = { ...MODEL, ...change }
  return pack('infonex.model.v1.MsgUpdateParams', { authority, params })
}

/** What the model registry's query shows of parameters: the form of old and new value. */
export function shown(change: Partial<ModelParams> = {}): Uint8Array {
  return codec('infonex.model.v1.QueryParamsResponse').encode({ params: { ...MODEL, ...change } })
}

/** A fresh state: delays of 12 s and 3 blocks. */
export function governed() {
  const ctx = memoryContext()
  for (const module of parts.modules) module.initGenesis(ctx, module.defaultGenesis())
  parts.gov.params.set(ctx, { ...GOV, delayMs: 12_000n, delayBlocks: 3n })
  parts.gov.authority.set(ctx, address(AUTHORITY))
  const url = (name: string): string => `/infonex.gov.v1.${name}`
  return {
    ...parts,
    ctx,
    /** Runs a message of gov; throws its refusal. */
    run: <R>(at: Context, name: string, msg: unknown): R =>
      run(handlerOf(parts.modules, url(name)), at, msg) as R,
    /** 'gov 2: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) =>
      refusalOf(parts.modules, at, url(name), msg),
  }
}
