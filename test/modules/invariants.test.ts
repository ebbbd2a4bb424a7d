import t from 'tap'
import { concatBytes } from '../../chain/types/bytes.js'
import { ALLOWANCES_PREFIX } from '../../modules/feegrant/keys.js'
import { BASIC } from '../../modules/feegrant/state.js'
import { addressBytes } from '../support/memoryContext.js'
import { at, broken, fund, type Setup, setup } from './setup.js'

const END = at(1_800_000_000n)
const SEND = '/cosmos.bank.v1beta1.MsgSend'

/** A good state with something of everything. */
function good(): Setup {
  const app = setup()
  fund(app, app.ctx, 1, '5uinx')
  app.authz.saveGrant(
    app.ctx,
    addressBytes(1),
    addressBytes(2),
    { typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization', value: { msg: SEND } },
    END,
  )
  const pair = { granter: addressBytes(1), grantee: addressBytes(2) }
  app.feegrant.grant(app.ctx, pair, { typeUrl: BASIC, value: { spendLimit: [], expiration: END } })
  return app
}

await t.test('every invariant sees the damage it is there for', (t) => {
  const one = addressBytes(1)
  const pair = { granter: one, grantee: addressBytes(2) }
  const rows: readonly (readonly [string, (app: Setup) => void, RegExp])[] = [
    [
      'a number that leads nowhere',
      ({ auth, ctx }) => auth.addressByNumber.delete(ctx, 4n),
      /^number 4 does not lead to infonex1/,
    ],
    [
      'a number that was never given out',
      ({ auth, ctx }) => auth.nextNumber.set(ctx, 2n),
      /has number \d+, the next one is 2$/,
    ],
    [
      'a number without an account',
      ({ auth, ctx }) => auth.addressByNumber.set(ctx, 3_000n, one),
      /^7 numbers for 6 accounts$/,
    ],
    [
      'a balance without its index',
      ({ bank, ctx }) => bank.owners.delete(ctx, ['uinx', one]),
      /is no owner of uinx$/,
    ],
    [
      'an index without its balance',
      ({ bank, ctx }) => bank.owners.add(ctx, ['ubtc', one]),
      /^2 owners for 1 balances$/,
    ],
    [
      'a balance of zero',
      ({ bank, ctx }) => bank.balances.set(ctx, [one, 'uinx'], 0n),
      /has 0uinx$/,
    ],
    [
      'coins out of nothing',
      ({ bank, ctx }) => bank.setBalance(ctx, one, 'uinx', 6n),
      /^supply is 5uinx, balances add up to 6uinx$/,
    ],
    [
      'coins of a denomination that there is not',
      ({ bank, ctx }) => bank.setBalance(ctx, one, 'ubtc', 6n),
      /^1 denominations have owners and no supply$/,
    ],
    [
      'a grant that leaves the queue',
      ({ authz, ctx }) => authz.grants.delete(ctx, { ...pair, msgTypeUrl: SEND }),
      /^1 queued for 0 grants$/,
    ],
    [
      'a queue without a grant',
      ({ authz, ctx }) => {
        for (const [key] of [...authz.queue.walk(ctx)]) authz.queue.delete(ctx, key)
      },
      /MsgSend is not in the queue$/,
    ],
    [
      'an allowance that leaves the queue',
      ({ feegrant, ctx }) => feegrant.allowances.delete(ctx, pair),
      /^1 queued for 0 allowances$/,
    ],
    [
      'a queue without an allowance',
      ({ feegrant, ctx }) => {
        for (const key of [...feegrant.queue.walk(ctx)]) feegrant.queue.delete(ctx, key)
      },
      /^the allowance of infonex1.* is not in the queue$/,
    ],
  ]
  t.same(broken(good().modules, good().ctx), [])
  for (const [name, damage, wanted] of rows) {
    const app = good()
    damage(app)
    const found = broken(app.modules, app.ctx)
    t.ok(
      found.some((text) => wanted.test(text)),
      `${name}: ${found.join('; ')}`,
    )
  }
  t.end()
})

await t.test('a stored allowance of an unknown type is a bug, and loud', (t) => {
  const { feegrant, ctx } = good()
  const key = concatBytes(ALLOWANCES_PREFIX, Uint8Array.of(1, 7, 1, 8))
  ctx.kv('feegrant').set(key, Uint8Array.of(10, 1, 120))
  const pair = { grantee: Uint8Array.of(7), granter: Uint8Array.of(8) }
  t.throws(() => feegrant.getAllowance(ctx, pair), /a stored allowance is of a known type/)
  t.end()
})
