/** Which rpcs there are, under the names that the command line gives them. */
import type { RpcMethod, RpcService } from '../../proto/gen/services.js'
import { SERVICES } from '../../proto/gen/services.js'

/** One rpc as a command. */
export interface RpcCommand {
  /** all-balances */
  readonly name: string
  /** Further names that people know from the SDK. */
  readonly aliases: readonly string[]
  /** Request fields that may stand as arguments, in order. */
  readonly args: readonly string[]
  /** Request fields whose own fields are flags, too: `terms`, `terms.shape`. */
  readonly flat: readonly string[]
  readonly service: string
  readonly method: RpcMethod
}

interface Known {
  readonly aliases?: string[]
  readonly args?: string[]
  readonly flat?: string[]
}

const TERMS = { flat: ['terms', 'terms.shape'] }
const MATCH = { args: ['match_id'] }

/** Names and arguments that people know, such as those of the SDK, where they are not those of the rpc. */
const KNOWN: Readonly<Record<string, Known>> = {
  'cosmos.auth.v1beta1.Query/Account': { args: ['address'] },
  'cosmos.auth.v1beta1.Query/ModuleAccountByName': { aliases: ['module-account'] },
  'cosmos.bank.v1beta1.Query/AllBalances': { aliases: ['balances'] },
  'cosmos.bank.v1beta1.Query/Balance': { args: ['address', 'denom'] },
  'cosmos.bank.v1beta1.Query/SpendableBalanceByDenom': {
    aliases: ['spendable-balance'],
    args: ['address', 'denom'],
  },
  'cosmos.bank.v1beta1.Query/TotalSupply': { aliases: ['total'] },
  'cosmos.bank.v1beta1.Query/SupplyOf': { aliases: ['total-supply-of'], args: ['denom'] },
  'cosmos.authz.v1beta1.Query/Grants': { args: ['granter', 'grantee', 'msg_type_url'] },
  'cosmos.authz.v1beta1.Query/GranterGrants': { aliases: ['grants-by-granter'] },
  'cosmos.authz.v1beta1.Query/GranteeGrants': { aliases: ['grants-by-grantee'] },
  'cosmos.feegrant.v1beta1.Query/Allowance': { aliases: ['grant'] },
  'cosmos.feegrant.v1beta1.Query/Allowances': { aliases: ['grants-by-grantee'] },
  'cosmos.feegrant.v1beta1.Query/AllowancesByGranter': { aliases: ['grants-by-granter'] },
  'cosmos.base.tendermint.v1beta1.Service/GetNodeInfo': { aliases: ['node-info'] },
  'cosmos.base.tendermint.v1beta1.Service/GetSyncing': { aliases: ['syncing'] },
  'cosmos.base.tendermint.v1beta1.Service/GetLatestBlock': { aliases: ['block-latest'] },
  'cosmos.base.tendermint.v1beta1.Service/GetBlockByHeight': {
    aliases: ['block-by-height'],
    args: ['height'],
  },
  'cosmos.base.tendermint.v1beta1.Service/GetLatestValidatorSet': { aliases: ['validator-set'] },
  'cosmos.base.tendermint.v1beta1.Service/GetValidatorSetByHeight': {
    aliases: ['validator-set-by-height'],
    args: ['height'],
  },
  'cosmos.bank.v1beta1.Msg/Send': { args: ['from_address', 'to_address', 'amount'] },
  'cosmos.feegrant.v1beta1.Msg/GrantAllowance': {
    aliases: ['grant'],
    args: ['granter', 'grantee', 'allowance'],
  },
  'cosmos.feegrant.v1beta1.Msg/RevokeAllowance': {
    aliases: ['revoke'],
    args: ['granter', 'grantee'],
  },
  'cosmos.authz.v1beta1.Msg/Grant': { args: ['grantee', 'grant'] },
  'cosmos.authz.v1beta1.Msg/Revoke': { args: ['grantee', 'msg_type_url'] },
  'infonex.router.v1.Msg/SubscribeServer': { aliases: ['subscribe'] },
  'infonex.router.v1.Msg/UpdateServer': { aliases: ['update'], args: ['server_id'] },
  'infonex.router.v1.Msg/UnsubscribeServer': { aliases: ['unsubscribe'], args: ['server_id'] },
  'infonex.router.v1.Msg/Heartbeat': { args: ['server_id'] },
  'infonex.router.v1.Msg/ReportLoad': { args: ['server_id'] },
  'infonex.router.v1.Msg/RequestMatch': TERMS,
  'infonex.router.v1.Msg/ConfirmMatch': { aliases: ['confirm'], ...MATCH },
  'infonex.router.v1.Msg/RejectMatch': { aliases: ['reject'], ...MATCH },
  'infonex.router.v1.Msg/ReportNoShow': { aliases: ['no-show'], ...MATCH },
  'infonex.router.v1.Msg/ReleaseLease': { aliases: ['release'], ...MATCH },
  'infonex.router.v1.Msg/AttachChannel': {
    aliases: ['attach'],
    args: ['match_id', 'channel_id'],
  },
  'infonex.router.v1.Msg/ReportLate': MATCH,
  'infonex.router.v1.Query/Candidates': TERMS,
  'cosmos.vesting.v1beta1.Msg/CreateVestingAccount': { args: ['to_address', 'amount', 'end_time'] },
}

/** Services whose package does not end in the name that people use. */
const MODULE_NAMES: Readonly<Record<string, string>> = {
  'cosmos.base.tendermint.v1beta1.Service': 'comet',
  'cosmos.base.node.v1beta1.Service': 'node',
  'cosmos.tx.v1beta1.Service': 'tx-service',
}

/** AllBalances -> all-balances */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

function templateParams(method: RpcMethod): string[] {
  const template = method.http.find(([verb]) => verb === 'GET')?.[1] ?? ''
  return [...template.matchAll(/\{([a-z0-9_]+)(?:=\*\*)?\}/g)].map(([, name]) => name as string)
}

function rpcCommand(service: string, method: RpcMethod): RpcCommand {
  const known = KNOWN[`${service}/${method.name}`]
  return {
    name: kebab(method.name),
    aliases: known?.aliases ?? [],
    args: known?.args ?? templateParams(method),
    flat: known?.flat ?? [],
    service,
    method,
  }
}

/** cosmos.bank.v1beta1.Query -> bank */
function moduleName(service: string): string {
  const parts = service.split('.')
  return MODULE_NAMES[service] ?? parts[parts.length - 3] ?? service
}

/**
 * Commands by module. Two packages with one module name (cosmos.gov, infonex.gov) share it; a second rpc
 * of the same name is told apart by its package.
 */
export function rpcModules(
  kind: 'query' | 'msg',
  services: readonly RpcService[] = SERVICES,
): ReadonlyMap<string, readonly RpcCommand[]> {
  const modules = new Map<string, RpcCommand[]>()
  for (const { service, methods } of services) {
    if (service.endsWith('.Msg') !== (kind === 'msg')) continue
    const module = moduleName(service)
    const commands = modules.get(module) ?? []
    for (const method of methods) {
      const command = rpcCommand(service, method)
      const taken = new Set(commands.flatMap((c) => [c.name, ...c.aliases]))
      const root = service.split('.')[0] ?? ''
      commands.push({
        ...command,
        name: taken.has(command.name) ? `${root}-${command.name}` : command.name,
        aliases: command.aliases.filter((a) => !taken.has(a)),
      })
    }
    modules.set(module, commands)
  }
  return modules
}
