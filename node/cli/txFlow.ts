/** From messages to a block: account, gas, fee, confirmation, signature, broadcast. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { coinsToWire } from '../../chain/types/coin.js'
import type { Json } from '../../chain/types/module.js'
import type { Keyring } from '../keyring/keyring.js'
import type { KeyRecord } from '../keyring/record.js'
import { addressOf } from '../keyring/record.js'
import { bytesToJson, toJson } from '../protoJson/write.js'
import { hexUpper } from '../services/txResponse.js'
import type { SignerAccount } from '../tx/account.js'
import { signerAccount } from '../tx/account.js'
import type { AnyMessage, Fee, TxBody } from '../tx/buildTx.js'
import {
  encodeAuthInfo,
  encodeBody,
  encodeTx,
  MODE_AMINO,
  MODE_DIRECT,
  signDocBytes,
  simulationTx,
  singleSigner,
  txBody,
} from '../tx/buildTx.js'
import { adjustGas, feeFor, parseCoinList, parseGasPrices, simulateGas } from '../tx/gas.js'
import { RpcAccess } from '../tx/rpcAccess.js'
import { CliError } from './cliError.js'
import type { KeyringFlags, NodeFlags, OutputFlags } from './flags.js'
import { bigNumber, keyringFlags, nodeFlags, outputFlags } from './flags.js'
import { print, remark, textLines } from './output.js'
import { confirm } from './prompt.js'

/** Flags of every command that makes a transaction; named as the SDK names them. */
export interface TxFlags extends KeyringFlags, NodeFlags, OutputFlags {
  readonly from?: string
  readonly gas: string
  readonly gasAdjustment: number
  readonly fees?: string
  readonly gasPrices?: string
  readonly feeGranter?: string
  readonly feePayer?: string
  readonly memo: string
  readonly timeoutHeight?: bigint
  readonly signMode: 'direct' | 'amino-json'
  readonly generateOnly?: boolean
  readonly dryRun?: boolean
  readonly offline?: boolean
  readonly accountNumber?: bigint
  readonly sequence?: bigint
  readonly broadcastMode: 'sync' | 'async'
  readonly wait?: boolean
  readonly yes?: boolean
}

const MODES = { direct: MODE_DIRECT, 'amino-json': MODE_AMINO } as const
/** How long --wait waits. */
const WAIT_MS = 60_000

function adjustment(text: string): number {
  const value = Number(text)
  if (value >= 1 && value <= 100) return value
  throw new CliError(
    'bad_argument',
    `--gas-adjustment: want a number from 1 to 100, got "${text}".`,
  )
}

/** Flags that say who signs and with which numbers. */
export function signFlags(command: Command): Command {
  return nodeFlags(keyringFlags(outputFlags(command)))
    .option('--from <key>', 'name or address of the key that signs')
    .addOption(new Option('--sign-mode <mode>').choices(['direct', 'amino-json']).default('direct'))
    .option('--offline', 'ask no node: needs --chain-id, -a and -s')
    .option('-a, --account-number <n>', 'account number (offline)', bigNumber)
    .option('-s, --sequence <n>', 'sequence (offline)', bigNumber)
}

/** All flags of a command that makes a transaction. */
export function txFlags(command: Command): Command {
  return signFlags(command)
    .option('--gas <limit>', 'gas limit, or auto to simulate', 'auto')
    .option('--gas-adjustment <factor>', 'room above the simulated gas', adjustment, 1.4)
    .option('--fees <coins>', 'fee in all, such as 500uinx')
    .option('--gas-prices <prices>', 'fee for each unit of gas, such as 0.025uinx')
    .option('--fee-granter <address>', 'account that grants the fee')
    .option('--fee-payer <address>', 'account that pays the fee, and signs too')
    .option('--note, --memo <text>', 'memo', '')
    .option('--timeout-height <n>', 'not valid after this height', bigNumber)
    .option('--generate-only', 'print the unsigned transaction')
    .option('--dry-run', 'simulate only')
    .addOption(
      new Option('-b, --broadcast-mode <mode>', 'sync waits for CheckTx, async for nothing')
        .choices(['sync', 'async'])
        .default('sync'),
    )
    .option('--wait', 'wait until it is in a block')
    .option('-y, --yes', 'do not ask')
}

