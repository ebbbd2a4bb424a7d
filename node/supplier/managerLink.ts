import { type Measure, paymentOf } from '../metering/managerApi.js'
import { ManagerError, type SlaClient } from '../metering/slaClient.js'
import type { ManagerLink } from './admission.js'

/** How long a request waits for the SLA Manager's voucher, in ms. */
const PATIENCE_MS = 3_000

/** How a supplier deals with the SLA Manager. */
export interface LinkOptions {
  /**
   * Each receipt is brought when it is signed, and vouchers for what clients have measured there are fetched
   * before a claim. Default false: receipts come with the client's word, vouchers with the client.
   */
  readonly eager?: boolean
  /** Told what the manager does not take. Default: nobody. */
  readonly log?: (text: string) => void
}

/**
 * The supplier's side of an SLA client: forwards both words on the last answer, and waits for the voucher. A
 * manager that is away refuses nothing for good: the words stay queued, and the client may pay by itself.
 */
export function managerLink(
  sla: SlaClient,
  patienceMs = PATIENCE_MS,
  { eager = false, log = () => undefined }: LinkOptions = {},
): ManagerLink {
  const link: ManagerLink = {
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
      const told = sla.forward(measure)
      // It may be refused after nobody waits any more.
      told.catch(() => undefined)
      try {
        const report = await Promise.race([told, late])
        return report === undefined ? undefined : paymentOf(report).voucher
      } catch (error) {
        if (error instanceof ManagerError) return undefined
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
  }
  if (!eager) return link
  return {
    ...link,
    answered(descriptor, receipt) {
      sla.forward({ descriptor, receipt }).catch(({ code, message }: ManagerError) => {
        if (code !== 'closed') log(`the SLA Manager does not take a receipt: ${message}`)
      })
    },
    async latest(channel) {
      try {
        const { voucher, checkpoint } = paymentOf(await sla.report(channel))
        if (voucher === undefined || checkpoint === undefined) return undefined
        return { ...voucher, checkpoint }
      } catch (error) {
        if (!(error instanceof ManagerError)) throw error
        log(`the SLA Manager has no voucher: ${error.message}`)
        return undefined
      }
    },
  }
}
