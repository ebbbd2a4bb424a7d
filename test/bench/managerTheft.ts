/** Keys of managers are stolen: what a thief can take before the revocation takes effect (marketplace.md 2.5, P10). */
import { codec } from '../../chain/codec/proto.js'
import { channelId } from '../../modules/payment/descriptor.js'
import { type ChannelDescriptor, type ChannelState, vestedAt } from '../../modules/payment/state.js'
import { signVoucher } from '../modules/payment/market.js'
import { seeded } from '../support/simDisk.js'
import type { TestChain } from '../support/testChain.js'
import { funded, msg, must, open, P, PAYEE, PAYER, START_MS, textOf } from './paymentChain.js'

const BLOCK_MS = 5000n
const OVER_VESTED = 19
const STEPS = 70

/** One channel whose key is stolen. */
interface Theft {
  readonly rate: bigint
  readonly burst: bigint
  /** Percent of the rate that the honest stream pays. */
  readonly used: bigint
  /** Step at which the thief begins. */
  readonly stolen: number
  /** Step at which the payer revokes. */
  readonly found: number
  readonly descriptor: ChannelDescriptor
  readonly id: Uint8Array
  /** What the honest stream has paid, and when it last did. */
  honest: bigint
  honestAtMs: bigint
}

function plan(chain: TestChain, count: number): Theft[] {
  const next = seeded(7)
  const random = (bound: number): number => Math.floor(next() * bound)
  const terms = Array.from({ length: count }, () => {
    const stolen = 4 + random(6)
    return {
      rate: BigInt(1 + random(200)),
      burst: BigInt(random(5000)),
      used: random(3) === 0 ? BigInt(random(101)) : 100n,
      stolen,
      found: stolen + 1 + random(20),
    }
  })
  const rates = (n: number) => ({ ratePerS: terms[n]?.rate ?? 1n, burst: terms[n]?.burst ?? 1n })
  return open(chain, count, rates).map((descriptor, n) => ({
    ...(terms[n] as (typeof terms)[number]),
    ...{ descriptor, id: channelId(descriptor), honest: 0n, honestAtMs: descriptor.startMs },
  }))
}

function states(chain: TestChain, thefts: readonly Theft[]): ChannelState[] {
  const ctx = chain.app.contextAt(chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  return thefts.map(({ id }) => chain.parts.payment.mustChannel(ctx, id))
}

/** Claims of one block, each as good as its maker can; how many of them the chain found beyond the vesting. */
function claimAll(chain: TestChain, thefts: readonly Theft[], step: number): number {
  const now = START_MS + (chain.height + 1n) * BLOCK_MS
  const held = states(chain, thefts)
  const claims = thefts.flatMap((theft, n) => {
    const { descriptor, id, rate, used } = theft
    const sign = (amount: bigint) => signVoucher(descriptor, id, amount, { key: n })
    if (step >= theft.stolen) {
      const vested = vestedAt(held[n] as ChannelState, now)
      return [sign(vested), sign(vested + 1n)]
    }
    theft.honest = (rate * used * (now - descriptor.startMs)) / 100_000n
    theft.honestAtMs = now
    return [sign(theft.honest)]
  })
  const batch = { sender: textOf(chain, PAYEE), claims, words: [] }
  const { data } = must(chain, PAYEE, [msg(`${P}.MsgClaimBatch`, batch)])
  const { msgResponses } = codec('cosmos.base.abci.v1beta1.TxMsgData').decode(data)
  const response = msgResponses[0]?.value ?? new Uint8Array()
  const { outcomes } = codec(`${P}.MsgClaimBatchResponse`).decode(response)
  return outcomes.filter((o) => o.code === OVER_VESTED).length
}

/**
 * An honest stream pays some share of what vests. From the theft on, the thief, a friend of the payee, claims
 * in every block all that can be claimed, and one unit more, until long after the payer has found out and
 * revoked. Bound of a loss: burst + rate * (detect + grace) + what the honest stream had left unused.
 */
export function managerTheft(count: number): Record<string, unknown> {
  const chain = funded(2)
  const thefts = plan(chain, count)
  let beyond = 0
  for (let step = 1; step <= STEPS; step++) {
    beyond += claimAll(chain, thefts, step)
    const payer = textOf(chain, PAYER)
    const revoke = thefts
      .filter(({ found }) => found === step)
      .map(({ id }) => msg(`${P}.MsgRevokeSigner`, { payer, channelId: id }))
    if (revoke.length > 0) must(chain, PAYER, revoke)
  }
  const ctx = chain.app.contextAt(chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  const { revokeGraceMs } = chain.parts.payment.paramsOrDefault(ctx)
  let holds = beyond > 0
  let atTheBound = 0
  let worst = 0
  for (const [n, { settled, frozenAtMs }] of states(chain, thefts).entries()) {
    const { rate, burst, honest, honestAtMs, descriptor } = thefts[n] as Theft
    const detectMs = frozenAtMs - revokeGraceMs - honestAtMs
    const unused = (rate * (honestAtMs - descriptor.startMs)) / 1000n - honest
    // Two floors: one unit.
    const bound = burst + (rate * (detectMs + revokeGraceMs)) / 1000n + unused + 1n
    const loss = settled - honest
    if (detectMs <= 0n || loss > bound) holds = false
    if (loss + 2n >= bound) atTheBound += 1
    worst = Math.max(worst, Number(loss) / Number(bound))
  }
  return {
    managerTheftBoundHolds: holds,
    managerThefts: count,
    managerTheftsThatReachTheBound: atTheBound,
    managerTheftWorstShareOfBound: Math.round(worst * 10_000) / 10_000,
    managerTheftClaimsBeyondRefused: beyond,
  }
}
