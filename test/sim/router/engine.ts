import { gapsOf } from './arrivals.js'
import { Agenda } from './heap.js'
import { Ledger, type Outcome } from './ledger.js'
import type { Desk, MakePolicy, Policy } from './policy.js'
import { Dice } from './random.js'
import type { Scenario } from './scenario.js'
import { type Job, type Server, serverMaker } from './server.js'
import { sum } from './stats.js'

const MINUTE_MS = 60_000
/** The load of a warm-up never starts lower. */
const LEAST_RAMP = 0.05

/** One run of a scenario: a market in virtual time, in which a policy finds servers for jobs. */
export class Run implements Desk {
  readonly #scenario: Scenario
  readonly #policy: Policy
  readonly #agenda = new Agenda<() => void>()
  readonly #ledger: Ledger
  readonly #servers: Server[] = []
  readonly #byId = new Map<number, Server>()
  readonly #jobs: Job[] = []
  readonly #make: ReturnType<typeof serverMaker>
  readonly #dice: (purpose: string) => Dice
  readonly #warm: number
  readonly #total: number
  /** Gap at full load. */
  readonly #gapMs: number
  #nowMs = 0
  #measuredFromMs = 0
  #ended = 0

  constructor(scenario: Scenario, make: MakePolicy, seed: number) {
    this.#scenario = scenario
    this.#dice = (purpose) => new Dice(seed, purpose)
    this.#ledger = new Ledger(scenario)
    this.#make = serverMaker(scenario, this.#dice('servers'))
    const { ttlMs, blockMs, job, warmup, servers, jobs, load } = scenario
    this.#policy = make({ desk: this, seed, ttlMs, blockMs, meanMs: job.meanMs })
    this.#warm = Math.round(servers * (warmup.ramp + warmup.settle))
    this.#total = this.#warm + jobs
    for (let i = 0; i < servers; i++) this.#join(this.#make(0))
    const capacity = sum(this.#servers.map((server) => server.capacity))
    this.#gapMs = job.meanMs / (load * capacity)
  }

  /** Jobs that have ended, of all. */
  get progress(): number {
    return this.#ended / this.#total
  }

  /** Runs to the end. @param tick called after every 10,000 jobs or so */
  run(tick?: (progress: number) => void): Outcome {
    this.#arrive()
    this.#arrangeBlocks()
    this.#arrangePrices()
    this.#arrangeChurn()
    let told = 0
    while (this.#ended < this.#total) {
      const due = this.#agenda.take()
      if (due === undefined) throw new Error('jobs are open and nothing is due')
      this.#nowMs = due.atMs
      due.what()
      if (this.#ended - told >= 10_000) {
        told = this.#ended
        tick?.(this.progress)
      }
    }
    return this.#ledger.outcome(this.#servers, this.#measuredFromMs)
  }

  /** How every job ended, for tests of conservation. */
  get jobs(): readonly Readonly<Job>[] {
    return this.#jobs
  }

  #in(ms: number, what: () => void): void {
    this.#agenda.put(this.#nowMs + ms, what)
  }

