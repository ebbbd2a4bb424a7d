import { toSafeNumber } from '../../../chain/types/arith.js'
import type { DocCreditStep, DocGuarantee } from './documentTypes.js'
import { SlaIrError, step } from './errors.js'
import type { JsonNode } from './json.js'
import { checkPath } from './paths.js'
import { Fields, listAt, readPeriod, type Reading } from './reader.js'
import * as values from './values.js'

const BPS = 10_000n
const MAX_GUARANTEES = 64
const MAX_CREDITS = 16

function readCredits(f: Fields): DocCreditStep[] {
  const node = f.get('credits')
  if (node === undefined) return []
  const list = listAt(f.at('credits'), node)
  if (list.length > MAX_CREDITS)
    throw new SlaIrError(
      f.at('credits'),
      `${list.length} steps of credit, the most is ${MAX_CREDITS}`,
    )
  const steps = list.map((one, i) => {
    const c = new Fields(step(f.at('credits'), i), one)
    const below = c.get('below')
    const found = {
      belowBps: below === undefined ? 0 : toSafeNumber(c.whole('below', 1n, BPS)),
      creditBps: toSafeNumber(c.whole('creditBps', 1n, BPS)),
    }
    c.end(['below', 'creditBps'])
    return found
  })
  if (new Set(steps.map((one) => one.belowBps)).size !== steps.length)
    throw new SlaIrError(f.at('credits'), 'two steps of credit have one threshold')
  return steps
}

function readGuarantee(r: Reading, path: string, node: JsonNode): DocGuarantee {
  const f = new Fields(path, node)
  const name = f.text('metric')
  const metric = r.metrics[r.metricIds.get(name) ?? -1]
  if (metric === undefined) throw new SlaIrError(f.at('metric'), 'a metric that is not in metrics')
  if (metric.type > values.VALUE_TYPES.indexOf('number'))
    throw new SlaIrError(f.at('metric'), `a ${values.VALUE_TYPES[metric.type]} has no order`)
  const guaranteed = f.text('path')
  if (guaranteed !== 'global') checkPath(f.at('path'), guaranteed)
  const method = f.word('method', ['global', ...values.METHODS])
  const guarantee = {
    path: guaranteed,
    method: ['global', ...values.METHODS][method] as string,
    metricId: r.metricIds.get(name) as number,
    comparison: f.word('op', values.COMPARISONS),
    value: f.decimal('value'),
    period: readPeriod(f, 'period'),
    dynamic: f.flag('window', 'dynamic'),
    quantileBps:
      f.get('quantileBps') === undefined ? 0 : toSafeNumber(f.whole('quantileBps', 1n, BPS)),
    credits: readCredits(f),
  }
  f.end(['path', 'method', 'metric', 'op', 'value', 'period', 'window', 'quantileBps', 'credits'])
  return guarantee
}

/** The guarantees of a plan. */
export function readGuarantees(r: Reading, f: Fields): DocGuarantee[] {
  const node = f.get('guarantees')
  if (node === undefined) return []
  const list = listAt(f.at('guarantees'), node)
  if (list.length > MAX_GUARANTEES)
    throw new SlaIrError(
      f.at('guarantees'),
      `${list.length} guarantees, the most is ${MAX_GUARANTEES}`,
    )
  return list.map((one, i) => readGuarantee(r, step(f.at('guarantees'), i), one))
}
