import { Command, Option } from 'commander'
import { codec } from '../../../chain/codec/proto.js'
import type { Json } from '../../../chain/types/module.js'
import { jsonToBytes } from '../../protoJson/read.js'
import { bytesToJson } from '../../protoJson/write.js'
import { parseHash, RpcAccess } from '../../tx/rpcAccess.js'
import { CliError } from '../cliError.js'
import type { KeyringFlags, NodeFlags, OutputFlags } from '../flags.js'
import { bigNumber, keyringFlags, nodeFlags, outputFlags, wholeNumber } from '../flags.js'
import { openKeyring } from '../keyStore.js'
import { isPaged, MessageFlags } from '../messageFlags.js'
import { print, wantsJson } from '../output.js'
import { addressResolver } from '../resolveAddress.js'
import type { RpcCommand } from '../rpcTable.js'
import { rpcModules } from '../rpcTable.js'

type Flags = NodeFlags & OutputFlags & KeyringFlags & Readonly<Record<string, unknown>>

/** An answer that people read as a table. */
const CANDIDATES = '/infonex.router.v1.Query/Candidates'
/** Arguments that a query does without. */
const OPTIONAL = ['msg_type_url']

/** Pages are asked for as the SDK's command line does. */
function pageFlags(command: Command): void {
  command
    .option('--limit <n>', 'items a page', bigNumber)
    .option('--offset <n>', 'items to pass over', bigNumber)
    .option('--page-key <base64>', 'where the next page begins: next_key of the last')
    .option('--reverse', 'from the end')
    .option('--count-total', 'count all items')
}

function pageJson(flags: Flags): { [k: string]: Json } {
  const { limit, offset, pageKey, reverse, countTotal } = flags
  return {
    ...(limit === undefined ? {} : { limit: String(limit) }),
    ...(offset === undefined ? {} : { offset: String(offset) }),
    ...(pageKey === undefined ? {} : { key: pageKey as string }),
    ...(reverse === true ? { reverse: true } : {}),
    ...(countTotal === true ? { count_total: true } : {}),
  }
}

function rpcQuery(rpc: RpcCommand): Command {
  const command = nodeFlags(keyringFlags(outputFlags(new Command(rpc.name))))
    .description(`${rpc.service}/${rpc.method.name}`)
    .addOption(new Option('--height <n>', 'answer as of this height').argParser(bigNumber))
  for (const alias of rpc.aliases) command.alias(alias)
  const paged = isPaged(rpc.method.request)
  if (paged) pageFlags(command)
  const fields = new MessageFlags(command, rpc.method.request, rpc.args, rpc.flat)
  return command.action(async (...all: unknown[]) => {
    const flags = command.opts<Flags>()
    const resolve = addressResolver(openKeyring(flags), flags.addressPrefix)
    const json = await fields.json(all.slice(0, rpc.args.length), flags, resolve)
    fields.mustHave(json, OPTIONAL)
    const page = paged ? pageJson(flags) : {}
    const whole = Object.keys(page).length === 0 ? json : { ...json, pagination: page }
    const data = jsonToBytes(rpc.method.request, whole)
    const path = `/${rpc.service}/${rpc.method.name}`
    const access = new RpcAccess(flags.node)
    const height = (flags['height'] as bigint | undefined) ?? 0n
    const answer = await access.query(path, data, height)
    if (path === CANDIDATES && !wantsJson(flags)) {
      const { candidateLines } = await import('../candidates.js')
      process.stdout.write(`${candidateLines(answer).join('\n')}\n`)
      return
    }
    print(bytesToJson(rpc.method.response, answer), flags)
  })
}

