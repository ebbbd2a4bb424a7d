import { divCeil, divFloor, minBig } from '../types/arith.js'
import { amountOf, printCoins, type Coins } from '../types/coin.js'
import type { Context } from '../types/context.js'
import { SdkError, TxError } from '../types/errors.js'
import { event } from '../types/event.js'
import { equalBytes } from '../types/bytes.js'
import type { Party } from '../codec/tx.js'
import { FEE_COLLECTOR, type AnteDeps, type AnteTx, type Decorator } from './anteTx.js'

/** Prices are decimals with 18 places. */
const E18 = 1_000_000_000_000_000_000n
const I64_MAX = (1n << 63n) - 1n

/** The node's own minimum, in CheckTx only: one denomination must reach ceil(price * gas). @throws sdk 13 */
function checkMinGasPrices(ctx: Context, fee: Coins, gas: bigint): void {
  if (ctx.mode !== 'check' && ctx.mode !== 'recheck') return
  const prices = ctx.minGasPrices.filter((price) => price.amountE18 > 0n)
  if (prices.length === 0) return
  const required = prices.map(({ denom, amountE18 }) => ({
    denom,
    amount: divCeil(amountE18 * gas, E18),
  }))
  const enough = required.some(({ denom, amount }) => {
    const paid = amountOf(fee, denom)
    return paid > 0n && paid >= amount
  })
  if (!enough)
    throw SdkError.insufficientFee(
      `insufficient fees; got: ${printCoins(fee)} required: ${printCoins(required)}`,
    )
}

/** The smallest amount per gas over the fee's denominations; 0 without a fee (getTxPriority). */
function priorityOf(fee: Coins, gas: bigint): bigint {
  let priority: bigint | undefined
  for (const { amount } of fee) {
    const price = minBig(divFloor(amount, gas), I64_MAX)
    if (priority === undefined || price < priority) priority = price
  }
  return priority ?? 0n
}

/** Who pays: the granter if there is one, after its allowance was charged. @throws TxError */
function payerOf(ctx: Context, ante: AnteTx, { feegrant }: AnteDeps): Party {
  const payer = ante.feePayer
  const granter = ante.feeGranter
  if (granter === undefined) return payer
  if (feegrant === undefined) throw SdkError.invalidRequest('fee grants are not enabled')
  if (equalBytes(granter.address, payer.address)) return granter
  const types = ante.tx.messages.map((m) => m.typeUrl)
  try {
    feegrant.useGrantedFees(ctx, granter.address, payer.address, ante.fee, types)
  } catch (error) {
    if (!(error instanceof TxError)) throw error
    const text = `${granter.text} does not allow to pay fees for ${payer.text}: ${error.message}`
    throw new TxError(error.codespace, error.code, text)
  }
  return granter
}

/** Moves the fee to the fee collector; it stays paid whatever becomes of the messages. @throws TxError */
export const deductFee: Decorator = (ctx, ante, deps) => {
  if (!ante.simulate && ctx.height > 0n && ante.gasLimit === 0n)
    throw SdkError.invalidGasLimit('must provide positive gas')
  const { fee } = ante
  if (!ante.simulate && ante.gasLimit > 0n) {
    checkMinGasPrices(ctx, fee, ante.gasLimit)
    ante.priority = priorityOf(fee, ante.gasLimit)
  }
  const payer = payerOf(ctx, ante, deps)
  if (deps.accounts.view(ctx, payer.address) === undefined)
    throw SdkError.unknownAddress(`fee payer address: ${payer.text} does not exist`)
  if (fee.length > 0) pay(ctx, payer, fee, deps)
  ctx.events.push(
    event('tx', [
      ['fee', printCoins(fee)],
      ['fee_payer', payer.text],
    ]),
  )
}

function pay(ctx: Context, payer: Party, fee: Coins, { bank }: AnteDeps): void {
  try {
    bank.sendCoinsFromAccountToModule(ctx, payer.address, FEE_COLLECTOR, fee)
  } catch (error) {
    if (!(error instanceof TxError) || (error.codespace === 'sdk' && error.code === 11)) throw error
    throw SdkError.insufficientFunds(error.message)
  }
}
