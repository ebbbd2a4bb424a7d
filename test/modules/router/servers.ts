/** Servers of the market over the real registry of models. */
import { createHash } from 'node:crypto'
import { compose } from '../../../chain/app/app.js'
import type { Context } from '../../../chain/types/context.js'
import { modelModule } from '../../../modules/model/module.js'
import { COMPLETE, registered } from '../../../modules/model/state.js'
import { routerModule } from '../../../modules/router/module.js'
import { flatOffer, LOOPBACK } from '../../../modules/router/state.js'
import { address, memoryContext, run } from '../../support/memoryContext.js'
import { ask, handlerOf, refusalOf } from '../setup.js'

const hash = (text: string): Uint8Array => createHash('sha256').update(text).digest()
const port = { name: 'x', dtype: 1, shape: [1n] }

/** The n-th registration: as a genesis might bring it, for what only asks whether it is offered. */
export function registration(n: number) {
  return registered(
    {
      owner: address(9),
      label: `model ${n}`,
      fileHash: hash('file'),
      fileBytes: 1n,
      graphRoot: hash(`graph ${n}`),
      graphBytes: 1,
      weightRoots: [],
      mode: 1,
      profile: 1,
      canonicalVersion: 1,
      inputs: [port],
      outputs: [port],
      operators: [],
      licence: 'MIT',
      licenceHash: new Uint8Array(),
      locations: [],
    },
    1n,
  )
}

/** Ids of models 0..3 in byte order: all complete in the state that `servers` makes. */
export const MODELS: readonly Uint8Array[] = [0, 1, 2, 3]
  .map((n) => registration(n).id)
  .sort(Buffer.compare)

/** An offer of the n-th model. */
export const offer = (n: number, price = '5') => flatOffer(MODELS[n] as Uint8Array, 2, price)

/** What a supplier says of a good server on loopback. */
export const TERMS = {
  endpoint: 'http://127.0.0.1:8080/infer',
  transport: LOOPBACK,
  transportKey: new Uint8Array(),
  receiptKey: { algorithm: 1, key: hash('receipts') },
  region: 'eu-west',
  priceDenom: 'uinx',
  offers: [offer(0), offer(1)],
  aggregators: [],
  hardware: null,
}

/** A fresh state with four complete models and no server. */
export function servers() {
  const { model: models, servers: keeper } = compose()
  const module = routerModule(keeper)
  const all = [modelModule(models), module]
  const ctx = memoryContext()
  for (const each of all) each.initGenesis(ctx, each.defaultGenesis())
  for (let n = 0; n < 4; n++) models.insert(ctx, { ...registration(n), status: COMPLETE })
  const url = (name: string): string => `/infonex.router.v1.${name}`
  return {
    models,
    keeper,
    module,
    ctx,
    run: <R>(at: Context, name: string, msg: unknown): R =>
      run(handlerOf(all, url(name)), at, msg) as R,
    /** 'router 2: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) => refusalOf(all, at, url(name), msg),
    ask: <R>(name: string, request: unknown): R =>
      ask<R>(all, ctx, `/infonex.router.v1.Query/${name}`, request),
  }
}