/** GetTx by hash through the tx service, which decodes it. */
async function showTx(hash: string, flags: Flags): Promise<void> {
  if (parseHash(hash) === undefined)
    throw new CliError(
      'bad_hash',
      `A transaction's hash has 64 hex digits; got "${hash.slice(0, 80)}".`,
    )
  const request = codec('cosmos.tx.v1beta1.GetTxRequest').encode({ hash: hash.replace(/^0x/i, '') })
  const bytes = await new RpcAccess(flags.node).query('/cosmos.tx.v1beta1.Service/GetTx', request)
  const { txResponse } = codec('cosmos.tx.v1beta1.GetTxResponse').decode(bytes)
  if (txResponse === null) throw new CliError('not_found', `There is no transaction ${hash}.`)
  const name = 'cosmos.base.abci.v1beta1.TxResponse'
  print(bytesToJson(name, codec(name).encode(txResponse)), flags)
}

function txCommand(): Command {
  return nodeFlags(outputFlags(new Command('tx')))
    .description('a committed transaction')
    .argument('<hash>', '64 hex digits')
    .action(showTx)
}

function waitTxCommand(): Command {
  return nodeFlags(outputFlags(new Command('wait-tx')))
    .description('wait until a transaction is in a block')
    .argument('<hash>', '64 hex digits')
    .option('--timeout <seconds>', 'how long', wholeNumber(1, 86_400), 15)
    .action(async (hash: string, flags: Flags & { timeout: number }) => {
      const bytes = parseHash(hash)
      if (bytes === undefined)
        throw new CliError(
          'bad_hash',
          `A transaction's hash has 64 hex digits; got "${hash.slice(0, 80)}".`,
        )
      const found = await new RpcAccess(flags.node).waitTx(bytes, flags.timeout * 1000)
      if (found === undefined)
        throw new CliError('timeout', `No block had ${hash} within ${flags.timeout} s.`)
      await showTx(hash, flags)
    })
}

function txsCommand(): Command {
  return nodeFlags(outputFlags(new Command('txs')))
    .description('committed transactions by their events')
    .requiredOption('--query <text>', `such as "message.sender='infonex1...' AND tx.height>5"`)
    .option('--page <n>', 'from 1', wholeNumber(1), 1)
    .option('--limit <n>', 'transactions a page', wholeNumber(1, 100), 30)
    .addOption(new Option('--order-by <order>').choices(['asc', 'desc']).default('asc'))
    .action(
      async (
        flags: Flags & { query: string; page: number; limit: number; orderBy: 'asc' | 'desc' },
      ) => {
        const { query } = flags
        const request = codec('cosmos.tx.v1beta1.GetTxsEventRequest').encode({
          ...{ events: [], pagination: null, query },
          ...{ page: BigInt(flags.page), limit: BigInt(flags.limit) },
          orderBy: flags.orderBy === 'asc' ? 1 : 2,
        })
        const path = '/cosmos.tx.v1beta1.Service/GetTxsEvent'
        const bytes = await new RpcAccess(flags.node).query(path, request)
        const json = bytesToJson('cosmos.tx.v1beta1.GetTxsEventResponse', bytes)
        const { tx_responses: txs = [], total = '0' } = json as Record<string, Json>
        print({ total, txs }, flags)
      },
    )
}

function blockCommand(name: string, method: string, description: string): Command {
  return nodeFlags(outputFlags(new Command(name)))
    .description(description)
    .argument('[height]', 'the latest if absent', bigNumber)
    .action(async (height: bigint | undefined, flags: Flags) => {
      const params = height === undefined ? {} : { height: height.toString() }
      print((await new RpcAccess(flags.node).call(method, params)) as Json, flags)
    })
}

/** `infonex query`; only the module that is named gets its flags, which need the descriptor. */
export function command(words: readonly string[]): Command {
  const query = new Command('query').alias('q')
  query.addCommand(txCommand())
  query.addCommand(txsCommand())
  query.addCommand(waitTxCommand())
  query.addCommand(blockCommand('block', 'block', 'a block'))
  query.addCommand(blockCommand('block-results', 'block_results', 'what came of a block'))
  query.addCommand(blockCommand('validators', 'validators', 'the validators at a height'))
  for (const [module, rpcs] of rpcModules('query')) {
    const one = new Command(module).description(`queries of ${module}`)
    if (words[0] === module || words[0] === 'all')
      for (const rpc of rpcs) one.addCommand(rpcQuery(rpc))
    query.addCommand(one)
  }
  return query
}
