import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import type { PlanIssue } from '../../../modules/sla/ir/consistency.js'
import type { Counter } from '../../../modules/sla/ir/meter.js'
import type { CompiledSla } from '../../sla/compileSla.js'
import type { ImportedSla } from '../../sla/importSla.js'
import type { Problem } from '../../sla/problem.js'
import { CliError } from '../cliError.js'
import type { OutputFlags } from '../flags.js'
import { outputFlags } from '../flags.js'
import { bold, print, remark, table, wantsJson } from '../output.js'

/** A document that was read and compiled. */
interface Read {
  readonly file: string
  readonly rawBytes: number
  readonly imported: ImportedSla
  readonly compiled: CompiledSla
}

/** Rows of a limits table above which operations with like limits are one row. */
const FOLD_ABOVE = 100

/** @throws SlaImportError for what is refused, CliError for what cannot be read */
async function readFile(file: string): Promise<Read> {
  const { besideFile, readCapped } = await import('../../sla/besideFile.js')
  const { importSla } = await import('../../sla/importSla.js')
  const { compileSla } = await import('../../sla/compileSla.js')
  const bytes = readCapped(file)
  if (bytes === undefined) throw new CliError('no_file', `There is no file ${file} to read.`)
  const imported = importSla(bytes, { file, readBeside: besideFile(file) })
  return { file, rawBytes: bytes.length, imported, compiled: compileSla(imported, file) }
}

/** As `readFile`; a refusal becomes the command's error. */
async function readOrRefuse(file: string): Promise<Read> {
  const { SlaImportError, problemText } = await import('../../sla/problem.js')
  try {
    return await readFile(file)
  } catch (error) {
    if (!(error instanceof SlaImportError)) throw error
    const [first = error.message] = error.problems.map(problemText)
    const more = error.problems.length - 1
    const rest = more === 0 ? '' : ` and ${more} more (infonex sla check)`
    throw new CliError('sla_refused', first + rest)
  }
}

function summary({ file, rawBytes, imported, compiled }: Read) {
  const { dialect, document, bytes, warningCounts } = imported
  const warnings = Object.values(warningCounts).reduce((sum, count) => sum + count, 0)
  return {
    file,
    dialect,
    sha256: compiled.sha256,
    raw_bytes: rawBytes,
    canonical_bytes: bytes.length,
    compiled_bytes: compiled.encoded.length,
    plans: Object.keys(document.plans).length,
    warnings,
    settlement: document.settlement === undefined ? 'none' : document.settlement.denom,
    chain: compiled.chainRefusal ?? 'fits',
  }
}

async function compileFiles(
  files: readonly string[],
  flags: OutputFlags & { readonly out?: string },
): Promise<void> {
  const { out } = flags
  if (out !== undefined && files.length > 1)
    throw new CliError('bad_argument', `--out is for one document, got ${files.length}.`)
  const rows = []
  for (const file of files) {
    const read = await readOrRefuse(file)
    const { bytes } = read.imported
    if (out === '-') {
      process.stdout.write(bytes)
      return
    }
    if (out !== undefined) writeFileSync(out, bytes)
    rows.push(out === undefined ? summary(read) : { ...summary(read), written: out })
  }
  print(rows.length === 1 ? (rows[0] as (typeof rows)[number]) : rows, flags)
}

interface Checked {
  readonly file: string
  readonly dialect: string | null
  readonly sha256: string | null
  readonly chain: string | null
  /** Denomination that the plans are paid in; without it they can be read and not offered. */
  readonly settlement: string | null
  readonly refusals: readonly Problem[]
  readonly warnings: readonly Problem[]
  readonly warningCounts: Readonly<Record<string, number>>
  /** What does not agree within the document; an error keeps the chain from taking its plans. */
  readonly issues: readonly PlanIssue[]
}

async function checkFile(file: string): Promise<Checked> {
  const { SlaImportError } = await import('../../sla/problem.js')
  const { checkPlans } = await import('../../../modules/sla/ir/consistency.js')
  try {
    const { imported, compiled } = await readFile(file)
    const { dialect, document, warnings, warningCounts } = imported
    const settlement = document.settlement?.denom ?? null
    const chain = compiled.chainRefusal ?? 'fits'
    const { sha256, ir } = compiled
    const issues = checkPlans(ir)
    const found = { refusals: [], warnings, warningCounts, issues }
    return { file, dialect, sha256, chain, settlement, ...found }
  } catch (error) {
    if (!(error instanceof SlaImportError)) throw error
    const nothing = { dialect: null, sha256: null, chain: null, settlement: null }
    const found = { refusals: error.problems, warnings: [], warningCounts: {}, issues: [] }
    return { file, ...nothing, ...found }
  }
}

