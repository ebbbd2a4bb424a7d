import { Command, Option } from 'commander'
import { SIGNERS } from '../../../proto/gen/services.js'
import { addressOf } from '../../keyring/record.js'
import { jsonToBytes } from '../../protoJson/read.js'
import { messageOf } from '../../protoJson/schema.js'
import { openKeyring } from '../keyStore.js'
import { MessageFlags } from '../messageFlags.js'
import { addressResolver } from '../resolveAddress.js'
import type { RpcCommand } from '../rpcTable.js'
import { rpcModules } from '../rpcTable.js'
import type { TxFlags } from '../txFlags.js'
import { txFlags } from '../txFlags.js'
import { runTx, signerKey } from '../txFlow.js'
import { fileCommands } from './txFiles.js'

/** The field of a message that its one signer stands in; undefined when several sign. */
function signerField(request: string): string | undefined {
  const name = SIGNERS[request]?.[0]
  const field = messageOf(request)?.fields.find((f) => f.jsonName === name)
  return field?.kind === 'string' && !field.repeated ? name : undefined
}

function messageCommand(rpc: RpcCommand): Command {
  const { request } = rpc.method
  const command = txFlags(new Command(rpc.name)).description(request)
  for (const alias of rpc.aliases) command.alias(alias)
  const fields = new MessageFlags(command, request, rpc.args, rpc.flat)
  return command.action(async (...all: unknown[]) => {
    const flags = command.opts<TxFlags & Record<string, unknown>>()
    const ring = openKeyring(flags)
    const resolve = addressResolver(ring, flags.addressPrefix)
    const json = await fields.json(all.slice(0, rpc.args.length), flags, resolve)
    const field = signerField(request)
    // The signer may be named by --from, or stand in the message: `tx bank send FROM TO AMOUNT`.
    const named = field === undefined ? undefined : json[field]
    const from = flags.from ?? (typeof named === 'string' ? named : undefined)
    const record = await signerKey(ring, { ...flags, ...(from === undefined ? {} : { from }) })
    if (field !== undefined && named === undefined)
      json[field] = addressOf(record.publicKey, flags.addressPrefix)
    fields.mustHave(json)
    const message = { type_url: `/${request}`, value: jsonToBytes(request, json) }
    await runTx(ring, record, [message], flags)
  })
}

/** Messages given whole, as JSON: several of any module in one transaction. */
function anyCommand(): Command {
  return txFlags(new Command('messages'))
    .description('a transaction of any messages, given as JSON with "@type"')
    .addOption(
      new Option('--message <json>', 'a message; repeat for more')
        .argParser((text: string, before: string[] | undefined) => [...(before ?? []), text])
        .makeOptionMandatory(),
    )
    .action(async (flags: TxFlags & { message: string[] }) => {
      const { readMessages } = await import('./txFiles.js')
      const ring = openKeyring(flags)
      await runTx(ring, await signerKey(ring, flags), readMessages(flags.message), flags)
    })
}

/** `infonex tx`; only the module that is named gets its flags, which need the descriptor. */
export function command(words: readonly string[]): Command {
  const tx = new Command('tx')
  for (const one of [...fileCommands(), anyCommand()]) tx.addCommand(one)
  for (const [module, rpcs] of rpcModules('msg')) {
    const one = new Command(module).description(`messages of ${module}`)
    if (words[0] === module || words[0] === 'all')
      for (const rpc of rpcs) one.addCommand(messageCommand(rpc))
    tx.addCommand(one)
  }
  return tx
}
