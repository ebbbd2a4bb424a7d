import { utf8 } from '../../chain/types/bytes.js'
import { checkSealed, open, seal } from './encrypt.js'
import { KeyringError } from './error.js'

const BEGIN = '-----BEGIN INFONEX PRIVATE KEY-----'
const END = '-----END INFONEX PRIVATE KEY-----'
const CONTEXT = utf8('infonex/keyring/export/1')

/** A private key under a passphrase, as text that can be mailed or printed. */
export async function armor(key: Uint8Array, passphrase: string, logN?: number): Promise<string> {
  const sealed = await seal(key, passphrase, CONTEXT, logN)
  const body = Buffer.from(JSON.stringify(sealed)).toString('base64')
  return [BEGIN, ...(body.match(/.{1,64}/g) ?? []), END, ''].join('\n')
}

/** The way back. @throws KeyringError bad_key_file or wrong_passphrase. */
export async function unarmor(text: string, passphrase: string): Promise<Uint8Array> {
  const lines = text.trim().split(/\r?\n/)
  if (lines[0] !== BEGIN || lines.at(-1) !== END)
    throw new KeyringError('bad_key_file', `An exported key stands between ${BEGIN} and ${END}.`)
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(lines.slice(1, -1).join(''), 'base64').toString('utf8'))
  } catch {
    throw new KeyringError('bad_key_file', 'The text between the marks is damaged.')
  }
  return open(checkSealed(json), passphrase, CONTEXT)
}
