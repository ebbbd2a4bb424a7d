import fc from 'fast-check'
import t from 'tap'
import { address, addressBytes, at as inBlock } from '../../support/memoryContext.js'
import { at, broken, fund, pack, refusalOf, type Setup, setup } from '../setup.js'

const A = '/cosmos.authz.v1beta1.'
const SEND = '/cosmos.bank.v1beta1.MsgSend'
const NOW = 1_767_225_600n
const RICH = 1000n

/** What one party may still send of another's coins; undefined limit = any. */
interface Right {
  readonly limit: bigint | undefined
  readonly until: bigint | undefined
}

interface Model {
  now: bigint
  readonly rights: Map<string, Right>
  readonly balances: bigint[]
}

interface Real {
  readonly app: Setup
  ctx: Setup['ctx']
}

const party = fc.nat(2)
const pairs = fc.tuple(party, party).filter(([a, b]) => a !== b)

class Command implements fc.Command<Model, Real> {
  readonly what: string
  readonly body: (model: Model, real: Real) => void
  constructor(what: string, body: (model: Model, real: Real) => void) {
    this.what = what
    this.body = body
  }
  check(): boolean {
    return true
  }
  run(model: Model, real: Real): void {
    this.body(model, real)
    model.balances.forEach((amount, n) => {
      const has = real.app.bank.getBalance(real.ctx, addressBytes(n), 'uinx')
      if (has !== amount) throw new Error(`${n} has ${has}, want ${amount}`)
    })
    const found = broken(real.app.modules, real.ctx)
    if (found.length > 0) throw new Error(found.join('; '))
  }
  toString(): string {
    return this.what
  }
}

function tried(real: Real, url: string, msg: object): boolean {
  return refusalOf(real.app.modules, real.ctx, url, msg) === undefined
}

function expectSame(got: boolean, want: boolean, what: string): void {
  if (got !== want) throw new Error(`${what}: ${got ? 'passed' : 'refused'}, want the other`)
}

const grant = fc
  .tuple(
    pairs,
    fc.option(fc.bigInt({ min: 1n, max: 300n })),
    fc.option(fc.bigInt({ min: -1n, max: 20n })),
  )
  .map(
    ([[granter, grantee], limit, life]) =>
      new Command(
        `${granter} grants ${limit ?? 'all'} to ${grantee} for ${life ?? 'ever'}`,
        (model, real) => {
          const until = life === null ? undefined : model.now + life
          const authorization =
            limit === null
              ? pack('cosmos.authz.v1beta1.GenericAuthorization', { msg: SEND })
              : pack('cosmos.bank.v1beta1.SendAuthorization', {
                  spendLimit: [{ denom: 'uinx', amount: `${limit}` }],
                  allowList: [],
                })
          const passed = tried(real, `${A}MsgGrant`, {
            granter: address(granter),
            grantee: address(grantee),
            grant: { authorization, expiration: until === undefined ? null : at(until) },
          })
          expectSame(passed, until === undefined || until > model.now, 'grant')
          if (passed)
            model.rights.set(`${granter}>${grantee}`, { limit: limit ?? undefined, until })
        },
      ),
  )

const revoke = pairs.map(
  ([granter, grantee]) =>
    new Command(`${granter} revokes ${grantee}`, (model, real) => {
      const id = `${granter}>${grantee}`
      const passed = tried(real, `${A}MsgRevoke`, {
        granter: address(granter),
        grantee: address(grantee),
        msgTypeUrl: SEND,
      })
      expectSame(passed, model.rights.has(id), 'revoke')
      model.rights.delete(id)
    }),
)

const exec = fc.tuple(party, party, party, fc.bigInt({ min: 1n, max: 200n })).map(
  ([grantee, from, to, amount]) =>
    new Command(`${grantee} sends ${amount} of ${from} to ${to}`, (model, real) => {
      const id = `${from}>${grantee}`
      const right = model.rights.get(id)
      const may =
        from === grantee ||
        (right !== undefined &&
          (right.until === undefined || right.until > model.now) &&
          (right.limit === undefined || right.limit >= amount))
      const has = (model.balances[from] ?? 0n) >= amount
      const passed = tried(real, `${A}MsgExec`, {
        grantee: address(grantee),
        msgs: [
          pack('cosmos.bank.v1beta1.MsgSend', {
            fromAddress: address(from),
            toAddress: address(to),
            amount: [{ denom: 'uinx', amount: `${amount}` }],
          }),
        ],
      })
      expectSame(passed, may && has, 'exec')
      if (!passed) return
      model.balances[from] = (model.balances[from] ?? 0n) - amount
      model.balances[to] = (model.balances[to] ?? 0n) + amount
      if (from === grantee || right?.limit === undefined) return
      if (right.limit === amount) model.rights.delete(id)
      else model.rights.set(id, { ...right, limit: right.limit - amount })
    }),
)

const wait = fc.bigInt({ min: 1n, max: 15n }).map(
  (seconds) =>
    new Command(`${seconds} s pass`, (model, real) => {
      model.now += seconds
      real.ctx = inBlock(real.ctx, {
        height: real.ctx.height + 1n,
        timeNs: model.now * 1_000_000_000n,
      })
      real.app.authz.pruneExpired(real.ctx)
      for (const [id, { until }] of model.rights)
        if (until !== undefined && until <= model.now) model.rights.delete(id)
    }),
)

await t.test('a grantee can do what was granted, and nothing else, at any time', (t) => {
  fc.assert(
    fc.property(fc.commands([grant, revoke, exec, exec, wait], { maxCommands: 40 }), (commands) => {
      const app = setup()
      for (let n = 0; n < 3; n++) fund(app, app.ctx, n, `${RICH}uinx`)
      const model: Model = { now: NOW, rights: new Map(), balances: [RICH, RICH, RICH] }
      fc.modelRun(() => ({ model, real: { app, ctx: app.ctx } }), commands)
    }),
    { numRuns: 60 },
  )
  t.end()
})