/** The key that --from names. @throws CliError */
export async function signerKey(ring: Keyring, flags: TxFlags): Promise<KeyRecord> {
  if (flags.from === undefined || flags.from === '')
    throw new CliError('missing_flag', 'Say who signs: --from with the name or address of a key.')
  return ring.find(flags.from, flags.addressPrefix)
}

/** Account number, sequence and chain id: from flags when offline, else from the node. */
export async function signerFacts(
  flags: TxFlags,
  address: string,
): Promise<{ chainId: string; account: SignerAccount }> {
  const { accountNumber, sequence, chainId } = flags
  if (flags.offline === true) {
    if (chainId === undefined || accountNumber === undefined || sequence === undefined)
      throw new CliError(
        'missing_flag',
        'Offline signing needs --chain-id, --account-number and --sequence.',
      )
    return { chainId, account: { accountNumber, sequence } }
  }
  const access = new RpcAccess(flags.node)
  const theirs = await access.chainId()
  if (chainId !== undefined && chainId !== theirs)
    throw new CliError(
      'wrong_chain',
      `The node at ${access.url} is of ${theirs}, not of ${chainId}.`,
    )
  const found = await signerAccount(access, address)
  if (found === undefined && (accountNumber === undefined || sequence === undefined))
    throw new CliError(
      'no_account',
      `The chain ${theirs} does not know ${address}; send it coins first.`,
    )
  return {
    chainId: theirs,
    account: {
      accountNumber: accountNumber ?? found?.accountNumber ?? 0n,
      sequence: sequence ?? found?.sequence ?? 0n,
    },
  }
}

async function gasLimit(flags: TxFlags, record: KeyRecord, body: TxBody, sequence: bigint) {
  if (flags.gas !== 'auto') {
    if (!/^\d{1,19}$/.test(flags.gas))
      throw new CliError(
        'bad_argument',
        `--gas: want auto or a number, got "${flags.gas.slice(0, 80)}".`,
      )
    if (flags.dryRun !== true) return BigInt(flags.gas)
  }
  if (flags.offline === true) throw new CliError('missing_flag', 'Offline, --gas must be a number.')
  const tx = simulationTx(encodeBody(body), record.publicKey, sequence)
  const used = await simulateGas(new RpcAccess(flags.node), tx)
  return adjustGas(used, flags.gasAdjustment)
}

function feeOf(flags: TxFlags, gas: bigint): Fee {
  if (flags.fees !== undefined && flags.gasPrices !== undefined)
    throw new CliError('bad_argument', 'Give --fees or --gas-prices, not both.')
  const coins = parseCoinList(flags.fees ?? '')
  const prices = parseGasPrices(flags.gasPrices ?? '')
  if (coins === undefined)
    throw new CliError(
      'bad_argument',
      `--fees: want coins such as 500uinx, got "${flags.fees ?? ''}".`,
    )
  if (prices === undefined)
    throw new CliError(
      'bad_argument',
      `--gas-prices: want prices such as 0.025uinx, got "${flags.gasPrices ?? ''}".`,
    )
  const amount = coinsToWire(flags.gasPrices === undefined ? coins : feeFor(gas, prices))
  return { amount, gasLimit: gas, payer: flags.feePayer ?? '', granter: flags.feeGranter ?? '' }
}

/** The unsigned transaction as JSON. */
function unsignedJson(body: TxBody, fee: Fee): Json {
  const authInfo = { signerInfos: [], fee, tip: null }
  return toJson('cosmos.tx.v1beta1.Tx', { body, authInfo, signatures: [] })
}

