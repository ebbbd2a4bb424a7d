/** Rolling limits of the faucet: what an address, a network peer and all together may take in 24 hours. */
import { isIPv6 } from 'node:net'

export interface FaucetLimits {
  /** Requests that one address is served in 24 hours. */
  readonly perAddress: number
  /** Requests that one IP address (IPv6: its /64) is served in 24 hours. */
  readonly perIp: number
  /** Requests that are served in 24 hours in all. */
  readonly total: number
}

/** Why a request is not served, and for how long. */
export interface LimitRefusal {
  readonly code: 'address_limit' | 'ip_limit' | 'total_limit'
  readonly message: string
  readonly retryAfterSeconds: number
}

const DAY_MS = 24 * 60 * 60 * 1000
/** Addresses and IPs that are remembered; the oldest go first. `total` bounds what that lets through. */
const REMEMBERED_MAX = 100_000

/** What counts as one peer: an IPv6 user commands a whole /64. */
export function peerOf(ip: string): string {
  const bare = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(bare)) return bare
  const [head = '', tail = ''] = bare.toLowerCase().split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const middle = bare.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : []
  const groups = [...left, ...middle, ...right].map((g) => g.replace(/^0+(?=.)/, ''))
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** Times of what was served, in ms. */
class Window {
  readonly #times = new Map<string, number[]>()

  /** Milliseconds until `key` may be served again; 0 = now. */
  wait(key: string, limit: number, nowMs: number): number {
    const times = (this.#times.get(key) ?? []).filter((at) => at > nowMs - DAY_MS)
    if (times.length < limit) return 0
    return (times[times.length - limit] ?? nowMs) + DAY_MS - nowMs
  }

  note(key: string, nowMs: number): void {
    const times = (this.#times.get(key) ?? []).filter((at) => at > nowMs - DAY_MS)
    times.push(nowMs)
    this.#times.delete(key)
    this.#times.set(key, times)
    if (this.#times.size > REMEMBERED_MAX) {
      const oldest = this.#times.keys().next().value
      if (oldest !== undefined) this.#times.delete(oldest)
    }
  }

  /** Takes back the latest note of a key: the send failed. */
  forgive(key: string): void {
    this.#times.get(key)?.pop()
  }
}

function duration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}

/** Counts what is served. A request is noted when it is accepted and forgiven if its send fails. */
export class FaucetCounter {
  readonly #limits: FaucetLimits
  readonly #clock: () => number
  readonly #addresses = new Window()
  readonly #peers = new Window()
  readonly #all = new Window()

  constructor(limits: FaucetLimits, clock: () => number) {
    this.#limits = limits
    this.#clock = clock
  }

  /** Notes the request, or says why it is refused. */
  accept(address: string, ip: string): LimitRefusal | undefined {
    const now = this.#clock()
    const { perAddress, perIp, total } = this.#limits
    const peer = peerOf(ip)
    const rows = [
      ['address_limit', this.#addresses.wait(address, perAddress, now), `${address} was served`],
      ['ip_limit', this.#peers.wait(peer, perIp, now), `${peer} was served`],
      ['total_limit', this.#all.wait('', total, now), 'the faucet has served'],
    ] as const
    const counts = { address_limit: perAddress, ip_limit: perIp, total_limit: total }
    for (const [code, waitMs, who] of rows) {
      if (waitMs <= 0) continue
      const message = `${who} ${counts[code]} times in 24 hours; again in ${duration(waitMs)}`
      return { code, message, retryAfterSeconds: Math.ceil(waitMs / 1000) }
    }
    this.#addresses.note(address, now)
    this.#peers.note(peer, now)
    this.#all.note('', now)
    return undefined
  }

  /** Gives a request back whose send failed. */
  forgive(address: string, ip: string): void {
    this.#addresses.forgive(address)
    this.#peers.forgive(peerOf(ip))
    this.#all.forgive('')
  }
}
