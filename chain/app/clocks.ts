/** Clocks of one module that another one counts on: the inequalities of rules.md C16 that no module sees alone. */
import { PaymentError } from '../../modules/payment/errors.js'
import { DEFAULT_PARAMS as PAYMENT, type PaymentParams } from '../../modules/payment/params.js'
import { SlaError } from '../../modules/sla/errors.js'
import { DEFAULT_PARAMS as SLA, type SlaParams } from '../../modules/sla/params.js'
import { VerificationError } from '../../modules/verification/errors.js'
import {
  DEFAULT_PARAMS as VERIFICATION,
  type VerificationParams,
} from '../../modules/verification/params.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { readOwn } from '../codec/ownGenesis.js'
import { maxBig } from '../types/arith.js'
import type { Context, QueryContext } from '../types/context.js'
import type { ErrorMaker } from '../types/errors.js'
import type { AnyMsgHandler, AppModule, Json } from '../types/module.js'

/** Parameters that have clocks which depend on each other. */
export interface Clocks {
  readonly payment: PaymentParams
  readonly verification: VerificationParams
  readonly sla: SlaParams
}

/** Every inequality that does not hold, as a sentence that names both fields. */
export function clockProblems({ payment: p, verification: v, sla: s }: Clocks): readonly string[] {
  const game = maxBig(v.answerMs, v.attestMs) + v.reviewMs
  const games = 'the longest demand, verification.params.answer_ms or attest_ms, and review_ms'
  const rows = [
    // Income is free when its receipts can be challenged no more (H6).
    ['payment.params.maturity_ms', p.maturityMs, v.windowMs, 'verification.params.window_ms'],
    [
      'payment.params.maturity_blocks',
      p.maturityBlocks,
      v.windowBlocks,
      'verification.params.window_blocks',
    ],
    // A bond is there until what it stands for is decided (H6).
    [
      'sla.params.unbonding_ms',
      s.unbondingMs,
      v.windowMs + game,
      `verification.params.window_ms and ${games}`,
    ],
  ] as const
  return rows
    .filter(([, is, least]) => is < least)
    .map(([name, is, least, other]) => `${name} is ${is}, want at least ${least}: ${other}`)
}

const NAMES = {
  payment: 'infonex.payment.v1.Params',
  verification: 'infonex.verification.v1.Params',
  sla: 'infonex.sla.v1.Params',
} as const

/** Parameters of a genesis section; undefined when they are malformed, which their module says itself. */
function paramsIn<M extends keyof typeof NAMES>(
  sections: Readonly<Record<string, Json>>,
  module: M,
  absent: PlainTypes[(typeof NAMES)[M]],
): PlainTypes[(typeof NAMES)[M]] | undefined {
  const section = sections[module]
  if (section === undefined) return absent
  const params = (section as { readonly params?: Json } | null)?.params
  if (params === undefined || params === null) return undefined
  const problems: string[] = []
  const found = readOwn(NAMES[module])(params, module, problems)
  return problems.length === 0 ? found : undefined
}

/** The problems of a whole genesis. */
export function genesisClockProblems(sections: Readonly<Record<string, Json>>): readonly string[] {
  const payment = paramsIn(sections, 'payment', PAYMENT)
  const verification = paramsIn(sections, 'verification', VERIFICATION)
  const sla = paramsIn(sections, 'sla', SLA)
  if (payment === undefined || verification === undefined || sla === undefined) return []
  return clockProblems({ payment, verification, sla })
}

/** How each module refuses parameters. */
const REFUSALS: Readonly<Record<string, ErrorMaker>> = {
  payment: PaymentError.invalidParams,
  verification: VerificationError.invalidParams,
  sla: SlaError.invalidParams,
}

/** A module whose parameters are changed only in a way that leaves the clocks of all as they have to be. */
export function withClocks(module: AppModule, now: (ctx: QueryContext) => Clocks): AppModule {
  const refusal = REFUSALS[module.name]
  if (refusal === undefined) return module
  const guarded = (handler: AnyMsgHandler): AnyMsgHandler => ({
    ...handler,
    execute(ctx: Context, msg: unknown): unknown {
      const response: unknown = handler.execute(ctx, msg)
      const [problem] = clockProblems(now(ctx))
      if (problem !== undefined) throw refusal(problem)
      return response
    },
  })
  const isUpdate = ({ typeUrl }: AnyMsgHandler): boolean => typeUrl.endsWith('.MsgUpdateParams')
  const msgs = module.msgs.map((handler) => (isUpdate(handler) ? guarded(handler) : handler))
  // One of the modules says it for all.
  return module.name === 'payment'
    ? { ...module, msgs, validateWithOthers: genesisClockProblems }
    : { ...module, msgs }
}
