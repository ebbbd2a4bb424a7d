/** Stable reasons why a key store refuses; the CLI shows them and scripts may test for them. */
export type KeyringCode =
  | 'key_not_found'
  | 'key_exists'
  | 'bad_key_name'
  | 'wrong_passphrase'
  | 'weak_passphrase'
  | 'bad_mnemonic'
  | 'bad_path'
  | 'bad_key'
  | 'bad_key_file'
  | 'cannot_sign'

/** A refusal of the key store. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError'
  readonly code: KeyringCode

  constructor(code: KeyringCode, message: string) {
    super(message)
    this.code = code
  }
}
