import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { toHex, utf8 } from '../../../chain/types/bytes.js'
import type { SystemTx } from '../../../chain/types/systemTx.js'
import { SdkError } from '../../../chain/types/errors.js'
import { event } from '../../../chain/types/event.js'
import {
  blocks,
  bump,
  type Deed,
  paid,
  Probe,
  probeModule,
  probeTx,
} from '../../support/probeApp.js'

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

await t.test(
  'Info and InitChain answer as the SDK does; genesis is committed with block 1',
  (t) => {
    const probe = new Probe()
    t.equal(toHex(probe.app.info().lastBlockAppHash), EMPTY_HASH)
    probe.init({ probe: { start: '40' } })
    t.equal(probe.app.info().lastBlockHeight, 0n)
    t.equal(probe.log.length, 0)
    const { appHash } = probe.block()
    t.same(probe.counts(), { ran: 0n, paid: 0n, blocks: 41n })
    t.same(probe.app.info().lastBlockAppHash, appHash)
    t.equal(probe.app.info().lastBlockHeight, 1n)
    t.equal(probe.log[0]?.height, 1n)
    t.throws(
      () => new Probe().init({ probe: { start: 1 } }),
      /app_state\.probe: start is not a string/,
    )
    t.throws(() => new Probe().finalize(), /InitChain comes before/)
    t.end()
  },
)

await t.test('a block that is finalized again has the same hash, the first one too', (t) => {
  const probe = new Probe().init()
  for (let height = 1; height <= 3; height++) {
    const txs = [probeTx(['good'])]
    probe.finalize([])
    const first = probe.finalize(txs).appHash
    t.same(probe.block(txs).appHash, first)
  }
  t.same(probe.counts(), { ran: 3n, paid: 3n, blocks: 103n })
  t.end()
})

await t.test('codes, logs, gas and events of transactions', (t) => {
  const probe = new Probe().init()
  const cases: [Uint8Array, number, string, RegExp][] = [
    [probeTx(['good', 'good']), 0, '', /^$/],
    [
      probeTx(['good', 'refuse']),
      5,
      'sdk',
      /^failed to execute message; message index: 1: probe: insufficient funds$/,
    ],
    [probeTx(['basic']), 10, 'sdk', /probe: invalid coins/],
    [probeTx(['good'], 100_000n, 'poor'), 13, 'sdk', /probe: insufficient fee/],
    [
      probeTx(['burn-gas']),
      11,
      'sdk',
      /^out of gas in location: probe; gasWanted: 100000, gasUsed: /,
    ],
    [probeTx(['throw']), 111222, 'sdk', /^recovered: internal error: panic$/],
    [probeTx([]), 18, 'sdk', /must contain at least one message: invalid request/],
    [utf8('garbage'), 2, 'sdk', /tx parse error/],
  ]
  const { txResults, events } = probe.block(cases.map(([bytes]) => bytes))
  cases.forEach(([, code, codespace, log], i) => {
    const result = txResults[i]
    t.equal(result?.code, code, `case ${i}`)
    t.equal(result?.codespace, codespace)
    t.match(result?.log, log)
    if (code !== 0) t.equal(result?.data.length, 0)
  })
  // Paid: all that passed the ante handler; ran: the messages of the first alone.
  t.same(probe.counts(), { ran: 2n, paid: 4n, blocks: 101n })
  t.same(probe.reports, ['deliver at height 1: Error: a bug'])
  const types = txResults[0]?.events.map((e) => e.type)
  t.same(types, ['tx', 'message', 'probe', 'message', 'probe'])
  t.same(
    txResults[0]?.events[3]?.attributes.map((a) => [a.key, a.value]),
    [
      ['action', '/cosmos.bank.v1beta1.MsgSend'],
      ['sender', txResults[0]?.events[1]?.attributes[1]?.value],
      ['module', 'bank'],
      ['msg_index', '1'],
    ],
  )
  t.same(
    txResults[1]?.events.map((e) => e.type),
    ['tx'],
  )
  t.same(txResults[3]?.events, [])
  const data = codec('cosmos.base.abci.v1beta1.TxMsgData').decode(txResults[0]?.data as Uint8Array)
  t.same(
    data.msgResponses.map((r) => r.type_url),
    ['/cosmos.bank.v1beta1.MsgSendResponse', '/cosmos.bank.v1beta1.MsgSendResponse'],
  )
  t.same(
    events.map((e) => [e.type, e.attributes.at(-1)?.value]),
    [
      ['begun', 'BeginBlock'],
      ['ended', 'EndBlock'],
    ],
  )
  t.end()
})

