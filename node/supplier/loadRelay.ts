/** Load reports by way of an SLA Manager, which brings those of many servers to the chain at once. */
import { toWire } from '../metering/managerApi.js'
import type { LoadRelay } from './loadReports.js'

const TIMEOUT_MS = 3_000

/** @param url http://host:port of the SLA Manager */
export function loadRelay(url: string, call: typeof fetch = fetch): LoadRelay {
  return async (signed) => {
    const response = await call(`${url}/loads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reports: [toWire('infonex.router.v1.SignedLoadReport', signed)] }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const body = (await response.json().catch(() => ({}))) as {
      readonly error?: string
      readonly results?: readonly { readonly status: string; readonly error?: string }[]
    }
    if (!response.ok) throw new Error(`${response.status}: ${body.error ?? 'no reason'}`)
    const [result] = body.results ?? []
    if (result?.status !== 'taken') throw new Error(result?.error ?? 'no answer for the report')
  }
}
