/** Commands over transactions in files: sign, multisign, broadcast, encode, decode. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { codec } from '../../../chain/codec/proto.js'
import { equalBytes } from '../../../chain/types/bytes.js'
import type { Json } from '../../../chain/types/module.js'
import type { KeyRecord } from '../../keyring/record.js'
import { addressOf, publicKeyAny } from '../../keyring/record.js'
import { jsonToBytes } from '../../protoJson/read.js'
import type { AnyMessage, MemberSignature } from '../../tx/buildTx.js'
import {
  encodeAuthInfo,
  encodeBody,
  encodeTx,
  MODE_DIRECT,
  multisigSigner,
} from '../../tx/buildTx.js'
import { heldSignatures, joinTx, txSigners } from '../../tx/signers.js'
import { CliError } from '../cliError.js'
import type { OutputFlags } from '../flags.js'
import { nodeFlags, outputFlags } from '../flags.js'
import { openKeyring } from '../keyStore.js'
import { print, wantsJson } from '../output.js'
import type { SignMode, TxFlags } from '../txFlags.js'
import { signFlags } from '../txFlags.js'
import type { TxParts } from '../txFlow.js'
import {
  broadcastTx,
  mustSign,
  signerFacts,
  signerKey,
  signWith,
  txJson,
  txParts,
  writeTx,
} from '../txFlow.js'

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new CliError('no_file', `Cannot read ${file}: ${(cause as Error).message}.`)
  }
}

function readJson(file: string): Json {
  try {
    return JSON.parse(readText(file)) as Json
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError('bad_json', `${file} is not JSON: ${(cause as Error).message}.`)
  }
}

/** A transaction's JSON file as bytes. */
function readTx(file: string): Uint8Array {
  return jsonToBytes('cosmos.tx.v1beta1.Tx', readJson(file))
}

/** Messages as JSON texts or @files. */
export function readMessages(texts: readonly string[]): AnyMessage[] {
  return texts.map((text) => {
    const source = text.startsWith('@') ? readText(text.slice(1)) : text
    let json: Json
    try {
      json = JSON.parse(source) as Json
    } catch {
      throw new CliError(
        'bad_json',
        `--message: want JSON with "@type", got "${text.slice(0, 60)}".`,
      )
    }
    const bytes = jsonToBytes('google.protobuf.Any', json)
    return codec('google.protobuf.Any').decode(bytes)
  })
}

/** The signatures of the others that a file holds. @throws CliError when they would not outlive one more. */
function othersOf({ signerInfos, signatures }: TxParts, address: string, prefix: string) {
  const others = heldSignatures(signerInfos, signatures, prefix).filter((s) => s.signer !== address)
  const direct = others.find(({ info }) => info.modeInfo?.single?.mode === MODE_DIRECT)
  if (direct !== undefined)
    throw new CliError(
      'signed_too_early',
      `${direct.signer} has signed in direct mode, which one more signature spoils: let it sign last, or with --sign-mode amino-json.`,
    )
  return others
}

/** Direct mode signs the signer infos of all, so that it can be the last signature only. */
function modeFor(flags: TxFlags, signers: readonly string[], held: number): SignMode {
  const mode = flags.signMode ?? (signers.length > 1 ? 'amino-json' : 'direct')
  if (mode === 'direct' && held + 1 < signers.length)
    throw new CliError(
      'signed_too_early',
      'A signature in direct mode is the last of several: let the others sign first, or use --sign-mode amino-json.',
    )
  return mode
}

/**
 * Signs for the account of the key and keeps the signatures of other signers, or signs as a member of the
 * multisig that --multisig names.
 */
async function sign(file: string, flags: TxFlags & { multisig?: string }): Promise<void> {
  const ring = openKeyring(flags)
  const record = await signerKey(ring, flags)
  const prefix = flags.addressPrefix
  const parts = txParts(readTx(file))
  const { body, fee } = parts
  const multi = flags.multisig
  const account: KeyRecord | undefined =
    multi === undefined ? record : await ring.find(multi, prefix).catch(() => undefined)
  const address = account === undefined ? (multi ?? '') : addressOf(account.publicKey, prefix)
  const signers = txSigners(body, fee)
  mustSign(multi ?? record.name, address, signers)
  const others = multi === undefined ? othersOf(parts, address, prefix) : []
  const mode = multi === undefined ? modeFor(flags, signers, others.length) : 'amino-json'
  const facts = await signerFacts(flags, address)
  writeTx(
    txJson(await signWith(ring, record, mode, prefix, { body, fee, others, ...facts })),
    flags,
  )
}

