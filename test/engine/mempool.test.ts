import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { sha256 } from '../../chain/codec/hash.js'
import type { Application, CheckTxResponse } from '../../chain/types/abci.js'
import { fromUtf8, toHex, utf8 } from '../../chain/types/bytes.js'
import { txSizeInBlock } from '../../node/engine/comet/block.js'
import { TxPool, type MempoolLimits } from '../../node/engine/mempool.js'
import { EngineError } from '../../node/engine/types.js'

/** An application with accounts that count sequences: `sender/sequence/priority/gas/padding`. */
class Accounts {
  readonly committed = new Map<string, number>()
  private checked = new Map<string, number>()
  rechecks = 0
  /** An application that lets a pending sequence be used again. */
  replaces = false

  readonly app = { checkTx: (r) => this.checkTx(r.tx, r.kind) } as Pick<
    Application,
    'checkTx'
  > as Application

  static tx(sender: string, sequence: number, priority = 0, gas = 1, padding = ''): Uint8Array {
    return utf8(`${sender}/${sequence}/${priority}/${gas}/${padding}`)
  }

  static parse(tx: Uint8Array): { sender: string; sequence: number } {
    const [sender = '', sequence = ''] = fromUtf8(tx).split('/')
    return { sender, sequence: Number(sequence) }
  }

  private checkTx(tx: Uint8Array, kind: 'new' | 'recheck'): CheckTxResponse {
    if (kind === 'recheck') this.rechecks++
    const [sender = '', sequence = '', priority = '0', gas = '0'] = fromUtf8(tx).split('/')
    const next = this.checked.get(sender) ?? this.committed.get(sender) ?? 0
    const good = Number(sequence) === next || (this.replaces && Number(sequence) < next)
    if (good) this.checked.set(sender, Math.max(next, Number(sequence) + 1))
    return {
      code: good ? 0 : 32,
      data: new Uint8Array(0),
      log: good ? '' : `account sequence mismatch, expected ${next}, got ${sequence}`,
      info: '',
      gasWanted: BigInt(gas),
      gasUsed: 0n,
      events: [],
      codespace: good ? '' : 'sdk',
      priority: BigInt(priority),
      sender,
      sequence: BigInt(sequence),
    }
  }

  /** Commits an empty block: CheckTx starts from the committed sequences. */
  reset(): void {
    this.checked = new Map()
  }

  /** Executes a block: what has the right sequence is good. */
  execute(txs: readonly Uint8Array[]): CheckTxResponse[] {
    this.checked = new Map()
    const results = txs.map((tx) => {
      const { sender, sequence } = Accounts.parse(tx)
      const good = (this.committed.get(sender) ?? 0) === sequence
      if (good) this.committed.set(sender, sequence + 1)
      return { ...this.checkTx(utf8('none/9'), 'new'), code: good ? 0 : 32 }
    })
    this.checked = new Map()
    return results
  }
}

const WIDE = { maxBytes: 1_000_000n, maxGas: -1n }

function pool(app: Accounts, limits: Partial<MempoolLimits> = {}, room = WIDE): TxPool {
  return new TxPool(app.app, room, limits)
}

function refusal(call: () => unknown): { code: number; message: string; data: string } {
  try {
    call()
  } catch (error) {
    assert.ok(error instanceof EngineError)
    return { code: error.code, message: error.message, data: error.data }
  }
  throw new Error('it was not refused')
}

