import { isSignedBy } from '../../chain/codec/signedBy.js'
import { toSafeNumber } from '../../chain/types/arith.js'
import { compareBytes, equalBytes, toHex } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { TxError } from '../../chain/types/errors.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { loadReportBytes } from '../../proto/inference/objects.js'
import { RouterError } from './errors.js'
import type { RouterKeeper } from './keeper.js'
import { withReport } from './match/load.js'
import { countReport } from './record.js'
import type { Server } from './state.js'
import { hear } from './watch.js'

type ModelLoad = PlainTypes['infonex.router.v1.ModelLoad']
type SignedLoadReport = PlainTypes['infonex.router.v1.SignedLoadReport']

/** The SDK's price of a secp256k1 signature. */
const SIGNATURE_GAS = 1000n
/** What is taken for busy at most: a million jobs. */
const MAX_BUSY_MILLI = 1_000_000_000n

/** @throws TxError router 18 */
export function checkLoads(loads: readonly ModelLoad[], { offers }: Server): void {
  loads.forEach(({ modelId, busyMilli }, i) => {
    const before = loads[i - 1]
    if (before !== undefined && compareBytes(before.modelId, modelId) >= 0)
      throw RouterError.invalidReport(`loads[${i}] is not above the one before it`)
    if (!offers.some((offer) => equalBytes(offer.modelId, modelId)))
      throw RouterError.invalidReport(
        `loads[${i}].model_id is ${toHex(modelId.subarray(0, 32))}, which is not offered`,
      )
    if (busyMilli > MAX_BUSY_MILLI)
      throw RouterError.invalidReport(
        `loads[${i}].busy_milli is ${busyMilli}, want at most ${MAX_BUSY_MILLI}`,
      )
  })
}

/** Loads take the place of estimates. */
export function takeLoads(
  keeper: RouterKeeper,
  ctx: Context,
  server: Server,
  loads: readonly ModelLoad[],
  atMs: number,
): void {
  for (const { modelId, busyMilli } of loads) {
    const model = keeper.numbers.modelOf(ctx, modelId)
    if (model === undefined) continue
    const busy = toSafeNumber(busyMilli)
    countReport(keeper, ctx, [server.id, model], (load) => withReport(load, busy, atMs))
  }
}

function take(keeper: RouterKeeper, ctx: Context, { report, signature }: SignedLoadReport): void {
  if (report === null) throw RouterError.invalidReport('report is absent')
  const server = keeper.mustGet(ctx, report.serverId)
  if (report.chainId !== ctx.block.chainId)
    throw RouterError.invalidReport(`chain_id is "${report.chainId.slice(0, 60)}"`)
  const { reportMaxAgeBlocks } = keeper.paramsOrDefault(ctx)
  if (report.height >= ctx.height || report.height + reportMaxAgeBlocks < ctx.height)
    throw RouterError.staleReport(`height is ${report.height}, now is ${ctx.height}`)
  if (!equalBytes(keeper.beacon.seed(ctx, report.height), report.seed))
    throw RouterError.staleReport(`seed is not that of height ${report.height}`)
  checkLoads(report.loads, server)
  ctx.gas.consume(SIGNATURE_GAS, 'signature of a load report')
  if (!isSignedBy(keeper.verifier, server.receiptKey, loadReportBytes(report), signature))
    throw RouterError.wrongSignature(`report of server ${server.id}`)
  hear(keeper, ctx, server, { connected: report.connected, queued: report.queued })
  takeLoads(keeper, ctx, server, report.loads, toSafeNumber(ctx.timeMs))
}

/** Takes one report of a batch. @returns 0, or the code of codespace router that refuses it */
export function takeReport(keeper: RouterKeeper, ctx: Context, signed: SignedLoadReport): number {
  try {
    ctx.atomic((branch) => take(keeper, branch, signed))
    return 0
  } catch (error) {
    if (error instanceof TxError && error.codespace === 'router') return error.code
    throw error
  }
}
