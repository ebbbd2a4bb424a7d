/** A server as the market sees it: what it says of itself. */
export interface Declared {
  /** Counted from 1, never given twice. */
  readonly id: number
  readonly slots: number
  /** Of its class of hardware: jobs of the mean size take meanMs / speed. */
  readonly speed: number
  /** For one job. */
  readonly price: number
}

/** A job as the market sees it. */
export interface Asked {
  readonly id: number
  readonly client: number
}

/** Where a policy puts its answers. */
export interface Desk {
  /** The job goes to this server. */
  assigned(job: number, server: number, nowMs: number): void
  /** Nobody fits now. */
  refused(job: number, nowMs: number): void
}

/** How jobs find servers. Times are ms since the start of the run. */
export interface Policy {
  readonly name: string
  /** A policy that works by blocks: `block` is called that often, other calls wait for it. */
  readonly blockMs?: number
  block?(nowMs: number): void
  joined(server: Declared, nowMs: number): void
  /** Takes nothing more; what it has it finishes. */
  left(server: number, nowMs: number): void
  /** What a server says of its price. */
  priced(server: number, price: number, nowMs: number): void
  /** The desk is answered now or in a later block, once. */
  request(job: Asked, nowMs: number): void
  finished(job: Asked, server: number, result: Finish, nowMs: number): void
  /** The server takes the job; one that is dead takes nothing, and says nothing. */
  accepted?(job: Asked, server: number, nowMs: number): void
  /** Sees by itself that a server does not take a job, and assigns it anew. */
  readonly rematches?: boolean
  /** The server does not answer: the desk is answered once more. */
  failed(job: Asked, server: number, nowMs: number): void
  /** @param busy jobs at work and waiting, as the server says */
  report(server: number, busy: number, nowMs: number): void
  /** Slots that a server has proven, where a policy knows such a thing. */
  proven?(server: number): number
}

/** How a job ended. */
export interface Finish {
  readonly isOnTime: boolean
  /** From assignment to the end. */
  readonly latencyMs: number
}

/** All that a policy is made with. */
export interface PolicyOptions {
  readonly desk: Desk
  readonly seed: number
  readonly ttlMs: number
  readonly meanMs: number
  readonly blockMs: number
}

/** Makes a policy for one run. */
export type MakePolicy = (options: PolicyOptions) => Policy