async function printChecked(one: Checked): Promise<void> {
  const { problemText } = await import('../../sla/problem.js')
  const lines = [
    ...one.refusals.map((problem) => `refused: ${problemText(problem)}`),
    ...one.warnings.map((problem) => `warning: ${problemText(problem)}`),
  ]
  const kept = new Map<string, number>()
  for (const { rule } of one.warnings) kept.set(rule, (kept.get(rule) ?? 0) + 1)
  for (const [rule, count] of Object.entries(one.warningCounts)) {
    const more = count - (kept.get(rule) ?? 0)
    if (more > 0) lines.push(`warning: ${one.file}: ${more} more of ${rule}`)
  }
  for (const { severity, path, reason, code } of one.issues)
    lines.push(`${severity}: ${one.file}: ${path}: ${reason} (${code})`)
  const verdict =
    one.refusals.length > 0
      ? 'refused'
      : `${one.dialect}, chain: ${one.chain}, settlement: ${one.settlement ?? 'none'}`
  process.stdout.write(`${[...lines, `${bold(one.file)}: ${verdict}`].join('\n')}\n`)
}

const isWrong = ({ refusals, issues }: Checked): boolean =>
  refusals.length > 0 || issues.some(({ severity }) => severity === 'error')

async function checkFiles(files: readonly string[], flags: OutputFlags): Promise<void> {
  const all: Checked[] = []
  for (const file of files) {
    const one = await checkFile(file)
    all.push(one)
    if (!wantsJson(flags)) await printChecked(one)
  }
  if (wantsJson(flags)) {
    const rows = all.map(({ refusals, warnings, warningCounts, issues, ...rest }) => ({
      ...rest,
      refusals: refusals.map((problem) => ({ ...problem })),
      warnings: warnings.map((problem) => ({ ...problem })),
      warning_counts: { ...warningCounts },
      issues: issues.map((issue) => ({ ...issue })),
    }))
    print(rows, flags)
  }
  if (all.some(isWrong)) process.exitCode = 1
}

/** `POST /v1/chat requests=1000 tokens=5000` as counters. */
function parseUsage(text: string): Counter[] {
  const [method = '', operation = '', ...amounts] = text.trim().split(/\s+/)
  const wrong = (): CliError =>
    new CliError('bad_argument', `Want 'POST /path metric=1000', got '${text.slice(0, 80)}'.`)
  if (!/^[a-zA-Z]+$/.test(method) || operation === '' || amounts.length === 0) throw wrong()
  return amounts.map((one) => {
    const parts = /^([^=]+)=(\d{1,20})$/.exec(one)
    if (parts === null) throw wrong()
    const [, metric = '', units = '0'] = parts
    return { operation, method: method.toLowerCase(), metric, total: BigInt(units) }
  })
}

function timeMs(text: string | undefined, flag: string): bigint | undefined {
  if (text === undefined) return undefined
  const ms = Date.parse(text)
  if (Number.isSafeInteger(ms) && ms >= 0) return BigInt(ms)
  throw new CliError('bad_argument', `${flag} wants a time such as 2026-01-31T12:00:00Z.`)
}

type PriceFlags = OutputFlags & {
  readonly plan?: string
  readonly usage: readonly string[]
  readonly from?: string
  readonly until?: string
  readonly all?: boolean
}

