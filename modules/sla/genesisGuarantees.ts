import { toHex } from '../../chain/types/bytes.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { type ChannelReport, type WindowId, windowKey } from './guaranteeBook.js'
import type { SlaKeeper } from './keeper.js'
import type { Problems } from './problems.js'

type Genesis = PlainTypes['infonex.sla.v1.GenesisState']
type Guarantees = Pick<Genesis, 'windows' | 'reports' | 'ledgers' | 'uses'>

const NO_ID: WindowId = { retailId: 0n, wholesaleId: 0n, guarantee: 0, startMs: 0n }
const keyOf = (id: WindowId | null): string => toHex(windowKey.encode(id ?? NO_ID))
const contractOf = ({ retailId, wholesaleId }: { retailId: bigint; wholesaleId: bigint }): string =>
  `${retailId} ${wholesaleId}`

function checkWindows(p: Problems, g: Guarantees): void {
  const reports = new Map<string, ChannelReport[]>()
  g.reports.forEach((report, i) => {
    const at = `sla.reports[${i}]`
    p.add(report.window === null, `${at}.window is absent`)
    p.add(report.counters === null, `${at}.counters are absent`)
    p.add(report.channelId.length !== 32, `${at}.channel_id has ${report.channelId.length} bytes`)
    p.amount(`${at}.value`, report.value)
    const key = keyOf(report.window)
    reports.set(key, [...(reports.get(key) ?? []), report])
  })
  g.windows.forEach((window, i) => {
    const at = `sla.windows[${i}]`
    p.add(window.id === null, `${at}.id is absent`)
    const value = p.amount(`${at}.value`, window.value)
    const own = reports.get(keyOf(window.id)) ?? []
    reports.delete(keyOf(window.id))
    const settled = window.verdict !== null
    p.add(settled && own.length > 0, `${at} is settled and has ${own.length} reports`)
    if (settled) return
    const sum = own.reduce((all, one) => all + p.amount(`${at}.value`, one.value), 0n)
    const total = own.reduce((all, { counters }) => all + (counters?.total ?? 0n), 0n)
    p.add(
      own.length !== window.channels,
      `${at}.channels is ${window.channels}, ${own.length} reported`,
    )
    p.add(value !== sum, `${at}.value is ${value}, its reports have ${sum}`)
    const known = window.counters?.total ?? 0n
    p.add(known !== total, `${at}.counters.total is ${known}, its reports have ${total}`)
  })
  g.reports.forEach(({ window }, i) => {
    p.add(reports.has(keyOf(window)), `sla.reports[${i}] is of no window of sla.windows`)
  })
}

/** Windows with their reports, and what was paid and given back. */
export function checkGuarantees(p: Problems, g: Guarantees): void {
  p.once(
    'sla.windows',
    g.windows.map(({ id }) => keyOf(id)),
  )
  p.once(
    'sla.reports',
    g.reports.map(({ window, channelId }) => `${keyOf(window)} ${toHex(channelId)}`),
  )
  p.once('sla.ledgers', g.ledgers.map(contractOf))
  p.once(
    'sla.uses',
    g.uses.map((use) => `${contractOf(use)} ${use.guarantee}`),
  )
  checkWindows(p, g)
  const served = new Map<string, bigint>()
  g.ledgers.forEach((ledger, i) => {
    const at = `sla.ledgers[${i}]`
    const all = p.amount(`${at}.served`, ledger.served)
    const back = p.amount(`${at}.compensated`, ledger.compensated)
    p.add(all === 0n, `${at}.served is 0, want more`)
    p.add(back > all, `${at}.compensated is ${back}, want at most served (${all})`)
    served.set(contractOf(ledger), all)
  })
  g.uses.forEach((use, i) => {
    const at = `sla.uses[${i}].value`
    const value = p.amount(at, use.value)
    const most = served.get(contractOf(use)) ?? 0n
    p.add(value > most || value === 0n, `${at} is ${value}, want 1 to what was served (${most})`)
  })
}

export function initGuarantees({ guarantees }: SlaKeeper, ctx: Context, g: Guarantees): void {
  for (const window of g.windows) guarantees.windows.set(ctx, window.id ?? NO_ID, window)
  for (const report of g.reports)
    guarantees.reports.set(ctx, [report.window ?? NO_ID, report.channelId], report)
  for (const { retailId, wholesaleId, served, compensated } of g.ledgers) {
    guarantees.served.set(ctx, [retailId, wholesaleId], BigInt(served))
    if (compensated !== '0')
      guarantees.compensated.set(ctx, [retailId, wholesaleId], BigInt(compensated))
  }
  for (const { value, ...key } of g.uses) guarantees.used.set(ctx, key, BigInt(value))
}

export function exportGuarantees({ guarantees }: SlaKeeper, ctx: QueryContext): Guarantees {
  return {
    windows: [...guarantees.windows.walk(ctx)].map(([, window]) => window),
    reports: [...guarantees.reports.walk(ctx)].map(([, report]) => report),
    ledgers: [...guarantees.served.walk(ctx)].map(([[retailId, wholesaleId], served]) => ({
      retailId,
      wholesaleId,
      served: served.toString(),
      compensated: (guarantees.compensated.get(ctx, [retailId, wholesaleId]) ?? 0n).toString(),
    })),
    uses: [...guarantees.used.walk(ctx)].map(([key, value]) => ({
      ...key,
      value: value.toString(),
    })),
  }
}