/** One member's signature out of what `tx sign --multisig` printed. */
function memberOf(record: KeyRecord, file: string): MemberSignature {
  if (record.publicKey.kind !== 'multisig')
    throw new CliError('bad_key', `The key "${record.name}" is no multisig.`)
  const tx = codec('cosmos.tx.v1beta1.Tx').decode(readTx(file))
  const [info] = tx.authInfo?.signerInfos ?? []
  const [signature] = tx.signatures
  const value = info?.publicKey?.value
  const mode = info?.modeInfo?.single?.mode
  if (signature === undefined || value === undefined || mode === undefined)
    throw new CliError('bad_tx', `${file} holds no signature.`)
  const index = record.publicKey.keys.findIndex((key) =>
    equalBytes(publicKeyAny({ kind: 'secp256k1', key }).value, value),
  )
  if (index < 0)
    throw new CliError('bad_tx', `The signer of ${file} is no member of "${record.name}".`)
  return { index, mode, signature }
}

async function multisign(
  file: string,
  name: string,
  signatureFiles: readonly string[],
  flags: TxFlags,
): Promise<void> {
  const record = await openKeyring(flags).find(name, flags.addressPrefix)
  const { publicKey } = record
  const parts = txParts(readTx(file))
  const members = signatureFiles.map((one) => memberOf(record, one))
  if (publicKey.kind !== 'multisig') throw new CliError('bad_key', `"${name}" is no multisig.`)
  const distinct = new Set(members.map((m) => m.index)).size
  if (distinct !== members.length)
    throw new CliError('bad_tx', 'A member of the multisig has signed twice.')
  if (distinct < publicKey.threshold)
    throw new CliError(
      'bad_tx',
      `${publicKey.threshold} signatures are needed, ${distinct} are given.`,
    )
  const address = addressOf(publicKey, flags.addressPrefix)
  const others = othersOf(parts, address, flags.addressPrefix)
  const { account } = await signerFacts(flags, address)
  const own = { signer: address, ...multisigSigner(publicKey, account.sequence, members) }
  writeTx(txJson(joinTx(parts.body, parts.fee, [...others, own])), flags)
}

function bytesOf(text: string, hex: boolean): Uint8Array {
  const bare = text.trim()
  const good = hex ? /^(?:[0-9a-fA-F]{2})+$/ : /^[A-Za-z0-9+/]+={0,2}$/
  if (!good.test(bare))
    throw new CliError('bad_argument', `Want the transaction in ${hex ? 'hex' : 'base64'}.`)
  return new Uint8Array(Buffer.from(bare, hex ? 'hex' : 'base64'))
}

function decoded(bytes: Uint8Array): Json {
  try {
    return txJson(bytes)
  } catch (cause) {
    throw new CliError('bad_tx', `These bytes are no transaction: ${(cause as Error).message}.`)
  }
}

/** The commands over files. */
export function fileCommands(): Command[] {
  return [
    signFlags(new Command('sign'))
      .description('sign what --generate-only printed, or what another signer has signed')
      .argument('<file>', 'its JSON; - for stdin')
      .option('--multisig <name>', 'sign as a member of this multisig account')
      .action(sign),
    signFlags(new Command('multisign'))
      .description('join the signatures of the members of a multisig')
      .argument('<file>', 'the unsigned transaction')
      .argument('<name>', 'the multisig key')
      .argument('<signatures...>', 'what tx sign --multisig printed for each member')
      .action(multisign),
    nodeFlags(outputFlags(new Command('broadcast')))
      .description('send a signed transaction')
      .argument('<file>', 'its JSON; - for stdin')
      .option('-b, --broadcast-mode <mode>', 'sync or async', 'sync')
      .option('--wait', 'wait until it is in a block')
      .action(async (file: string, flags: TxFlags) => {
        const { body, fee, signerInfos, signatures } = txParts(readTx(file))
        const authInfo = encodeAuthInfo(signerInfos, fee)
        await broadcastTx(flags, encodeTx(encodeBody(body), authInfo, signatures))
      }),
    outputFlags(new Command('encode'))
      .description('a transaction in JSON to base64')
      .argument('<file>', 'its JSON; - for stdin')
      .action((file: string, flags: OutputFlags) => {
        const tx = Buffer.from(readTx(file)).toString('base64')
        print(wantsJson(flags) ? { tx } : tx, flags)
      }),
    outputFlags(new Command('decode'))
      .description('a transaction in base64 to JSON')
      .argument('<bytes>', 'the encoded transaction')
      .option('--hex', 'it is in hex')
      .action((text: string, flags: OutputFlags & { hex?: boolean }) =>
        print(decoded(bytesOf(text, flags.hex === true)), flags),
      ),
  ]
}
