import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Health } from './health.js'
import type { Standing } from './match/standing.js'

/** A health as queries and genesis show it. */
export function healthView(health: Health): PlainTypes['infonex.router.v1.Health'] {
  const { heardMs, uptimePpm, counted, leases, connected, queued, jailedUntilMs } = health
  return {
    ...{ uptimePpm, leases, connected, queued },
    heardMs: BigInt(heardMs),
    counted: BigInt(counted),
    jailedUntilMs: BigInt(jailedUntilMs),
    watched: health.isWatched,
  }
}

/** A standing as queries and genesis show it. */
export function standingView(
  modelId: Uint8Array,
  { load, proven, declared, isServing, uptimeClass, latencyUs }: Standing,
): PlainTypes['infonex.router.v1.Standing'] {
  return {
    modelId,
    declared,
    provenMilli: proven.milli,
    cutWindow: proven.cutWindow,
    estMilli: BigInt(load.estMilli),
    atMs: BigInt(load.atMs),
    leases: load.leases,
    serving: isServing,
    uptimeClass,
    latencyUs,
  }
}
