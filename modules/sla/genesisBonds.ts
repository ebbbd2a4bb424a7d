import { toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { checkAggregator } from './aggregator.js'
import type { Problems } from './problems.js'
import { ACTIVE, MAX_REFERENCE, MEMBER, PENDING, PURPOSE, RETIRED } from './state.js'

type Genesis = PlainTypes['infonex.sla.v1.GenesisState']

const add = (sums: Map<string, bigint>, owner: string, amount: bigint): void => {
  sums.set(owner, (sums.get(owner) ?? 0n) + amount)
}

function locksOf(p: Problems, g: Genesis): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  p.once(
    'sla.locks',
    g.locks.map((l) => `${l.owner} ${l.purpose} ${toHex(l.reference)}`),
  )
  g.locks.forEach(({ owner, purpose, reference, amount: text }, i) => {
    const at = `sla.locks[${i}]`
    const known = purpose >= PURPOSE.verification && purpose <= PURPOSE.registration
    p.add(!known, `${at}.purpose is ${purpose}, want 1 to ${PURPOSE.registration}`)
    const size = reference.length
    p.add(size > MAX_REFERENCE, `${at}.reference has ${size} bytes, want at most ${MAX_REFERENCE}`)
    const amount = p.amount(`${at}.amount`, text)
    p.add(amount === 0n, `${at}.amount is 0, want more`)
    add(sums, owner, amount)
  })
  return sums
}

function unbondingsOf(p: Problems, g: Genesis): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  p.once(
    'sla.unbondings',
    g.unbondings.map(({ id }) => `${id}`),
  )
  g.unbondings.forEach(({ owner, id, amount: text }, i) => {
    const at = `sla.unbondings[${i}]`
    p.add(id >= g.nextUnbonding, `${at}.id is ${id}, want below next_unbonding ${g.nextUnbonding}`)
    const amount = p.amount(`${at}.amount`, text)
    p.add(amount === 0n, `${at}.amount is 0, want more`)
    add(sums, owner, amount)
  })
  return sums
}

function checkMembers(p: Problems, g: Genesis): void {
  p.once(
    'sla.aggregators',
    g.aggregators.map(({ address }) => address),
  )
  g.aggregators.forEach((aggregator, i) => {
    const at = `sla.aggregators[${i}]`
    p.address(`${at}.address`, aggregator.address)
    p.refused(at, () => {
      checkAggregator(aggregator)
    })
    const { status } = aggregator
    p.add(status !== ACTIVE && status !== RETIRED, `${at}.status is ${status}, want 1 or 2`)
  })
  p.once(
    'sla.memberships',
    g.memberships.map((m) => `${m.aggregator} ${m.supplier}`),
  )
  g.memberships.forEach(({ aggregator, supplier, status }, i) => {
    const at = `sla.memberships[${i}]`
    p.address(`${at}.supplier`, supplier)
    const known = g.aggregators.some(({ address }) => address === aggregator)
    p.add(!known, `${at}.aggregator is "${aggregator.slice(0, 80)}", want one of sla.aggregators`)
    p.add(status !== PENDING && status !== MEMBER, `${at}.status is ${status}, want 1 or 2`)
  })
}

/** Bonds and what is promised of them, aggregators and their members. */
export function checkBonds(p: Problems, g: Genesis): void {
  const locked = locksOf(p, g)
  const leaving = unbondingsOf(p, g)
  p.once(
    'sla.bonds',
    g.bonds.map(({ owner }) => owner),
  )
  g.bonds.forEach((bond, i) => {
    const at = `sla.bonds[${i}]`
    p.address(`${at}.owner`, bond.owner)
    const amount = p.amount(`${at}.amount`, bond.amount)
    const [locks, leaves] = [locked.get(bond.owner) ?? 0n, leaving.get(bond.owner) ?? 0n]
    locked.delete(bond.owner)
    leaving.delete(bond.owner)
    p.add(bond.locked !== `${locks}`, `${at}.locked is ${bond.locked}, its locks are ${locks}`)
    p.add(
      bond.unbonding !== `${leaves}`,
      `${at}.unbonding is ${bond.unbonding}, its unbondings are ${leaves}`,
    )
    const least = locks + leaves
    p.add(
      amount < least || amount === 0n,
      `${at}.amount is ${amount}, want more than 0 and at least ${least}`,
    )
  })
  g.locks.forEach(({ owner }, i) => {
    p.add(locked.has(owner), `sla.locks[${i}].owner is "${owner.slice(0, 80)}", who has no bond`)
  })
  g.unbondings.forEach(({ owner }, i) => {
    const lost = leaving.has(owner)
    p.add(lost, `sla.unbondings[${i}].owner is "${owner.slice(0, 80)}", who has no bond`)
  })
  checkMembers(p, g)
}
