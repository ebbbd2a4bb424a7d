/** Who pays for a client's answers: strategies of one interface. */
import { equalBytes } from '../../chain/types/bytes.js'
import {
  type ChannelDescriptor,
  type SignedReceipt,
  type SignedVoucher,
  voucherBytes,
} from '../../proto/inference/objects.js'
import type { Signer } from '../inference/signers.js'
import { paymentOf, type SignedMeasurement, type WireReport } from './managerApi.js'
import { ManagerError, type SlaClient } from './slaClient.js'

/** What is owed for a channel up to its last answer. */
export interface Due {
  readonly descriptor: ChannelDescriptor
  readonly channelId: Uint8Array
  /** Everything so far, in units of the channel's denomination. */
  readonly cumulative: bigint
  /** The last answer, */
  readonly receipt: SignedReceipt
  /** its id, */
  readonly receiptId: Uint8Array
  /** and the client's word on it; undefined without agreements. */
  readonly measurement: SignedMeasurement | undefined
}

/** Pays what is due. */
export interface Payer {
  /** The voucher for all of it. @throws PayerAway when there is none in time */
  pay(due: Due): Promise<SignedVoucher>
}

/** Nobody pays now; `code` says why: manager_away, or the reason of the manager or its refusal. */
export class PayerAway extends Error {
  override readonly name = 'PayerAway'
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Signs for an amount of a channel, up to an answer of it. */
export function signVoucher(
  signer: Signer,
  chainId: string,
  { channelId, receiptId }: Pick<Due, 'channelId' | 'receiptId'>,
  cumulative: bigint,
): SignedVoucher {
  const voucher = {
    channelId,
    cumulative: cumulative.toString(),
    receiptHead: receiptId,
    validUntilMs: 0n,
  }
  const signature = signer.sign(voucherBytes(chainId, voucher))
  return { voucher, signature, form: 0, descriptor: null, checkpoint: null }
}

/** Direct micropayment: the client holds the key that the channel names. */
export function directPayer(signer: Signer): Payer {
  return {
    pay: (due) => Promise.resolve(signVoucher(signer, due.descriptor.chainId, due, due.cumulative)),
  }
}

/** How long a client waits for the manager's voucher, in ms. */
const PATIENCE_MS = 2_000

/**
 * Payment by an SLA Manager: brings it both words on the last answer, and takes its voucher. What does not get
 * through in time stays queued in the SLA client and is brought later.
 */
export function managerPayer(sla: SlaClient, patienceMs = PATIENCE_MS): Payer {
  return {
    async pay(due) {
      const { descriptor, receipt, measurement } = due
      if (measurement === undefined)
        throw new PayerAway('not_measured', 'an SLA Manager pays under agreements only')
      const report = await inTime(sla.forward({ descriptor, receipt, measurement }), patienceMs)
      const { voucher } = paymentOf(report)
      const paid = voucher?.voucher
      if (voucher === undefined || paid == null || BigInt(paid.cumulative) < due.cumulative)
        throw new PayerAway(
          report.reason?.code ?? 'not_agreed',
          `the SLA Manager has paid ${report.paid} of ${due.cumulative}: ${report.reason?.text ?? report.state}`,
        )
      // Another amount or channel would be a manager gone wrong: the supplier would refuse it, too.
      if (
        BigInt(paid.cumulative) !== due.cumulative ||
        !equalBytes(paid.channelId, due.channelId) ||
        !equalBytes(paid.receiptHead, due.receiptId)
      )
        throw new PayerAway('wrong_voucher', 'the SLA Manager has signed for something else')
      return voucher
    },
  }
}

async function inTime(report: Promise<WireReport>, ms: number): Promise<WireReport> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new PayerAway('manager_away', `the SLA Manager did not answer in ${ms} ms`))
    }, ms)
  })
  try {
    return await Promise.race([report, late])
  } catch (error) {
    if (error instanceof ManagerError) throw new PayerAway(error.code, error.message)
    throw error
  } finally {
    clearTimeout(timer)
    // It may fail after nobody listens any more.
    report.catch(() => undefined)
  }
}