await t.test(
  'bounds hold, senders keep their order and nothing is there twice, whatever comes',
  async (t) => {
    const limits = { maxTxs: 12, maxBytes: 200, maxTxBytes: 60, cacheSize: 50 }
    const add = fc.record({
      kind: fc.constant('add' as const),
      sender: fc.constantFrom('a', 'b', 'c', 'd'),
      ahead: fc.constantFrom(0, 0, 0, 0, 1, -1),
      priority: fc.integer({ min: 0, max: 3 }),
      gas: fc.integer({ min: 0, max: 6 }),
      padding: fc.constantFrom(0, 3, 20, 70),
    })
    const block = fc.record({
      kind: fc.constant('block' as const),
      maxBytes: fc.integer({ min: 0, max: 150 }),
      maxGas: fc.integer({ min: -1, max: 12 }),
    })
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: add }, { weight: 1, arbitrary: block }), {
          maxLength: 120,
        }),
        (ops) => {
          const accounts = new Accounts()
          const txPool = pool(accounts, limits)
          const admitted = new Map<string, number>()
          let height = 0n
          for (const op of ops) {
            if (op.kind === 'add') {
              const next = admitted.get(op.sender) ?? accounts.committed.get(op.sender) ?? 0
              const sequence = Math.max(0, next + op.ahead)
              const tx = Accounts.tx(
                op.sender,
                sequence,
                op.priority,
                op.gas,
                'x'.repeat(op.padding),
              )
              const [before, had] = [txPool.size, txPool.has(sha256(tx))]
              try {
                const response = txPool.add(tx)
                if (response.code === 0) admitted.set(op.sender, sequence + 1)
                assert.equal(txPool.size, before + (response.code === 0 ? 1 : 0))
                assert.ok(!had)
              } catch (error) {
                assert.ok(error instanceof EngineError, String(error))
                assert.equal(txPool.size, before)
              }
            } else {
              const room = { maxBytes: BigInt(op.maxBytes), maxGas: BigInt(op.maxGas) }
              const txs = txPool.reap(room)
              const bytes = txs.reduce((sum, tx) => sum + txSizeInBlock(tx), 0)
              const gas = txs.reduce((sum, tx) => sum + Number(fromUtf8(tx).split('/')[3]), 0)
              assert.ok(bytes <= op.maxBytes)
              assert.ok(op.maxGas === -1 || gas <= op.maxGas)
              const results = accounts.execute(txs)
              assert.ok(
                results.every((r) => r.code === 0),
                'what is proposed is in sequence',
              )
              txPool.update(++height, txs.map(sha256), results, WIDE)
              for (const tx of txs) assert.ok(!txPool.has(sha256(tx)))
              admitted.clear()
              for (const { tx } of txPool.list(99)) {
                const { sender, sequence } = Accounts.parse(tx)
                admitted.set(sender, sequence + 1)
              }
            }
            const list = txPool.list(99)
            assert.ok(txPool.size <= limits.maxTxs && txPool.bytes <= limits.maxBytes)
            assert.equal(list.length, txPool.size)
            assert.equal(
              list.reduce((sum, x) => sum + x.tx.length, 0),
              txPool.bytes,
            )
            assert.equal(new Set(list.map((x) => toHex(x.hash))).size, list.length)
            const expected = new Map(accounts.committed)
            for (const { tx } of list) {
              const { sender, sequence } = Accounts.parse(tx)
              assert.equal(sequence, expected.get(sender) ?? 0, 'the next of its sender')
              expected.set(sender, sequence + 1)
            }
          }
          return true
        },
      ),
      { numRuns: 150 },
    )
    t.pass('held')
  },
)

await t.test("refusals carry CometBFT's code and texts", async (t) => {
  const accounts = new Accounts()
  const small = pool(
    accounts,
    { maxTxs: 2, maxBytes: 100, maxTxBytes: 40 },
    { maxBytes: 30n, maxGas: 5n },
  )
  t.same(
    refusal(() => small.add(Accounts.tx('a', 0, 0, 1, 'x'.repeat(50)))),
    {
      code: -32603,
      message: 'Internal error',
      data: 'Tx too large. Max size is 40, but got 58',
    },
  )
  t.equal(
    refusal(() => small.add(Accounts.tx('a', 0, 0, 1, 'x'.repeat(25)))).data,
    'tx pre check: tx size is too big: 35, max: 30',
  )
  t.equal(
    refusal(() => small.add(Accounts.tx('a', 0, 0, 6))).data,
    'gas wanted 6 is greater than max gas 5',
  )
  t.equal(small.add(Accounts.tx('b', 0)).code, 0)
  t.equal(refusal(() => small.add(Accounts.tx('b', 0))).data, 'tx already exists in cache')
  t.equal(small.add(Accounts.tx('b', 5)).code, 32, "the application's refusal comes as it is")
  t.equal(small.add(Accounts.tx('b', 5)).code, 32, 'and is not cached')
  t.equal(small.add(Accounts.tx('b', 1)).code, 0)
  t.equal(
    refusal(() => small.add(Accounts.tx('b', 2))).data,
    'mempool is full: number of txs 2 (max: 2), total txs bytes 16 (max: 100)',
  )
  const narrow = pool(accounts, { maxBytes: 20 })
  narrow.add(Accounts.tx('c', 0))
  t.equal(
    refusal(() => narrow.add(Accounts.tx('c', 1, 0, 1, 'x'.repeat(9)))).data,
    'mempool is full: number of txs 1 (max: 5000), total txs bytes 8 (max: 20)',
  )
})

await t.test(
  'more urgent senders go first, and a chain is as urgent as its least urgent link',
  async (t) => {
    const accounts = new Accounts()
    const txPool = pool(accounts)
    const order = () => txPool.list(99).map((x) => fromUtf8(x.tx).split('/').slice(0, 3).join('/'))
    for (const [sender, sequence, priority] of [
      ['a', 0, 1],
      ['a', 1, 9],
      ['b', 0, 5],
      ['b', 1, 2],
      ['c', 0, 5],
    ] as const)
      txPool.add(Accounts.tx(sender, sequence, priority))
    t.same(order(), ['b/0/5', 'c/0/5', 'b/1/2', 'a/0/1', 'a/1/9'])
    t.same(
      txPool.reap({ maxBytes: WIDE.maxBytes, maxGas: 2n }).map((x) => fromUtf8(x).slice(0, 3)),
      ['b/0', 'c/0'],
    )
    t.equal(txPool.list(2).length, 2)
    t.equal(txPool.list(-1).length, 0)
  },
)