/** Signs with one key. The signature stands for the signer info that it goes with. */
export async function signWith(
  ring: Keyring,
  record: KeyRecord,
  mode: TxFlags['signMode'],
  parts: { body: TxBody; fee: Fee; chainId: string; account: SignerAccount },
): Promise<{ authInfo: Uint8Array; signature: Uint8Array }> {
  const { body, fee, chainId, account } = parts
  const authInfo = encodeAuthInfo(
    [singleSigner(record.publicKey, account.sequence, MODES[mode])],
    fee,
  )
  const bytes =
    mode === 'direct'
      ? signDocBytes(encodeBody(body), authInfo, chainId, account.accountNumber)
      : (await import('../tx/amino.js')).aminoSignBytes(body, fee, chainId, account)
  return { authInfo, signature: await ring.sign(record.name, bytes) }
}

/** Broadcasts, prints hash and code, and waits for the block if asked to. */
export async function broadcastTx(
  flags: Pick<TxFlags, 'node' | 'broadcastMode' | 'wait' | 'json' | 'output'>,
  tx: Uint8Array,
): Promise<void> {
  const access = new RpcAccess(flags.node)
  const hash = sha256(tx)
  const check = await access.broadcast(tx, flags.broadcastMode)
  const txhash = hexUpper(hash)
  if (check.code !== 0)
    throw new CliError(
      `${check.codespace}_${check.code}`,
      `The node refused ${txhash}: ${check.log}`,
    )
  if (flags.wait !== true) return print({ txhash, ...check }, flags)
  const found = await access.waitTx(hash, WAIT_MS)
  if (found === undefined)
    throw new CliError(
      'timeout',
      `No block had ${txhash} within ${WAIT_MS / 1000} s; it may still come.`,
    )
  const { code, codespace, log, gasUsed, gasWanted } = found.result
  const height = found.height.toString()
  if (code !== 0)
    throw new CliError(`${codespace}_${code}`, `${txhash} failed in block ${height}: ${log}`)
  print(
    { txhash, height, code, gas_used: gasUsed.toString(), gas_wanted: gasWanted.toString() },
    flags,
  )
}

/** Runs the whole flow for these messages. */
export async function runTx(
  ring: Keyring,
  record: KeyRecord,
  messages: readonly AnyMessage[],
  flags: TxFlags,
): Promise<void> {
  const { memo, timeoutHeight = 0n } = flags
  const body = txBody(messages, { memo, timeoutHeight })
  if (flags.generateOnly === true && flags.gas !== 'auto') {
    print(unsignedJson(body, feeOf(flags, await gasLimit(flags, record, body, 0n))), {
      json: true,
    })
    return
  }
  const address = addressOf(record.publicKey, flags.addressPrefix)
  const { chainId, account } = await signerFacts(flags, address)
  const gas = await gasLimit(flags, record, body, account.sequence)
  if (flags.dryRun === true) return print({ gas_estimate: gas.toString() }, flags)
  const fee = feeOf(flags, gas)
  if (flags.generateOnly === true) return print(unsignedJson(body, fee), { json: true })
  if (record.type !== 'local')
    throw new CliError(
      'cannot_sign',
      `The key "${record.name}" (${record.type}) cannot sign here: use --generate-only, tx sign and tx multisign.`,
    )
  if (flags.yes !== true) {
    remark(textLines(unsignedJson(body, fee)).join('\n'))
    if (!(await confirm(`Sign with "${record.name}" and send to ${chainId}?`)))
      throw new CliError('cancelled', 'Nothing was sent.')
  }
  const parts = { body, fee, chainId, account }
  const { authInfo, signature } = await signWith(ring, record, flags.signMode, parts)
  await broadcastTx(flags, encodeTx(encodeBody(body), authInfo, [signature]))
}

/** A transaction in JSON, as --generate-only and tx sign print it, in its parts. */
export function decodeTxJson(bytes: Uint8Array): { body: TxBody; fee: Fee } {
  const tx = codec('cosmos.tx.v1beta1.Tx').decode(bytes)
  if (tx.body === null || tx.authInfo?.fee === undefined || tx.authInfo.fee === null)
    throw new CliError('bad_tx', 'The transaction lacks its body or its fee.')
  return { body: tx.body, fee: tx.authInfo.fee }
}

/** Any transaction's bytes as JSON. */
export function txJson(bytes: Uint8Array): Json {
  return bytesToJson('cosmos.tx.v1beta1.Tx', bytes)
}
