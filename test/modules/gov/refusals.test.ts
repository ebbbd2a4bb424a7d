/** One row per way to be refused, in the order of modules/gov/README.md, then the success. */
import t from 'tap'
import { DEFAULT_PARAMS } from '../../../modules/gov/params.js'
import { address } from '../../support/memoryContext.js'
import { pack, wire } from '../setup.js'
import { AUTHORITY, GOV_ACCOUNT, governed, modelChange } from './governed.js'

const good = { authority: address(AUTHORITY), message: modelChange(), reason: 'room to grow' }

await t.test('MsgAnnounceParams', async (t) => {
  const g = governed()
  const url = '/infonex.model.v1.MsgUpdateParams'
  const send = {
    fromAddress: GOV_ACCOUNT,
    toAddress: address(AUTHORITY),
    amount: wire('1uinx'),
  }
  const stranger = { authority: address(2) }
  // Each row is wrong in all that the rows below it are wrong in, as far as one message can be.
  const rows: [string, object, RegExp][] = [
    ['foreign authority', { authority: 'cosmos1x', message: null }, /^sdk 7/],
    ['no message', { message: null, reason: 'x'.repeat(501) }, /^gov 4: message is absent/],
    ['long reason', { ...stranger, reason: 'x'.repeat(501) }, /^gov 6: reason has 501/],
    ['a stranger', { ...stranger, message: { type_url: '/x', value: new Uint8Array() } }, /^gov 2/],
    [
      'the gov account itself',
      { authority: GOV_ACCOUNT },
      /^gov 2: authority is infonex1.*, want infonex1/,
    ],
    ['unknown message', { message: { type_url: '/x.Y', value: new Uint8Array() } }, /^gov 4/],
    [
      'a send in the name of the gov account',
      { message: pack('cosmos.bank.v1beta1.MsgSend', send) },
      /^gov 4: \/cosmos\.bank\.v1beta1\.MsgSend/,
    ],
    [
      'an announcement of an announcement',
      { message: pack('infonex.gov.v1.MsgAnnounceParams', { ...good, authority: GOV_ACCOUNT }) },
      /^gov 4/,
    ],
    ['unreadable', { message: { type_url: url, value: Uint8Array.of(10, 200) } }, /^gov 9/],
    [
      'in the name of the authority',
      { message: modelChange({ maxWeightRoots: 0 }, address(AUTHORITY)) },
      /^gov 5: authority is .*, want/,
    ],
    [
      'refused by its module',
      { message: modelChange({ maxWeightRoots: 0 }) },
      /^model 11: max_weight_roots is 0/,
    ],
  ]
  for (const [name, change, want] of rows)
    t.match(g.refusal(g.ctx, 'MsgAnnounceParams', { ...good, ...change }), want, name)
  t.same([...g.gov.announcements.walk(g.ctx)], [], 'a refusal leaves nothing')
  t.equal(g.gov.nextId.peek(g.ctx), 1n, 'and takes no number')

  g.gov.params.set(g.ctx, { ...DEFAULT_PARAMS, maxPending: 2 })
  t.equal(g.refusal(g.ctx, 'MsgAnnounceParams', good), undefined)
  t.equal(
    g.refusal(g.ctx, 'MsgAnnounceParams', { ...good, reason: 'x'.repeat(500) }),
    undefined,
    'the same again, with the longest reason',
  )
  const full = { ...good, message: { type_url: '/x', value: new Uint8Array() } }
  t.match(g.refusal(g.ctx, 'MsgAnnounceParams', full), /^gov 3: 2 are waiting, want at most 2/)
  g.run(g.ctx, 'MsgCancelAnnouncement', { authority: address(AUTHORITY), id: 1n })
  t.same(
    g.run(g.ctx, 'MsgAnnounceParams', good),
    {
      id: 3n,
      forceMs: g.ctx.timeMs + DEFAULT_PARAMS.delayMs,
      forceHeight: g.ctx.height + DEFAULT_PARAMS.delayBlocks,
    },
    'numbers are never given twice',
  )
})

await t.test('nobody may announce when genesis names nobody', async (t) => {
  const g = governed()
  g.gov.authority.delete(g.ctx)
  t.match(g.refusal(g.ctx, 'MsgAnnounceParams', good), /^gov 2: .* want nobody/)
  t.match(
    g.refusal(g.ctx, 'MsgAnnounceParams', { ...good, authority: GOV_ACCOUNT }),
    /^gov 2: .* want nobody/,
  )
  t.match(g.refusal(g.ctx, 'MsgAnnounceParams', { ...good, authority: '' }), /^sdk 7/)
})

await t.test('MsgCancelAnnouncement', async (t) => {
  const g = governed()
  const cancel = { authority: address(AUTHORITY), id: 1n }
  const refusal = (change: object = {}): string | undefined =>
    g.refusal(g.ctx, 'MsgCancelAnnouncement', { ...cancel, ...change })
  t.match(refusal({ authority: 'x' }), /^sdk 7/)
  t.match(refusal({ authority: address(2) }), /^gov 2/)
  t.match(refusal(), /^gov 7: announcement 1/)
  g.run(g.ctx, 'MsgAnnounceParams', good)
  t.match(refusal({ authority: address(2) }), /^gov 2/)
  t.match(refusal({ id: 2n }), /^gov 7/)
  t.equal(refusal(), undefined)
  t.match(refusal(), /^gov 7/, 'once')
})

await t.test('MsgUpdateParams of gov', async (t) => {
  const g = governed()
  const p = DEFAULT_PARAMS
  const year = 31_536_000_000n
  const rows: [object, RegExp][] = [
    [{ params: null, authority: address(2) }, /^gov 8: params are absent/],
    [{ params: { ...p, delayMs: 999n } }, /^gov 8: delay_ms is 999/],
    [{ params: { ...p, delayMs: year + 1n } }, /^gov 8: delay_ms/],
    [{ params: { ...p, delayBlocks: 0n } }, /^gov 8: delay_blocks is 0/],
    [{ params: { ...p, delayBlocks: 10_000_001n } }, /^gov 8: delay_blocks/],
    [{ params: { ...p, maxPending: 0 } }, /^gov 8: max_pending is 0/],
    [{ params: { ...p, maxPending: 1001 } }, /^gov 8: max_pending is 1001/],
    [{ authority: address(AUTHORITY) }, /^gov 2: .*want infonex1/],
  ]
  const msg = { authority: GOV_ACCOUNT, params: { ...p, delayMs: 1000n, delayBlocks: 1n } }
  for (const [change, want] of rows)
    t.match(g.refusal(g.ctx, 'MsgUpdateParams', { ...msg, ...change }), want, String(want))
  t.equal(g.refusal(g.ctx, 'MsgUpdateParams', msg), undefined)
  t.same(g.gov.paramsOrDefault(g.ctx), msg.params)
})
