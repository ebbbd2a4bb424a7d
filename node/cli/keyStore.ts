import { Keyring } from '../keyring/keyring.js'
import type { KeyringFlags } from './flags.js'
import { remark } from './output.js'
import { passphraseSource } from './prompt.js'

let warned = false

/** The keyring that the flags name. */
export function openKeyring(flags: KeyringFlags): Keyring {
  if (flags.keyringBackend === 'test' && !warned && process.stderr.isTTY) {
    warned = true
    remark('warning: the test keyring keeps secrets unencrypted; use it for development only')
  }
  return new Keyring({
    dir: flags.keyringDir ?? flags.home,
    backend: flags.keyringBackend,
    passphrase: passphraseSource(flags.keyringPassphraseFile),
  })
}
