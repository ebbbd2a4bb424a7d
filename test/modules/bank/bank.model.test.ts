import fc from 'fast-check'
import t from 'tap'
import { AssertionError } from '../../../chain/types/assert.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { broken, fund, refusalOf, type Setup, setup } from '../setup.js'

/** The whole of bank in two maps: who has what. Amounts of denom `uinx` and `ubtc`. */
interface Model {
  readonly balances: Map<string, bigint>
}

const DENOMS = ['ubtc', 'uinx'] as const
const key = (who: string, denom: string): string => `${who}/${denom}`
const has = (model: Model, who: string, denom: string): bigint =>
  model.balances.get(key(who, denom)) ?? 0n
const give = (model: Model, who: string, denom: string, amount: bigint): void =>
  void model.balances.set(key(who, denom), has(model, who, denom) + amount)

type Parts = readonly { readonly denom: string; readonly amount: bigint }[]

const parts: fc.Arbitrary<Parts> = fc
  .record({
    ubtc: fc.bigInt({ min: 0n, max: 60n }),
    uinx: fc.bigInt({ min: 0n, max: 60n }),
  })
  .map((found) =>
    DENOMS.map((denom) => ({ denom, amount: found[denom] })).filter((c) => c.amount > 0n),
  )

const wire = (coins: Parts): { denom: string; amount: string }[] =>
  coins.map(({ denom, amount }) => ({ denom, amount: `${amount}` }))

/** After each command, balances and supplies are those of the model, and no invariant is broken. */
function agree(model: Model, { bank, modules, ctx }: Setup): void {
  for (const denom of DENOMS) {
    let sum = 0n
    for (let n = 0; n < 4; n++) {
      const real = bank.getBalance(ctx, addressBytes(n), denom)
      if (real !== has(model, `${n}`, denom)) throw new Error(`${n} has ${real}${denom}`)
    }
    for (const [id, amount] of model.balances) if (id.endsWith(`/${denom}`)) sum += amount
    if (bank.getSupply(ctx, denom) !== sum) throw new Error(`supply of ${denom} is not ${sum}`)
  }
  const found = broken(modules, ctx)
  if (found.length > 0) throw new Error(found.join('; '))
}

class Command implements fc.Command<Model, Setup> {
  readonly what: string
  readonly body: (model: Model, real: Setup) => void
  constructor(what: string, body: (model: Model, real: Setup) => void) {
    this.what = what
    this.body = body
  }
  check(): boolean {
    return true
  }
  run(model: Model, real: Setup): void {
    this.body(model, real)
    agree(model, real)
  }
  toString(): string {
    return this.what
  }
}

const who = fc.nat(3)
const shown = (coins: Parts): string => coins.map((c) => `${c.amount}${c.denom}`).join(',')

function expectRefusal(got: string | undefined, want: string | undefined): void {
  if (want === undefined ? got !== undefined : got?.startsWith(want) !== true)
    throw new Error(`got ${got}, want ${want}`)
}

const send = fc.tuple(who, who, parts).map(
  ([from, to, coins]) =>
    new Command(`send ${shown(coins)} from ${from} to ${to}`, (model, real) => {
      const covered = coins.every(({ denom, amount }) => has(model, `${from}`, denom) >= amount)
      const refusal = refusalOf(real.modules, real.ctx, '/cosmos.bank.v1beta1.MsgSend', {
        fromAddress: address(from),
        toAddress: address(to),
        amount: wire(coins),
      })
      expectRefusal(refusal, coins.length === 0 ? 'sdk 10' : covered ? undefined : 'sdk 5')
      if (refusal !== undefined) return
      for (const { denom, amount } of coins) {
        give(model, `${from}`, denom, -amount)
        give(model, `${to}`, denom, amount)
      }
    }),
)

const multiSend = fc.tuple(who, fc.array(fc.tuple(who, parts), { minLength: 1, maxLength: 3 })).map(
  ([from, outputs]) =>
    new Command(`multi-send from ${from} to ${outputs.map(([to]) => to).join()}`, (model, real) => {
      const total = DENOMS.map((denom) => ({
        denom,
        amount: outputs
          .flatMap(([, coins]) => coins)
          .reduce((sum, c) => (c.denom === denom ? sum + c.amount : sum), 0n),
      })).filter((c) => c.amount > 0n)
      const covered = total.every(({ denom, amount }) => has(model, `${from}`, denom) >= amount)
      const empty = outputs.some(([, coins]) => coins.length === 0)
      const refusal = refusalOf(real.modules, real.ctx, '/cosmos.bank.v1beta1.MsgMultiSend', {
        inputs: [{ address: address(from), coins: wire(total) }],
        outputs: outputs.map(([to, coins]) => ({ address: address(to), coins: wire(coins) })),
      })
      expectRefusal(refusal, empty ? 'sdk 10' : covered ? undefined : 'sdk 5')
      if (refusal !== undefined) return
      for (const { denom, amount } of total) give(model, `${from}`, denom, -amount)
      for (const [to, coins] of outputs)
        for (const { denom, amount } of coins) give(model, `${to}`, denom, amount)
    }),
)

