/** A seeded random life of the market: servers, agreements, matches and leases, by the real modules. */
import { createHash } from 'node:crypto'
import type { MemStores } from '../support/memStore.js'
import { COMMANDS, Stream } from '../modules/router/stream.js'
import { prng } from '../sim/prng.js'

/** SHA-256 over every key and value of every store after so many commands. */
export function routingDigest(seed: number, commands: number): string {
  const next = prng(seed)
  const random = (below: number): number => Math.floor(next() * below)
  const stream = new Stream()
  for (let i = 0; i < commands; i++)
    stream.step([COMMANDS[random(COMMANDS.length)] as string, random(8), random(8)])
  const dump = (stream.ctx.stores as MemStores).dump()
  return createHash('sha256').update(JSON.stringify(dump)).digest('hex')
}
