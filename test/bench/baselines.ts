/** The physical limits beside which our figures stand: signatures alone, hashes alone, one core. */
import { hash } from 'node:crypto'
import { chooseBackend } from '../../node/crypto/backends.js'
import { numberedKey, signDigest } from '../support/load.js'

function perSec(count: number, run: (i: number) => void): number {
  for (let i = 0; i < Math.min(count, 1000); i++) run(i)
  const cpu = process.cpuUsage()
  for (let i = 0; i < count; i++) run(i)
  const { user, system } = process.cpuUsage(cpu)
  return Math.round(count / ((user + system) / 1_000_000))
}

/** secp256k1 verifications a second of processor time, by the backend that the node chooses. */
export function verifiesPerSec(count: number): number {
  const backend = chooseBackend()
  const rows = Array.from({ length: 256 }, (_, i) => {
    const key = numberedKey(i)
    const digest = hash('sha256', `message ${i}`, 'buffer')
    return { publicKey: key.publicKey, digest, signature: signDigest(digest, key) }
  })
  return perSec(count, (i) => {
    const { publicKey, digest, signature } = rows[i % rows.length] as (typeof rows)[number]
    if (!backend.verify(publicKey, digest, signature))
      throw new Error('a good signature was refused')
  })
}

/** SHA-256 of 100 bytes a second of processor time. */
export function hashesPerSec(count: number): number {
  const bytes = Buffer.alloc(100, 7)
  return perSec(count, (i) => {
    bytes.writeUInt32LE(i, 0)
    hash('sha256', bytes, 'latin1' as 'hex')
  })
}
