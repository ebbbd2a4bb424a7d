import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { utf8 } from '../../../chain/types/bytes.js'
import { Probe, probeTx } from '../../support/probeApp.js'

await t.test('queries: by path and height, raw keys with proofs, simulation', (t) => {
  const probe = new Probe().init()
  const ask = (path: string, data: Uint8Array = new Uint8Array(), height = 0n, prove = false) =>
    probe.app.query({ path, data, height, prove })
  probe.block()
  probe.block([probeTx(['good'])])
  const blocksAt = (height: bigint): string =>
    codec('cosmos.base.v1beta1.Coin').decode(ask('/probe.Query/Blocks', undefined, height).value)
      .amount
  t.equal(blocksAt(0n), '102')
  t.equal(blocksAt(1n), '101')
  t.equal(ask('/probe.Query/Blocks').height, 2n)
  const rows: [string, Uint8Array, bigint, boolean, number, RegExp][] = [
    ['/no.Such/Query', utf8(''), 0n, false, 6, /^unknown query path: unknown request$/],
    ['/probe.Query/Blocks', utf8(''), 3n, false, 26, /height in the future/],
    ['/probe.Query/Blocks', utf8(''), -1n, false, 18, /height < 0/],
    ['/probe.Query/Blocks', Uint8Array.of(0x0a, 9), 0n, false, 18, /malformed/],
    ['/probe.Query/Bug', utf8(''), 0n, false, 111222, /^recovered: internal error: panic$/],
    ['/store/probe/key', utf8(''), 0n, false, 2, /zero length/],
    ['/store/none/key', utf8('x'), 0n, false, 6, /no such store: none/],
    ['/store/probe/key', Uint8Array.of(1), 1n, true, 18, /proof when height <= 1/],
    ['/store/probe/nothing', Uint8Array.of(1), 0n, false, 6, /unknown query path/],
    ['/app/simulate', utf8('garbage'), 0n, false, 2, /tx parse error/],
    [
      '/cosmos.tx.v1beta1.Service/Simulate',
      utf8(''),
      0n,
      false,
      18,
      /empty txBytes is not allowed/,
    ],
  ]
  for (const [path, data, height, prove, code, log] of rows) {
    const answer = ask(path, data, height, prove)
    t.equal(answer.code, code, path)
    t.match(answer.log, log)
    t.equal(answer.height, height)
  }
  t.same(probe.reports, ['query /probe.Query/Bug: Error: a bug'])
  const key = ask('/store/probe/key', Uint8Array.of(1), 2n, true)
  t.same(key.value, new Uint8Array([0, 0, 0, 0, 0, 0, 0, 1]))
  t.same(
    key.proofOps?.map((op) => op.type),
    ['ics23:iavl', 'ics23:simple'],
  )
  t.equal(ask('/store/probe/key', Uint8Array.of(77)).value.length, 0)
  t.equal(Buffer.from(ask('/app/version').value).toString(), '1.2.3')
  const request = codec('cosmos.tx.v1beta1.SimulateRequest')
  const simulate = (txBytes: Uint8Array) =>
    ask('/cosmos.tx.v1beta1.Service/Simulate', request.encode({ tx: null, txBytes }))
  const simulated = codec('cosmos.tx.v1beta1.SimulateResponse').decode(
    simulate(probeTx(['good'], 1n)).value,
  )
  t.equal(simulated.gasInfo?.gasWanted, (1n << 64n) - 1n)
  t.ok((simulated.gasInfo?.gasUsed ?? 0n) > 1000n)
  t.equal(simulated.result?.msgResponses.length, 1)
  const failed = simulate(probeTx(['refuse']))
  t.equal(failed.code, 6)
  t.match(
    failed.log,
    /^rpc error: code = Unknown desc = failed to execute message; message index: 0: probe: insufficient funds with gas used: '\d+': unknown request$/,
  )
  t.same(probe.counts(), { ran: 1n, paid: 1n, blocks: 102n })
  t.same(probe.app.exportGenesis(), { probe: { start: '102' } })
  t.same(probe.app.brokenInvariants(), [])
  probe.block([probeTx(['good', 'good', 'good', 'good', 'good'], 200_000n)])
  t.same(probe.app.brokenInvariants(), ['probe/few: many'])
  t.end()
})
