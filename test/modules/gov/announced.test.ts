/** Announced changes through the whole application: old and new value, both clocks, failure, cancelling. */
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { toBase64 } from '@cosmjs/encoding'
import type { Event } from '../../../chain/types/event.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { signTx, TestChain, testKey } from '../../support/testChain.js'
import { GOV_ACCOUNT, modelChange, shown } from './governed.js'

const authority = testKey(0).text
const TYPE = '/infonex.model.v1.MsgUpdateParams'

/** A chain of blocks 5 s apart whose genesis names key 0 as the authority. */
function chain(delays: { ms: number; blocks: number }, more: object = {}) {
  const params = { delay_ms: `${delays.ms}`, delay_blocks: `${delays.blocks}`, max_pending: 8 }
  const gov = { params, authority, next_id: '1', announcements: [], ...more }
  const c = new TestChain({ appState: { gov } })
  const tx = <N extends keyof PlainTypes>(name: N, value: PlainTypes[N]): Uint8Array => {
    const msgs = [{ typeUrl: `/${name}`, value: codec(name).encode(value) }]
    return signTx({ msgs, signers: [c.signer(0)], fee: 500n, gas: 1_000_000n }, c.parts)
  }
  const roots = (): number => {
    const ctx = c.app.contextAt(c.store.version)
    if (ctx === undefined) throw new Error('no state')
    return c.parts.model.paramsOrDefault(ctx).maxWeightRoots
  }
  const announce = (maxWeightRoots: number): Uint8Array =>
    tx('infonex.gov.v1.MsgAnnounceParams', {
      authority,
      message: modelChange({ maxWeightRoots }),
      reason: 'a test',
    })
  return { c, tx, roots, announce }
}

/** Attributes of the events of gov with this short name. */
function ofGov(events: readonly Event[], short: string): Record<string, string>[] {
  return events
    .filter((e) => e.type === `infonex.gov.v1.Event${short}`)
    .map((e) => Object.fromEntries(e.attributes.map(({ key, value }) => [key, value])))
}

for (const [what, delays, inForce] of [
  ['blocks pass first', { ms: 12_000, blocks: 1 }, 4n],
  ['time passes first', { ms: 1000, blocks: 4 }, 5n],
] as const)
  await t.test(`in force when time and blocks have passed: ${what}`, async (t) => {
    const { c, roots, announce } = chain(delays)
    const { txResults } = c.block([announce(77)])
    t.match(txResults[0], { code: 0 })
    const [said] = ofGov(txResults[0]?.events ?? [], 'ParamsAnnounced')
    t.match(said, { id: '1', message: TYPE, force_height: `${1 + delays.blocks}` })
    t.equal(said?.['old'], toBase64(shown()), 'the old value')
    t.equal(said?.['new'], toBase64(shown({ maxWeightRoots: 77 })), 'the new value')
    while (c.height < inForce - 1n) {
      const { events } = c.block()
      t.same(ofGov(events, 'ParamsApplied'), [], `nothing yet at ${c.height}`)
      t.equal(roots(), 2048)
    }
    const { events } = c.block()
    const applied = ofGov(events, 'ParamsApplied')
    t.equal(applied.length, 1)
    t.match(applied, [{ id: '1', message: TYPE, old: said?.['old'], new: said?.['new'] }])
    t.equal(roots(), 77)
    t.same(ofGov(c.block().events, 'ParamsApplied'), [], 'once')
    t.same(c.reports, [])
  })

await t.test('changes that fall due together apply in order of announcement', async (t) => {
  const { c, roots, announce } = chain({ ms: 6000, blocks: 3 })
  c.block([announce(70)])
  c.block([announce(71)])
  c.block()
  const first = ofGov(c.block().events, 'ParamsApplied')
  t.match(first, [{ id: '1', old: toBase64(shown()) }])
  const second = ofGov(c.block().events, 'ParamsApplied')
  t.match(
    second,
    [{ id: '2', old: toBase64(shown({ maxWeightRoots: 70 })) }],
    'old is what was replaced',
  )
  t.equal(roots(), 71)
})

await t.test('a cancelled announcement never runs', async (t) => {
  const { c, tx, roots, announce } = chain({ ms: 1000, blocks: 3 })
  c.block([announce(77)])
  const cancel = tx('infonex.gov.v1.MsgCancelAnnouncement', { authority, id: 1n })
  const { txResults } = c.block([cancel])
  t.match(ofGov(txResults[0]?.events ?? [], 'AnnouncementCancelled'), [{ id: '1', message: TYPE }])
  for (let i = 0; i < 6; i++) t.same(ofGov(c.block().events, 'ParamsApplied'), [])
  t.equal(roots(), 2048)
})

await t.test('a later change of the delay does not touch what waits', async (t) => {
  const { c, tx, roots, announce } = chain({ ms: 1000, blocks: 2 })
  const longer = codec('infonex.gov.v1.MsgUpdateParams').encode({
    authority: GOV_ACCOUNT,
    params: { delayMs: 1000n, delayBlocks: 1000n, maxPending: 8 },
  })
  const message = { type_url: '/infonex.gov.v1.MsgUpdateParams', value: longer }
  c.block([tx('infonex.gov.v1.MsgAnnounceParams', { authority, message, reason: '' })])
  c.block([announce(77)])
  c.block()
  t.equal(roots(), 2048)
  c.block()
  t.equal(roots(), 77, 'in force by the delay of its announcement')
  const { txResults } = c.block([announce(78)])
  t.match(ofGov(txResults[0]?.events ?? [], 'ParamsAnnounced'), [{ force_height: '1005' }])
})

await t.test('what its module refuses when its time comes: an event, and it is gone', async (t) => {
  const announcement = (id: number, maxWeightRoots: number) => {
    const { type_url, value } = modelChange({ maxWeightRoots })
    return {
      id: `${id}`,
      message: { type_url, value: toBase64(value) },
      old_params: '',
      announced_height: '1',
      force_ms: '1',
      force_height: `${id + 1}`,
      reason: '',
    }
  }
  // Good in form, out of bounds for its module: genesis can bring one such, messages cannot.
  const announcements = [announcement(1, 0), announcement(2, 9)]
  const { c, roots } = chain({ ms: 1000, blocks: 1 }, { next_id: '3', announcements })
  c.block()
  const { events } = c.block()
  t.match(ofGov(events, 'ParamsFailed'), [
    { id: '1', message: TYPE, reason: /max_weight_roots is 0/ },
  ])
  t.same(ofGov(events, 'ParamsApplied'), [])
  t.equal(roots(), 2048)
  t.match(ofGov(c.block().events, 'ParamsApplied'), [{ id: '2' }], 'the next one is untouched')
  t.equal(roots(), 9)
  t.same(ofGov(c.block().events, 'ParamsFailed'), [], 'it is gone')
  t.same(c.reports, [], 'nothing unexpected')
})
