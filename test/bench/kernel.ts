/** What the kernel can do on an in-memory chain: replayed transactions a second, and where the time goes. */
import { createRequire } from 'node:module'
import type bindings from 'secp256k1/bindings.js'
import type { Stage } from '../../chain/baseapp/options.js'
import { hash160, sha256 } from '../../chain/codec/hash.js'
import { codec } from '../../chain/codec/proto.js'
import { directSignBytes } from '../../chain/codec/signDoc.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { CommitLog } from '../../chain/types/kv.js'
import type { AheadVerifier } from '../../chain/types/verifier.js'
import { Verifier } from '../../node/crypto/verifier.js'
import { addresses } from '../support/memoryContext.js'
import { CHAIN_ID, TestChain, type TestKey } from '../support/testChain.js'

const native = createRequire(import.meta.url)('secp256k1/bindings.js') as typeof bindings
const txRaw = codec('cosmos.tx.v1beta1.TxRaw')
const txBody = codec('cosmos.tx.v1beta1.TxBody')
const authInfo = codec('cosmos.tx.v1beta1.AuthInfo')
const pubKey = codec('cosmos.crypto.secp256k1.PubKey')
const msgSend = codec('cosmos.bank.v1beta1.MsgSend')

export interface KernelBenchOptions {
  /** Accounts in genesis. Default 100,000. */
  readonly accounts?: number
  /** Transactions of a block. Default 5,000. */
  readonly blockTxs?: number
  /** Blocks that are timed; two more come before them, while the code is compiled. Default 10. */
  readonly blocks?: number
  /** Threads that verify signatures ahead. Default 1. */
  readonly workers?: number
  /** Where commits go; default nowhere. */
  readonly log?: CommitLog
  /** Measure stages; asking for the time costs some 20 us a transaction. */
  readonly profile?: boolean
}

function benchKey(n: number): TestKey {
  const privateKey = sha256(utf8(`bench key ${n}`))
  const publicKey = native.publicKeyCreate(privateKey, true)
  const address = hash160(publicKey)
  return { privateKey, publicKey, address, text: addresses.toText(address) }
}

/** Numbers that look random and are the same each time. */
function* spread(bound: number): Generator<number> {
  let state = 12345
  for (;;) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    yield state % bound
  }
}

/** Bank sends between random accounts as CosmJS writes them, in blocks, each sender at most once a block. */
function* sendBlocks(keys: readonly TestKey[], perBlock: number): Generator<Uint8Array[]> {
  const sequences = new Array<bigint>(keys.length).fill(0n)
  const random = spread(keys.length)
  const next = (): number => random.next().value as number
  for (;;) {
    const used = new Set<number>()
    while (used.size < perBlock) used.add(next())
    yield [...used].map((from) => {
      const key = keys[from] as TestKey
      const sequence = sequences[from] as bigint
      sequences[from] = sequence + 1n
      const value = msgSend.encode({
        fromAddress: key.text,
        toAddress: (keys[next()] as TestKey).text,
        amount: [{ denom: 'uinx', amount: '1' }],
      })
      const bodyBytes = txBody.encode({
        messages: [{ type_url: '/cosmos.bank.v1beta1.MsgSend', value }],
        memo: '',
        timeoutHeight: 0n,
        extensionOptions: [],
        nonCriticalExtensionOptions: [],
      })
      const publicKey = {
        type_url: '/cosmos.crypto.secp256k1.PubKey',
        value: pubKey.encode({ key: key.publicKey }),
      }
      const authInfoBytes = authInfo.encode({
        signerInfos: [{ publicKey, modeInfo: { single: { mode: 1 } }, sequence }],
        fee: {
          amount: [{ denom: 'uinx', amount: '500' }],
          gasLimit: 100_000n,
          payer: '',
          granter: '',
        },
        tip: null,
      })
      const parts = { bodyBytes, authInfoBytes }
      const digest = sha256(
        directSignBytes(parts, { chainId: CHAIN_ID, accountNumber: BigInt(from) }),
      )
      const { signature } = native.ecdsaSign(digest, key.privateKey)
      // A copy in memory of its own, as a block store would give it.
      return new Uint8Array(txRaw.encode({ ...parts, signatures: [signature] }))
    })
  }
}

/** Processor time of this process so far, all threads. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Says yes: what replay costs without signatures. */
const trusting: AheadVerifier = {
  name: 'none',
  secp256k1: () => true,
  ed25519: () => true,
  isEd25519Key: () => true,
  worksAhead: false,
  ahead: () => undefined,
}

export interface ReplayFigures {
  readonly txPerSec: number
  /** By processor time of all threads: what a shared machine does not disturb. */
  readonly txPerCpuSec: number
  /** Microseconds of processor time a transaction, by stage, if asked for; with workers, theirs is in it. */
  readonly stages: Readonly<Record<string, number>>
  /** SHA-256 of all app hashes, to compare runs by. */
  readonly appHash: string
}

/** Times the execution of blocks of bank sends, app hash and (in-memory) log included. */
export function replay(verifier: AheadVerifier, options: KernelBenchOptions = {}): ReplayFigures {
  const { accounts = 100_000, blockTxs = 5_000, blocks = 10 } = options
  const warmUp = 2
  const keys = Array.from({ length: accounts }, (_, i) => benchKey(i))
  const spent = new Map<Stage, number>()
  let stage: Stage = 'idle'
  let since = cpuMs()
  let timing = false
  const onStage = (next: Stage): void => {
    const now = cpuMs()
    if (timing) spent.set(stage, (spent.get(stage) ?? 0) + now - since)
    stage = next
    since = now
  }
  const chain = new TestChain({
    keys,
    verifier,
    log: options.log ?? { append: () => undefined },
    ...(options.profile === true ? { onStage } : {}),
  })
  chain.block()
  const source = sendBlocks(keys, blockTxs)
  const prepared = Array.from(
    { length: warmUp + blocks },
    () => source.next().value as Uint8Array[],
  )
  let ms = 0
  let cpu = 0
  for (let i = 0; i < warmUp + blocks; i++) {
    const txs = prepared[i] as Uint8Array[]
    // Blocks are read one by one in a replay: none is held for long.
    prepared[i] = []
    timing = i >= warmUp
    const from = performance.now()
    const cpuFrom = cpuMs()
    const { txResults } = chain.finalize(txs)
    chain.commit()
    if (timing) {
      ms += performance.now() - from
      cpu += cpuMs() - cpuFrom
    }
    const bad = txResults.find((r) => r.code !== 0)
    if (bad !== undefined) throw new Error(`a transaction of the bench failed: ${bad.log}`)
  }
  const count = blocks * blockTxs
  const stages = Object.fromEntries([...spent].map(([name, t]) => [name, (t * 1000) / count]))
  const appHash = Buffer.from(chain.store.appHash).toString('hex')
  const txPerCpuSec = count / (cpu / 1000)
  return { txPerSec: count / (ms / 1000), txPerCpuSec, stages, appHash }
}

/** Bank sends with 100k accounts, without signatures: the main thread alone. */
export function replayUnsignedTxPerSec(options?: KernelBenchOptions): ReplayFigures {
  return replay(trusting, options)
}

/** The same with signatures verified, none of them seen before. */
export async function replayTxPerSec(options: KernelBenchOptions = {}): Promise<ReplayFigures> {
  const verifier = new Verifier({ workers: options.workers ?? 1 })
  try {
    return replay(verifier, options)
  } finally {
    await verifier.close()
  }
}