async function printTables(read: Read, flags: PriceFlags): Promise<void> {
  const { foldLimitRows, guaranteeRows, limitRows, priceRows } = await import('../../sla/tables.js')
  const { document } = read.imported
  const ofPlan = <T extends { readonly plan: string }>(rows: readonly T[]): T[] =>
    rows
      .filter(({ plan }) => flags.plan === undefined || plan === flags.plan)
      .map((r) => ({ ...r }))
  const prices = ofPlan(priceRows(document))
  const limits = ofPlan(limitRows(document))
  const guarantees = ofPlan(guaranteeRows(document))
  if (flags.plan !== undefined && prices.length === 0)
    throw new CliError('no_plan', `${read.file} has no plan ${flags.plan}.`)
  const { settlement } = document
  if (wantsJson(flags)) {
    const money = settlement === undefined ? null : { ...settlement }
    print({ file: read.file, settlement: money, prices, limits, guarantees }, flags)
    return
  }
  const isFolded = limits.length > FOLD_ABOVE && flags.all !== true
  const shown = isFolded ? foldLimitRows(limits).map((row) => ({ ...row })) : limits
  const parts = [
    [bold('Prices'), ...table(prices)],
    [bold('Limits'), ...table(shown)],
    [bold('Guarantees'), ...table(guarantees)],
  ].filter((lines) => lines.length > 1)
  process.stdout.write(`${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`)
  if (settlement !== undefined) {
    const { denom, units, per } = settlement
    process.stdout.write(`\nSettlement: ${units} ${denom} for ${per} of the currency\n`)
  }
  if (isFolded) remark(`${limits.length} limits; --all prints each`)
}

async function printPrice(read: Read, plan: string, flags: PriceFlags): Promise<void> {
  const { priceUsage } = await import('../../sla/priceUsage.js')
  const { SlaIrError } = await import('../../../modules/sla/ir/errors.js')
  const counters = flags.usage.flatMap(parseUsage)
  const { metrics } = read.imported.document
  const unknown = counters.find(({ metric }) => !Object.hasOwn(metrics, metric))
  if (unknown !== undefined)
    throw new CliError('no_metric', `${read.file} has no metric ${unknown.metric}.`)
  const endMs = timeMs(flags.until, '--until') ?? timeMs(flags.from, '--from') ?? 0n
  const startMs = timeMs(flags.from, '--from') ?? endMs
  try {
    const priced = priceUsage(read.compiled.ir, plan, counters, { startMs, endMs })
    const { currency, cost, isExact, settlement, unbillable, unpriced } = priced
    print(
      {
        file: read.file,
        plan,
        cost,
        currency,
        exact: isExact,
        settlement:
          settlement === undefined ? null : `${settlement.amount.toString()}${settlement.denom}`,
        unbillable: unbillable.map((one) => ({ ...one, units: one.units.toString() })),
        unpriced: unpriced.map((one) => ({ ...one })),
      },
      flags,
    )
  } catch (error) {
    if (error instanceof SlaIrError) throw new CliError('sla_refused', error.message)
    throw error
  }
}

async function priceFile(file: string, flags: PriceFlags): Promise<void> {
  const read = await readOrRefuse(file)
  if (flags.usage.length === 0) return printTables(read, flags)
  const names = Object.keys(read.imported.document.plans)
  const plan = flags.plan ?? (names.length === 1 ? names[0] : undefined)
  if (plan === undefined)
    throw new CliError(
      'missing_flag',
      `--plan is wanted: one of ${names.join(', ').slice(0, 200)}.`,
    )
  if (!names.includes(plan)) throw new CliError('no_plan', `${file} has no plan ${plan}.`)
  return printPrice(read, plan, flags)
}

/** `infonex sla`. */
export function command(): Command {
  const sla = new Command('sla')
  sla.addCommand(
    outputFlags(new Command('check'))
      .description(
        'tell every refusal and warning; and whether plans agree with themselves; exit code 1 when anything is wrong',
      )
      .argument('<files...>', 'SLA4OAI documents, YAML or JSON')
      .action(checkFiles),
  )
  sla.addCommand(
    outputFlags(new Command('compile'))
      .description('write the canonical JSON that the chain takes; print its hash and sizes')
      .argument('<files...>', 'SLA4OAI documents, YAML or JSON')
      .option('--out <file>', 'where to write it; - is stdout')
      .action(compileFiles),
  )
  sla.addCommand(
    outputFlags(new Command('price'))
      .description('print prices, limits and guarantees, or what usage costs')
      .argument('<file>', 'SLA4OAI document, YAML or JSON')
      .option('--plan <name>', 'this plan only')
      .option(
        '--usage <text>',
        "such as 'POST /v1/chat requests=1000'; may be repeated",
        (text: string, all: readonly string[]) => [...all, text],
        [],
      )
      .option('--from <time>', 'when the plan began; the base price runs from there')
      .option('--until <time>', 'when the usage happened')
      .option('--all', 'every limit, also of operations with like limits')
      .action(priceFile),
  )
  return sla
}