await t.test('a stack overflow is never recovered; a bug halts where that is asked for', (t) => {
  const probe = new Probe().init()
  t.throws(() => probe.finalize([probeTx(['overflow'])]), RangeError)
  const strict = new Probe({ haltOnUnexpected: true }).init()
  t.throws(() => strict.finalize([probeTx(['throw'])]), /a bug/)
  t.end()
})

await t.test('CheckTx runs the ante handler alone, on a state that Commit resets', (t) => {
  const probe = new Probe().init()
  const checked = probe.app.checkTx({ tx: probeTx(['refuse']), kind: 'new' })
  t.equal(checked.code, 0)
  t.same([checked.priority, checked.sequence], [7n, 3n])
  t.equal(probe.app.checkTx({ tx: probeTx(['good'], 1n), kind: 'new' }).code, 11)
  probe.block()
  t.same(probe.counts(), { ran: 0n, paid: 0n, blocks: 101n })
  t.equal(probe.app.checkTx({ tx: probeTx(['good']), kind: 'recheck' }).code, 0)
  t.end()
})

await t.test('the gas of a block is bounded', (t) => {
  const probe = new Probe().init({}, 150_000n)
  const limits = probe.block([probeTx(['burn-gas']), probeTx(['burn-gas']), probeTx(['good'])])
  t.same(
    limits.txResults.map((r) => [r.code, r.log.split(';')[0]]),
    [
      [11, 'out of gas in location: probe'],
      [11, 'out of gas in location: probe'],
      [11, 'no block gas left to run tx: out of gas'],
    ],
  )
  t.equal(probe.counts().paid, 2n)
  const request = {
    maxTxBytes: 1_000_000n,
    localLastCommit: { round: 0, votes: [] },
    height: 2n,
    timeNs: 5n,
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: new Uint8Array(20),
  }
  const txs = [
    utf8('garbage'),
    probeTx(['good']),
    probeTx(['good'], 60_000n),
    probeTx(['good'], 40_000n),
  ]
  const prepared = probe.app.prepareProposal({ ...request, txs }).txs
  t.same(prepared, [txs[1]], 'as gas allows, in order')
  const small = probe.app.prepareProposal({ ...request, txs, maxTxBytes: 40n }).txs
  t.same(small, [], 'as bytes allow')
  const proposal = {
    ...request,
    proposedLastCommit: request.localLastCommit,
    hash: new Uint8Array(32),
  }
  const accept = (...list: Uint8Array[]): boolean =>
    probe.app.processProposal({ ...proposal, txs: list }).accept
  t.ok(accept(...prepared))
  t.ok(accept())
  t.notOk(accept(utf8('garbage')))
  t.notOk(accept(probeTx(['good']), probeTx(['good'])), 'more gas than a block has')
  t.end()
})

const PREFIX = utf8('\u0000system:')
const systemTx: SystemTx = {
  matches: (bytes) => toHex(bytes).startsWith(toHex(PREFIX)),
  build: (ctx) => Buffer.concat([PREFIX, utf8(`${ctx.block.height} ${blocks.get(ctx)}`)]),
  validate: (ctx, bytes) =>
    bytes !== undefined && Buffer.from(bytes).equals(systemTx.build(ctx) as Uint8Array),
  execute(ctx, bytes) {
    bump(ctx, paid)
    ctx.events.push(event('system', [['bytes', toHex(bytes)]]))
    if (bytes.length < PREFIX.length + 5) throw SdkError.invalidRequest('short')
  },
}