await t.test('one that does not fit holds back its sender only', async (t) => {
  const accounts = new Accounts()
  const txPool = pool(accounts)
  txPool.add(Accounts.tx('a', 0, 9, 50))
  txPool.add(Accounts.tx('a', 1, 9, 1))
  txPool.add(Accounts.tx('b', 0, 1, 1))
  const got = txPool.reap({ maxBytes: WIDE.maxBytes, maxGas: 10n }).map((x) => fromUtf8(x)[0])
  t.same(got, ['b'])
})

await t.test(
  'a pending sequence is replaced by a higher priority only, if the application allows',
  async (t) => {
    const accounts = new Accounts()
    const txPool = pool(accounts)
    txPool.add(Accounts.tx('a', 0, 5))
    t.equal(txPool.add(Accounts.tx('a', 0, 9)).code, 32, "the SDK's rule: no replacement")
    accounts.replaces = true
    t.match(
      refusal(() => txPool.add(Accounts.tx('a', 0, 5, 1, 'other'))).data,
      /a transaction of a with sequence 0 already waits with priority 5, want more than that, got 5/,
    )
    t.equal(txPool.add(Accounts.tx('a', 0, 6)).code, 0)
    t.equal(txPool.size, 1)
    t.match(fromUtf8(txPool.list(1)[0]?.tx ?? utf8('')), /^a\/0\/6/)
  },
)

await t.test(
  'after a block: what was good is remembered, what failed may come again',
  async (t) => {
    const accounts = new Accounts()
    const txPool = pool(accounts)
    const [good, late] = [Accounts.tx('a', 0), Accounts.tx('a', 1)]
    txPool.add(good)
    txPool.add(late)
    const failed = { ...accounts.app.checkTx({ tx: Accounts.tx('z', 9), kind: 'new' }), code: 5 }
    accounts.execute([good])
    const left = txPool.update(
      1n,
      [good, Accounts.tx('x', 0)].map(sha256),
      [{ ...failed, code: 0 }, failed],
      WIDE,
    )
    t.equal(left, 0)
    t.equal(accounts.rechecks, 1, 'the rest is checked again')
    t.equal(refusal(() => txPool.add(good)).data, 'tx already exists in cache')
    t.equal(txPool.add(Accounts.tx('x', 0)).code, 0)
    accounts.committed.set('a', 5)
    accounts.reset()
    t.equal(txPool.update(2n, [], [], WIDE), 1, 'what recheck refuses leaves')
    t.equal(txPool.has(sha256(late)), false)
  },
)

await t.test('time to live, shrunken blocks and flush empty the pool', async (t) => {
  const accounts = new Accounts()
  const aging = pool(accounts, { ttlBlocks: 3 })
  aging.add(Accounts.tx('a', 0))
  for (const height of [1n, 2n]) {
    accounts.reset()
    t.equal(aging.update(height, [], [], WIDE), 0)
  }
  t.equal(aging.update(3n, [], [], WIDE), 1)
  const shrinking = pool(new Accounts())
  shrinking.add(Accounts.tx('a', 0, 0, 1, 'x'.repeat(50)))
  shrinking.add(Accounts.tx('b', 0, 0, 9))
  t.equal(shrinking.update(1n, [], [], { maxBytes: 20n, maxGas: 5n }), 2)
  const flushed = pool(new Accounts())
  flushed.add(Accounts.tx('a', 0))
  flushed.flush()
  t.equal(flushed.size + flushed.bytes, 0)
})

await t.test(
  'the cache forgets its oldest, and a throwing application leaves no trace',
  async (t) => {
    const accounts = new Accounts()
    const txPool = pool(accounts, { cacheSize: 2 })
    txPool.add(Accounts.tx('a', 0))
    txPool.add(Accounts.tx('b', 0))
    txPool.add(Accounts.tx('c', 0))
    t.equal(txPool.add(Accounts.tx('a', 0)).code, 32, 'forgotten, so that it is checked again')
    let angry = true
    const broken = new TxPool(
      {
        checkTx: (r: { tx: Uint8Array; kind: 'new' | 'recheck' }) => {
          if (angry) throw new Error('bug')
          return accounts.app.checkTx(r)
        },
      } as Application,
      WIDE,
    )
    t.throws(() => broken.add(Accounts.tx('d', 0)), /bug/)
    angry = false
    t.equal(broken.add(Accounts.tx('d', 0)).code, 0)
  },
)
