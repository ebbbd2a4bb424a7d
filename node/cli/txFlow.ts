/** From messages to a block: account, gas, fee, confirmation, signature, broadcast. */
import { writeFileSync } from 'node:fs'
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
import type { AnyMessage, Fee, SignerInfo, TxBody } from '../tx/buildTx.js'
import {
  encodeBody,
  MODE_AMINO,
  MODE_DIRECT,
  signDocBytes,
  simulationTx,
  singleSigner,
  txBody,
} from '../tx/buildTx.js'
import { ChainRefusal } from '../tx/access.js'
import { adjustGas, feeFor, parseCoinList, parseGasPrices, simulateGas } from '../tx/gas.js'
import { RpcAccess } from '../tx/rpcAccess.js'
import type { Signature } from '../tx/signers.js'
import { joinTx, txSigners } from '../tx/signers.js'
import { CliError } from './cliError.js'
import { print, remark, textLines, wantsJson } from './output.js'
import { confirm } from './prompt.js'
import type { SignMode, TxFlags } from './txFlags.js'

const NO_BYTES = new Uint8Array(0)
const MODES = { direct: MODE_DIRECT, 'amino-json': MODE_AMINO } as const
/** SDK code of "unknown request". */
const UNKNOWN_REQUEST = 6
/** How long --wait waits. */
const WAIT_MS = 60_000

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

/** What is simulated: the key that is here, and what the chain knows of the other signers. */
async function simulated(flags: TxFlags, record: KeyRecord, body: TxBody, sequence: bigint) {
  const access = new RpcAccess(flags.node)
  const own = addressOf(record.publicKey, flags.addressPrefix)
  // The fee of a simulation is empty, its payer too.
  const signers = txSigners(body, { payer: '' })
  return Promise.all(
    signers.map(async (address) =>
      address === own
        ? { key: record.publicKey, sequence }
        : { key: undefined, sequence: (await signerAccount(access, address))?.sequence ?? 0n },
    ),
  )
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
  const tx = simulationTx(encodeBody(body), await simulated(flags, record, body, sequence))
  const used = await simulateGas(new RpcAccess(flags.node), tx).catch((cause: unknown) => {
    // The chain wraps every failed simulation in sdk 6; what failed is in the text.
    if (!(cause instanceof ChainRefusal) || cause.code !== UNKNOWN_REQUEST) throw cause
    const why = cause.message
      .replace(/^rpc error: code = \w+ desc = /, '')
      .replace(/ with gas used: '\d+': unknown request$/, '')
    throw new CliError('simulation_failed', `It would fail: ${why}.`)
  })
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

/** Prints a transaction's JSON, or writes it where --output-document says. */
export function writeTx(json: Json, flags: TxFlags): void {
  if (flags.outputDocument === undefined) return print(json, { json: true })
  writeFileSync(flags.outputDocument, `${JSON.stringify(json)}\n`)
  remark(`wrote ${flags.outputDocument}`)
}

/** The unsigned transaction as JSON. */
function unsignedJson(body: TxBody, fee: Fee): Json {
  const authInfo = { signerInfos: [], fee, tip: null }
  return toJson('cosmos.tx.v1beta1.Tx', { body, authInfo, signatures: [] })
}

/** What is signed, and beside whose signatures. */
export interface ToSign {
  readonly body: TxBody
  readonly fee: Fee
  readonly chainId: string
  readonly account: SignerAccount
  /** Signatures that are kept. */
  readonly others?: readonly Signature[]
}

/** Signs with one key; gives the transaction with this signature among the others. */
export async function signWith(
  ring: Keyring,
  record: KeyRecord,
  mode: SignMode,
  prefix: string,
  { body, fee, chainId, account, others = [] }: ToSign,
): Promise<Uint8Array> {
  const signer = addressOf(record.publicKey, prefix)
  const info = singleSigner(record.publicKey, account.sequence, MODES[mode])
  const whole = (signature: Uint8Array): Uint8Array =>
    joinTx(body, fee, [...others, { signer, info, signature }])
  // The place for the signature is kept, so that the signer infos are those that will be sent.
  const { bodyBytes, authInfoBytes } = codec('cosmos.tx.v1beta1.TxRaw').decode(whole(NO_BYTES))
  const bytes =
    mode === 'direct'
      ? signDocBytes(bodyBytes, authInfoBytes, chainId, account.accountNumber)
      : (await import('../tx/amino.js')).aminoSignBytes(body, fee, chainId, account)
  return whole(await ring.sign(record.name, bytes))
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

/** @throws CliError not_a_signer unless the chain would ask for this account's signature. */
export function mustSign(name: string, address: string, signers: readonly string[]): void {
  if (!signers.includes(address))
    throw new CliError(
      'not_a_signer',
      `"${name}" (${address}) is not to sign this transaction; ${signers.join(', ')} is.`,
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
    const gas = await gasLimit(flags, record, body, 0n)
    return writeTx(unsignedJson(body, feeOf(flags, gas)), flags)
  }
  const address = addressOf(record.publicKey, flags.addressPrefix)
  mustSign(record.name, address, txSigners(body, { payer: flags.feePayer ?? '' }))
  const { chainId, account } = await signerFacts(flags, address)
  const gas = await gasLimit(flags, record, body, account.sequence)
  if (flags.dryRun === true) return print({ gas_estimate: gas.toString() }, flags)
  const fee = feeOf(flags, gas)
  if (flags.generateOnly === true) return writeTx(unsignedJson(body, fee), flags)
  const signers = txSigners(body, fee)
  if (signers.length > 1)
    throw new CliError(
      'several_signers',
      `This is to be signed by ${signers.join(', ')}: use --generate-only, tx sign for each of them in turn, and tx broadcast.`,
    )
  if (record.type !== 'local')
    throw new CliError(
      'cannot_sign',
      `The key "${record.name}" (${record.type}) cannot sign here: use --generate-only, tx sign and tx multisign.`,
    )
  if (flags.yes !== true) {
    if (process.stdin.isTTY || !wantsJson(flags))
      remark(textLines(unsignedJson(body, fee)).join('\n'))
    if (!(await confirm(`Sign with "${record.name}" and send to ${chainId}?`)))
      throw new CliError('cancelled', 'Nothing was sent.')
  }
  const parts = { body, fee, chainId, account }
  const mode = flags.signMode ?? 'direct'
  await broadcastTx(flags, await signWith(ring, record, mode, flags.addressPrefix, parts))
}

/** A transaction in its parts, as --generate-only and tx sign print it. */
export interface TxParts {
  readonly body: TxBody
  readonly fee: Fee
  readonly signerInfos: readonly SignerInfo[]
  readonly signatures: readonly Uint8Array[]
}

/** @throws CliError bad_tx when a part is missing. */
export function txParts(bytes: Uint8Array): TxParts {
  const tx = codec('cosmos.tx.v1beta1.Tx').decode(bytes)
  if (tx.body === null || tx.authInfo?.fee === undefined || tx.authInfo.fee === null)
    throw new CliError('bad_tx', 'The transaction lacks its body or its fee.')
  const { signerInfos, fee } = tx.authInfo
  return { body: tx.body, fee, signerInfos, signatures: tx.signatures }
}

/** Any transaction's bytes as JSON. */
export function txJson(bytes: Uint8Array): Json {
  return bytesToJson('cosmos.tx.v1beta1.Tx', bytes)
}
