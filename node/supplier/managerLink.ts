import { type Measure, paymentOf } from '../metering/managerApi.js'
import { ManagerError, type SlaClient } from '../metering/slaClient.js'
import type { ManagerLink } from './admission.js'

/** How long a request waits for the SLA Manager's voucher, in ms. */
const PATIENCE_MS = 3_000

/**
 * The supplier's side of an SLA client: forwards both words on the last answer, and waits for the voucher. A
 * manager that is away refuses nothing for good: the words stay queued, and the client may pay by itself.
 */
export function managerLink(sla: SlaClient, patienceMs = PATIENCE_MS): ManagerLink {
  return {
    async voucherFor({ descriptor, receipt, request, measurement }) {
      const measure: Measure = {
        ...{ descriptor, receipt },
        ...(request === undefined ? {} : { request }),
        ...(measurement === undefined ? {} : { measurement }),
      }
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<undefined>((done) => {
        timer = setTimeout(done, patienceMs, undefined)
      })
      try {
        const report = await Promise.race([sla.forward(measure), late])
        return report === undefined ? undefined : paymentOf(report).voucher
      } catch (error) {
        if (error instanceof ManagerError) return undefined
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
