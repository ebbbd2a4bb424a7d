import { Command } from 'commander'
import type { Json } from '../../../chain/types/module.js'
import { RpcAccess } from '../../tx/rpcAccess.js'
import type { NodeFlags, OutputFlags } from '../flags.js'
import { nodeFlags, outputFlags } from '../flags.js'
import { print } from '../output.js'

/** `infonex status`. */
export function command(): Command {
  return nodeFlags(outputFlags(new Command('status'))).action(
    async (flags: NodeFlags & OutputFlags) =>
      print((await new RpcAccess(flags.node).call('status')) as Json, flags),
  )
}
