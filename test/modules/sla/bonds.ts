/** Owners of bonds over real auth, bank and sla modules. */
import { createHash } from 'node:crypto'
import type { Context } from '../../../chain/types/context.js'
import { AuthKeeper } from '../../../modules/auth/keeper.js'
import { authModule } from '../../../modules/auth/module.js'
import { BankKeeper } from '../../../modules/bank/keeper.js'
import { bankModule } from '../../../modules/bank/module.js'
import type { HoldbackKeeper } from '../../../modules/sla/expectedKeepers.js'
import { SlaKeeper } from '../../../modules/sla/keeper.js'
import { slaModule } from '../../../modules/sla/module.js'
import { Verifier } from '../../../node/crypto/verifier.js'
import { addresses, memoryContext, run } from '../../support/memoryContext.js'
import { ask, fund, handlerOf, refusalOf } from '../setup.js'
import { edKey } from '../payment/market.js'

const verifier = new Verifier({ workers: 0 })
/** What each of the funded accounts has. */
export const START = 5_000_000n
/** Accounts 1 to 6 have coins. */
export const FUNDED = 6

export const hash = (text: string): Uint8Array => createHash('sha256').update(text).digest()
export const uinx = (amount: bigint | number) => ({ denom: 'uinx', amount: `${amount}` })
/** An ed25519 metering key. */
export const signer = (n: number) => ({ algorithm: 1, key: edKey(n).key })

/** @param holdback gives what suppliers' held income pays; absent: nothing is held back */
export function slaChain(holdback?: (bank: BankKeeper) => HoldbackKeeper) {
  const modules = { fee_collector: [], gov: [], sla: ['burner' as const] }
  const auth = new AuthKeeper({ addresses, modules, authority: 'gov' })
  const bank = new BankKeeper({ addresses, accounts: auth })
  const authority = addresses.toText(auth.moduleAddress('gov'))
  const account = auth.moduleAddress('sla')
  const keeper = new SlaKeeper({
    addresses,
    bank,
    verifier,
    account,
    authority: () => authority,
    ...(holdback === undefined ? {} : { holdback: holdback(bank) }),
  })
  const module = slaModule(keeper)
  const all = [authModule(auth), bankModule(bank), module]
  const ctx = memoryContext()
  for (const one of all) one.initGenesis(ctx, one.defaultGenesis())
  for (let n = 1; n <= FUNDED; n++) fund({ auth, bank }, ctx, n, `${START}uinx`)
  const url = (name: string): string => `/infonex.sla.v1.${name}`
  return {
    auth,
    bank,
    keeper,
    module,
    modules: all,
    ctx,
    account,
    authority,
    /** Runs a message; throws its refusal. */
    run: <R>(at: Context, name: string, msg: unknown): R =>
      run(handlerOf(all, url(name)), at, msg) as R,
    /** 'sla 13: text' or undefined. */
    refusal: (at: Context, name: string, msg: unknown) => refusalOf(all, at, url(name), msg),
    ask: <R>(at: Context, name: string, request: unknown): R =>
      ask<R>(all, at, `/infonex.sla.v1.Query/${name}`, request),
  }
}

export type SlaChain = ReturnType<typeof slaChain>
