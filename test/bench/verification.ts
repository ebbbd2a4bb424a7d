/** What receipts and demands cost the chain, per message, over a store in memory. */
import { performance } from 'node:perf_hooks'
import { createHash } from 'node:crypto'
import { buildReceiptTree, provePath, verifyPath } from '../../proto/verification/receiptTree.js'
import {
  bundleBytes,
  isRightDelivery,
  publicKeyOf,
  sealOutput,
} from '../../proto/verification/delivery.js'
import { address } from '../support/memoryContext.js'
import {
  answerMsg,
  court,
  demandMsg,
  hash,
  open,
  PAYER,
  receiptOf,
  SALT,
  secretOf,
  signReceipt,
  STRANGER,
} from '../modules/verification/court.js'
import type { Bench, Figures } from './main.js'

/** The middle of the times of one message that is made anew each time. */
function medianMs(runs: number, prepare: (i: number) => () => void): number {
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const body = prepare(i)
    const start = performance.now()
    body()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return Number((times[Math.floor(runs / 2)] as number).toFixed(3))
}

const large = (bytes: number) => [
  { name: 'y', dtype: 'UINT8' as const, shape: [bytes], bytes: new Uint8Array(bytes).fill(7) },
]

function messages(runs: number): Figures {
  const c = court()
  const anchorReceiptMs = medianMs(runs * 4, (i) => {
    const msg = {
      ...{ sender: address(STRANGER), attribution: c.attribution, inclusion: null },
      receipt: signReceipt(receiptOf(c, BigInt(i + 1))),
    }
    return () => void c.run(c.ctx, 'MsgAnchorReceipt', msg)
  })
  const demandOutputMs = medianMs(runs, () => {
    const fresh = court()
    const msg = demandMsg(fresh, 1n)
    return () => void fresh.run(fresh.ctx, 'MsgDemandOutput', msg)
  })
  const answered = (bytes: number) => {
    const fresh = court()
    const msg = answerMsg(fresh, open(fresh, fresh.ctx, 1n), large(bytes))
    return { fresh, msg }
  }
  const prove = (bytes: number) =>
    medianMs(runs, () => {
      const { fresh, msg } = answered(bytes)
      fresh.run(fresh.ctx, 'MsgAnswerDemand', msg)
      const proof = { demander: address(PAYER), demandId: 1n, secretKey: secretOf(1n) }
      return () => void fresh.run(fresh.ctx, 'MsgProveWrongDelivery', proof)
    })
  const answerDemand64KiBMs = medianMs(runs, () => {
    const { fresh, msg } = answered(65_400)
    return () => void fresh.run(fresh.ctx, 'MsgAnswerDemand', msg)
  })
  return {
    anchorReceiptMs,
    demandOutputMs,
    answerDemand64KiBMs,
    proveWrong1KiBMs: prove(900),
    proveWrong64KiBMs: prove(65_400),
  }
}

function library(runs: number): Figures {
  const sha = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
  const items = Array.from({ length: 4096 }, (_, n) => ({ id: hash(`${n}`), fee: BigInt(n) }))
  const tree = buildReceiptTree(sha, items)
  const path = provePath(tree, 1234)
  const demandKey = publicKeyOf(secretOf(1))
  const bundle = bundleBytes(SALT, large(786_000))
  const { key, ciphertext } = sealOutput(sha, hash('e'), { demandId: 1n, demandKey }, bundle)
  const delivery = { demandId: 1n, answerKey: key }
  return {
    judge768KiBMs: medianMs(
      5,
      () => () => void isRightDelivery(sha, secretOf(1), delivery, ciphertext, hash('other')),
    ),
    x25519Ms: medianMs(runs, (i) => () => void publicKeyOf(secretOf(i))),
    treeOf4096Ms: medianMs(5, () => () => void buildReceiptTree(sha, items)),
    verifyPathOf4096Ms: medianMs(
      runs,
      () => () => void verifyPath(sha, tree, 1234, items[1234] as (typeof items)[0], path),
    ),
  }
}

export const bench: Bench = {
  about: 'receipts, demands and proofs of wrong delivery',
  run({ quick }) {
    const runs = quick ? 5 : 40
    messages(3)
    return Promise.resolve({ ...messages(runs), ...library(runs) })
  },
}
