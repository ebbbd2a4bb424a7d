/** `infonex query router candidates` for people: why this server, and why not the others. */
import { codec } from '../../chain/codec/proto.js'
import { exclusionText } from '../../client/market.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { bold, table } from './output.js'

type Candidate = PlainTypes['infonex.router.v1.Candidate']

/** FoundBy of the router, as the lane that a request is drawn from. */
const LANES: Readonly<Record<number, string>> = {
  1: 'the server that is named',
  2: 'newcomers',
  3: 'idle slots, each as likely as the other',
  4: 'two servers by proven capacity, the better of both',
  5: 'the list of those that fit',
}

const FITS = 0

/** Thousandths with one decimal place. */
const milli = (value: bigint): string => {
  const tenths = (value + 50n) / 100n
  return `${tenths / 10n}.${tenths % 10n}`
}
const percent = (bps: number): string =>
  `${Math.floor(bps / 100)}.${Math.floor((bps % 100) / 10)} %`
const ms = (us: number): string => `${milli(BigInt(us))} ms`

function row(one: Candidate, fitting: number) {
  const fits = one.exclusion === FITS
  return {
    server: one.serverId.toString(),
    verdict: exclusionText(one.exclusion),
    quote: one.quote,
    latency: ms(one.latencyUs),
    load: `${milli(one.estMilli)} of ${milli(BigInt(one.provenMilli))}`,
    leases: `${one.leases} of ${one.maxLeases}`,
    uptime: one.uptimeClass.toString(),
    breaches: `${one.breaches} of ${one.windows}`,
    wins: fits ? `${one.wins} of ${Math.max(0, fitting - 1)}` : '-',
    share: fits ? percent(one.shareBps) : '-',
    aggregator: one.aggregator,
  }
}

/** Lines for a terminal. @param answer bytes of QueryCandidatesResponse */
export function candidateLines(answer: Uint8Array): string[] {
  const { candidates, fitting, examined, lane, reason } = codec(
    'infonex.router.v1.QueryCandidatesResponse',
  ).decode(answer)
  if (candidates.length === 0)
    return [`No server was looked at: ${exclusionText(reason === FITS ? 1 : reason)}.`]
  const shown = candidates.filter(({ exclusion }) => exclusion === FITS)
  const [best] = shown
  const head =
    best === undefined
      ? `None of ${examined} servers that were looked at fits: the answer would be NO_MATCH.`
      : `${fitting} ${fitting === 1 ? 'server fits' : 'servers fit'}, ${examined} were looked at. Drawn from ${LANES[lane] ?? 'no lane'}.`
  const why =
    best === undefined
      ? []
      : [
          shown.length === 1
            ? `Server ${best.serverId} is the only one shown that fits; its share of the draw is ${percent(best.shareBps)}.`
            : `Server ${best.serverId} compares best: better than ${best.wins} of the other ${shown.length - 1} shown; its share of the draw is ${percent(best.shareBps)}.`,
        ]
  return [
    bold(head),
    ...why,
    '',
    ...table(candidates.map((one) => row(one, shown.length))),
    '',
    'load: jobs believed to be at work, of proven slots. breaches: closed windows with a breach. share: of the draw.',
  ]
}
