import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { RouterError } from '../errors.js'
import type { RouterKeeper } from '../keeper.js'
import { takeReport } from '../reports.js'

type Msg = PlainTypes['infonex.router.v1.MsgReportLoadBatch']
type Response = PlainTypes['infonex.router.v1.MsgReportLoadBatchResponse']

/** Loads of many servers, each signed by its own; a report that cannot be taken does not stop the others. */
export function reportLoadBatch(keeper: RouterKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.router.v1.MsgReportLoadBatch',
      'infonex.router.v1.MsgReportLoadBatchResponse',
    ),
    signers: ({ sender }) => [sender],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.sender)
      if (msg.reports.length === 0) throw RouterError.invalidReport('reports is empty')
    },
    execute(ctx, msg) {
      const { maxReportsPerBatch: most } = keeper.paramsOrDefault(ctx)
      if (msg.reports.length > most)
        throw RouterError.invalidReport(`${msg.reports.length} reports, want at most ${most}`)
      const codes = msg.reports.map((report) => takeReport(keeper, ctx, report))
      return { taken: codes.filter((code) => code === 0).length, codes }
    },
  }
}
