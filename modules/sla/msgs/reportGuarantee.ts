import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { SlaError } from '../errors.js'
import { checkReport, report } from '../guaranteeReport.js'
import type { SlaKeeper } from '../keeper.js'

const MAX_REPORTS = 64

type Msg = PlainTypes['infonex.sla.v1.MsgReportGuarantee']
type Response = PlainTypes['infonex.sla.v1.MsgReportGuaranteeResponse']

/** Brings what client and supplier signed of guarantees; anybody may. */
export function reportGuarantee(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgReportGuarantee', 'infonex.sla.v1.MsgReportGuaranteeResponse'),
    signers: ({ sender }) => [sender],
    validateBasic({ sender, reports }) {
      keeper.addresses.toBytes(sender)
      if (reports.length < 1 || reports.length > MAX_REPORTS)
        throw SlaError.invalidReport(
          `reports has ${reports.length} entries, want 1 to ${MAX_REPORTS}`,
        )
      for (const one of reports) checkReport(one)
    },
    execute(ctx, { reports }) {
      for (const one of reports) report(keeper, ctx, one)
      return {}
    },
  }
}