const mint = parts.map(
  (coins) =>
    new Command(`mint ${shown(coins)}`, (model, { bank, ctx }) => {
      bank.mintCoins(ctx, 'mint', coins)
      for (const { denom, amount } of coins) give(model, 'mint', denom, amount)
    }),
)

const move = fc.tuple(fc.constantFrom('out', 'in', 'across'), who, parts).map(
  ([way, n, coins]) =>
    new Command(`module ${way} ${n} ${shown(coins)}`, (model, { bank, ctx }) => {
      const from = way === 'in' ? `${n}` : 'mint'
      const to = way === 'out' ? `${n}` : 'vault'
      const covered = coins.every(({ denom, amount }) => has(model, from, denom) >= amount)
      let refused = false
      try {
        ctx.atomic((branch) => {
          if (way === 'in')
            bank.sendCoinsFromAccountToModule(branch, addressBytes(n), 'vault', coins)
          else if (way === 'out')
            bank.sendCoinsFromModuleToAccount(branch, 'mint', addressBytes(n), coins)
          else bank.sendCoinsFromModuleToModule(branch, 'mint', 'vault', coins)
        })
      } catch {
        refused = true
      }
      if (refused === covered) throw new Error(`refused: ${refused}, covered: ${covered}`)
      if (refused) return
      for (const { denom, amount } of coins) {
        give(model, from, denom, -amount)
        give(model, to, denom, amount)
      }
    }),
)

const burn = parts.map(
  (coins) =>
    new Command(`burn ${shown(coins)}`, (model, { bank, ctx }) => {
      const covered = coins.every(({ denom, amount }) => has(model, 'vault', denom) >= amount)
      let refused = false
      try {
        ctx.atomic((branch) => bank.burnCoins(branch, 'vault', coins))
      } catch {
        refused = true
      }
      if (refused === covered) throw new Error(`refused: ${refused}, covered: ${covered}`)
      if (!refused) for (const { denom, amount } of coins) give(model, 'vault', denom, -amount)
    }),
)

await t.test('the supply is conserved by sends, and changed by minting and burning alone', (t) => {
  fc.assert(
    fc.property(
      fc.commands([send, multiSend, mint, move, burn], { maxCommands: 30 }),
      (commands) => {
        const real = setup()
        const model: Model = { balances: new Map() }
        for (let n = 0; n < 3; n++) {
          fund(real, real.ctx, n, '50ubtc,100uinx')
          give(model, `${n}`, 'ubtc', 50n)
          give(model, `${n}`, 'uinx', 100n)
        }
        fc.modelRun(() => ({ model, real }), commands)
      },
    ),
    { numRuns: 60 },
  )
  t.end()
})

await t.test('a module without the permission cannot mint or burn: a bug, not a refusal', (t) => {
  const { bank, ctx } = setup()
  t.throws(() => bank.mintCoins(ctx, 'vault', [{ denom: 'uinx', amount: 1n }]), AssertionError)
  t.throws(() => bank.burnCoins(ctx, 'mint', [{ denom: 'uinx', amount: 1n }]), AssertionError)
  t.throws(() => bank.mintCoins(ctx, 'nobody', [{ denom: 'uinx', amount: 1n }]), AssertionError)
  t.end()
})

await t.test('minting and burning emit the events of the SDK', (t) => {
  const { bank, ctx } = setup()
  bank.mintCoins(ctx, 'mint', [{ denom: 'uinx', amount: 5n }])
  bank.sendCoinsFromModuleToModule(ctx, 'mint', 'vault', [{ denom: 'uinx', amount: 5n }])
  bank.burnCoins(ctx, 'vault', [{ denom: 'uinx', amount: 2n }])
  t.same(
    ctx.events.map((e) => `${e.type}(${e.attributes.map((a) => a.key).join()})`),
    [
      'coin_received(receiver,amount)',
      'coinbase(minter,amount)',
      'coin_spent(spender,amount)',
      'coin_received(receiver,amount)',
      'transfer(recipient,sender,amount)',
      'message(sender)',
      'coin_spent(spender,amount)',
      'burn(burner,amount)',
    ],
  )
  const blocked = (): void =>
    bank.sendCoinsFromModuleToAccount(ctx, 'vault', bank.accounts.moduleAddress('gov'), [
      { denom: 'uinx', amount: 1n },
    ])
  t.throws(blocked, /is not allowed to receive funds: unauthorized/)
  t.end()
})

await t.test('no balance and no supply goes beyond 2^256-1', (t) => {
  const { bank, ctx } = setup()
  const most = (1n << 256n) - 1n
  bank.mintCoins(ctx, 'mint', [{ denom: 'uinx', amount: most }])
  t.throws(
    () => ctx.atomic((branch) => bank.mintCoins(branch, 'mint', [{ denom: 'uinx', amount: 1n }])),
    /out of range: invalid coins/,
  )
  t.end()
})