  #arrive(): void {
    const { job: size, clients, warmup, servers, newcomers, deaths, jobs } = this.#scenario
    const [gaps, dice] = [gapsOf(this.#scenario.arrivals, this.#dice('gaps')), this.#dice('jobs')]
    const ramp = servers * warmup.ramp
    const median = size.meanMs * Math.exp(-(size.sigma * size.sigma) / 2)
    const deathDice = this.#dice('deaths')
    const next = (): void => {
      const id = this.#jobs.length
      const job: Job = {
        id,
        client: dice.below(clients),
        workMs: dice.lognormal(median, size.sigma),
        isMeasured: id >= this.#warm,
        arrivedMs: this.#nowMs,
        ...{ state: 'wanted', requests: 0, attempt: 0, assignedMs: undefined },
        ...{ server: 0, isBroken: false },
      }
      this.#jobs.push(job)
      const measured = id - this.#warm
      if (measured === 0) this.#measuredFromMs = this.#nowMs
      if (measured === Math.floor(jobs / 10))
        for (let i = 0; i < newcomers; i++)
          this.#join(this.#make(this.#nowMs, { isNewcomer: true, isHonest: true }))
      const dead = Math.floor(((measured - jobs / 4) * deaths) / (jobs / 2))
      const before = Math.floor(((measured - 1 - jobs / 4) * deaths) / (jobs / 2))
      if (dead > before && dead >= 0 && dead < deaths) this.#die(deathDice)
      this.#request(job)
      if (this.#jobs.length === this.#total) return
      const growth = ramp === 0 ? 1 : Math.min(1, Math.max(LEAST_RAMP, (id + 1) / ramp))
      this.#in((gaps() * this.#gapMs) / growth, next)
    }
    this.#in(gaps() * this.#gapMs, next)
  }

  #request(job: Job): void {
    job.requests += 1
    this.#policy.request(job, this.#nowMs)
  }

  assigned(id: number, serverId: number, nowMs: number): void {
    const [job, server] = [this.#jobs[id], this.#byId.get(serverId)]
    if (job === undefined || server === undefined || job.state !== 'wanted')
      throw new Error(`job ${id} was assigned to server ${serverId} and was not wanted`)
    job.state = 'placed'
    job.attempt += 1
    job.assignedMs ??= nowMs
    job.server = serverId
    this.#ledger.assigned(job, server, this.#servers, this.#policy, nowMs)
    if (server.diedMs === undefined) {
      this.#policy.accepted?.(job, serverId, nowMs)
      if (server.take(job)) this.#start(server, job)
    } else if (this.#policy.rematches === true) {
      job.isBroken = true
      job.state = 'wanted'
    } else this.#giveUpLater(job)
  }

  refused(id: number): void {
    const job = this.#jobs[id] as Job
    const { tries, retryMs } = this.#scenario
    if (job.requests < tries) return this.#in(retryMs, () => this.#request(job))
    job.state = 'lost'
    this.#ended += 1
    this.#ledger.lost(job)
  }

  #start(server: Server, job: Job): void {
    const { attempt } = job
    this.#in(server.nominalMs(job), () => {
      // A server that died meanwhile ends nothing.
      if (job.state !== 'placed' || job.attempt !== attempt || server.diedMs !== undefined) return
      this.#finish(server, job)
    })
  }

  #finish(server: Server, job: Job): void {
    const nowMs = this.#nowMs
    const latencyMs = nowMs - (job.assignedMs as number)
    const limitMs = this.#scenario.lateFactor * server.nominalMs(job)
    const isOnTime = !job.isBroken && latencyMs <= limitMs
    job.state = 'done'
    this.#ended += 1
    const next = server.end(job)
    if (next !== undefined) this.#start(server, next)
    this.#policy.finished(job, server.id, { isOnTime, latencyMs }, nowMs)
    this.#ledger.done(job, server, isOnTime, this.#policy, nowMs)
  }

  #giveUpLater(job: Job): void {
    const { attempt, server } = job
    job.isBroken = true
    this.#in(this.#scenario.patienceMs, () => {
      if (job.state !== 'placed' || job.attempt !== attempt) return
      job.state = 'wanted'
      job.requests += 1
      this.#policy.failed(job, server, this.#nowMs)
    })
  }

  #join(server: Server): void {
    this.#servers.push(server)
    this.#byId.set(server.id, server)
    this.#policy.joined(server.declared, this.#nowMs)
    const { reportMs, liars } = this.#scenario
    const report = (): void => {
      if (!server.isPresent) return
      server.lastReportMs = this.#nowMs
      const isFalse = server.isLiar && liars.report === 'idle'
      this.#policy.report(server.id, isFalse ? 0 : server.busy, this.#nowMs)
      this.#in(reportMs, report)
    }
    this.#in(this.#dice(`report ${server.id}`).unit() * reportMs, report)
  }

  #anyPresent(dice: Dice): Server | undefined {
    const present = this.#servers.filter((server) => server.isPresent && !server.isNewcomer)
    return present.length < 2 ? undefined : present[dice.below(present.length)]
  }

  #die(dice: Dice): void {
    const server = this.#anyPresent(dice)
    if (server === undefined) return
    server.diedMs = this.#nowMs
    for (const job of server.drop()) this.#giveUpLater(job)
  }

  #arrangeChurn(): void {
    const { churnPerMinute, servers } = this.#scenario
    if (churnPerMinute === 0) return
    const dice = this.#dice('churn')
    const meanMs = MINUTE_MS / (servers * churnPerMinute)
    const change = (): void => {
      const server = this.#anyPresent(dice)
      if (server !== undefined) {
        server.leftMs = this.#nowMs
        this.#policy.left(server.id, this.#nowMs)
        this.#join(this.#make(this.#nowMs))
      }
      this.#in(dice.exponential(meanMs), change)
    }
    this.#in(dice.exponential(meanMs), change)
  }

  #arrangePrices(): void {
    const { everyMs, share, stepBps } = this.#scenario.prices
    if (everyMs === 0) return
    const dice = this.#dice('prices')
    const lower = (): void => {
      for (const server of this.#servers) {
        if (!server.isPresent || !dice.isOdds(share)) continue
        const price = Math.round((server.price * (10_000 - stepBps)) / 10_000)
        server.price = Math.max(server.floorPrice, price)
        this.#policy.priced(server.id, server.price, this.#nowMs)
      }
      this.#in(everyMs, lower)
    }
    this.#in(everyMs, lower)
  }

  #arrangeBlocks(): void {
    const { blockMs } = this.#policy
    if (blockMs === undefined) return
    const block = (): void => {
      this.#policy.block?.(this.#nowMs)
      this.#in(blockMs, block)
    }
    this.#in(blockMs, block)
  }
}