await t.test('one system transaction: put, demanded at index 0, refused elsewhere', (t) => {
  const probe = new Probe({ systemTx }).init()
  const request = {
    maxTxBytes: 1_000_000n,
    localLastCommit: { round: 0, votes: [] },
    height: 1n,
    timeNs: 5n,
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: new Uint8Array(20),
  }
  const good = probeTx(['good'])
  const { txs } = probe.app.prepareProposal({ ...request, txs: [good] })
  t.equal(txs.length, 2)
  const system = txs[0] as Uint8Array
  t.match(Buffer.from(system).toString(), /system:1 100$/)
  const proposal = {
    ...request,
    proposedLastCommit: request.localLastCommit,
    hash: new Uint8Array(32),
  }
  const accept = (...list: Uint8Array[]): boolean =>
    probe.app.processProposal({ ...proposal, txs: list }).accept
  t.ok(accept(system, good))
  t.ok(accept(system))
  t.notOk(accept(good), 'missing')
  t.notOk(accept(good, system), 'not first')
  t.notOk(accept(system, system), 'twice')
  t.notOk(accept(Buffer.concat([PREFIX, utf8('1 99')])), 'wrong')
  const refused = probe.app.checkTx({ tx: system, kind: 'new' })
  t.same([refused.code, refused.codespace], [4, 'sdk'])
  const { txResults } = probe.block([system, good, system])
  t.same(
    txResults.map((r) => r.code),
    [0, 0, 4],
  )
  t.equal(txResults[0]?.events[0]?.type, 'system')
  t.equal(probe.counts().paid, 2n)
  const short = probe.block([Buffer.concat([PREFIX, utf8('1')])])
  t.equal(short.txResults[0]?.code, 18)
  t.equal(probe.counts().paid, 2n, 'what it wrote is dropped')
  t.end()
})

await t.test('a failed append keeps the block from being acknowledged', (t) => {
  let broken = true
  const probe = new Probe({
    log: {
      append: () => {
        if (broken) throw new Error('disk full')
      },
    },
  }).init()
  probe.finalize()
  t.throws(() => probe.app.commit(), /disk full/)
  t.equal(probe.app.info().lastBlockHeight, 0n)
  broken = false
  probe.app.commit()
  t.equal(probe.app.info().lastBlockHeight, 1n)
  t.throws(() => probe.app.commit(), /FinalizeBlock comes before Commit/)
  t.end()
})

await t.test('a restart at any point gives the same hashes', (t) => {
  const deed = fc.constantFrom<Deed>('good', 'refuse', 'burn-gas', 'basic')
  const plan = fc.array(fc.tuple(fc.array(deed, { maxLength: 3 }), fc.boolean()), { maxLength: 6 })
  fc.assert(
    fc.property(plan, (steps) => {
      const straight = new Probe().init()
      let restarted = new Probe().init()
      for (const [deeds, restart] of steps) {
        const txs = deeds.map((d) => probeTx([d]))
        const want = straight.block(txs)
        // What was checked or proposed before must not matter either.
        for (const tx of restart ? txs : []) restarted.app.checkTx({ tx, kind: 'new' })
        const got = restarted.block(txs)
        assert.deepEqual(got, want)
        if (restart) restarted = new Probe({ from: restarted })
      }
      return true
    }),
    { numRuns: 60 },
  )
  t.end()
})

await t.test('an older state is refused with the command, or migrated in the next block', (t) => {
  const probe = new Probe().init()
  probe.block()
  const v3 = probeModule({
    consensusVersion: 3,
    migrations: {
      1: (ctx) => blocks.set(ctx, 1000n),
      2: (ctx) => blocks.set(ctx, (blocks.get(ctx) as bigint) * 2n),
    },
  })
  t.throws(
    () => new Probe({ from: probe, modules: [v3] }),
    /probe from version 1 to 3.*infonex start --migrate/,
  )
  const migrated = new Probe({ from: probe, modules: [v3], migrate: true })
  migrated.block()
  t.equal(migrated.counts().blocks, 2001n)
  migrated.block()
  t.equal(migrated.counts().blocks, 2002n)
  t.equal(new Probe({ from: migrated, modules: [v3] }).app.info().lastBlockHeight, 3n)
  t.throws(() => new Probe({ from: migrated }), /version 3, this program knows 1: install a newer/)
  const gap = probeModule({ consensusVersion: 5 })
  const stuck = new Probe({ from: migrated, modules: [gap], migrate: true })
  t.throws(() => stuck.finalize(), /no migration from version 3 to 4/)
  t.end()
})
