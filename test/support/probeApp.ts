import { BaseApp } from '../../chain/baseapp/baseApp.js'
import { KERNEL_STORE } from '../../chain/baseapp/kernelState.js'
import type { AnteHandler, BaseAppOptions } from '../../chain/baseapp/options.js'
import { Router } from '../../chain/baseapp/router.js'
import { codec } from '../../chain/codec/proto.js'
import { StoreItem, u64Value } from '../../chain/collections/item.js'
import { MultiStore } from '../../chain/store/multiStore.js'
import type { ConsensusParams, FinalizeBlockResponse } from '../../chain/types/abci.js'
import { AddressCodec } from '../../chain/types/address.js'
import { utf8 } from '../../chain/types/bytes.js'
import type { Context } from '../../chain/types/context.js'
import { SdkError } from '../../chain/types/errors.js'
import { event } from '../../chain/types/event.js'
import { GasMeter } from '../../chain/types/gas.js'
import type { CommitRecord } from '../../chain/types/kv.js'
import type { AppModule, MsgHandler } from '../../chain/types/module.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { address, testConsensusParams } from './memoryContext.js'

type MsgSend = PlainTypes['cosmos.bank.v1beta1.MsgSend']
const item = (prefix: number, name: string): StoreItem<bigint> =>
  new StoreItem({ store: 'probe', prefix: Uint8Array.of(prefix), name, value: u64Value })

/** How often a message ran to its end, and how often an ante handler did. */
export const ran = item(1, 'ran')
export const paid = item(2, 'paid')
export const blocks = item(3, 'blocks')

export function bump(ctx: Context, counter: StoreItem<bigint>): void {
  counter.set(ctx, (counter.get(ctx) ?? 0n) + 1n)
}

/** What a probe message does, told by its first denomination. */
export type Deed = 'good' | 'refuse' | 'throw' | 'overflow' | 'burn-gas' | 'basic'

const msg: MsgHandler<MsgSend, object> = {
  typeUrl: '/cosmos.bank.v1beta1.MsgSend',
  request: codec('cosmos.bank.v1beta1.MsgSend'),
  response: codec('cosmos.bank.v1beta1.MsgSendResponse'),
  signers: ({ fromAddress }) => [fromAddress],
  validateBasic({ amount }) {
    if (amount[0]?.denom === 'basic') throw SdkError.invalidCoins('probe')
  },
  execute(ctx, { amount }) {
    const deed = amount[0]?.denom as Deed
    bump(ctx, ran)
    ctx.events.push(event('probe', [['deed', deed]]))
    if (deed === 'refuse') throw SdkError.insufficientFunds('probe')
    if (deed === 'throw') throw new Error('a bug')
    if (deed === 'overflow') ctx.events.push(event('depth', [['d', `${endless(1)}`]]))
    if (deed === 'burn-gas') ctx.gas.consume(10_000_000n, 'probe')
    return {}
  },
}

function endless(n: number): number {
  return n + endless(n + 1)
}

/** A module that counts. */
export function probeModule(changes: Partial<AppModule> = {}): AppModule {
  return {
    name: 'probe',
    stores: ['probe'],
    consensusVersion: 1,
    msgs: [msg],
    queries: [
      {
        path: '/probe.Query/Blocks',
        request: codec('cosmos.bank.v1beta1.QueryParamsRequest'),
        response: codec('cosmos.base.v1beta1.Coin'),
        run: (ctx) => ({ denom: 'blocks', amount: `${blocks.get(ctx) ?? 0n}` }),
      },
      {
        path: '/probe.Query/Bug',
        request: codec('cosmos.bank.v1beta1.QueryParamsRequest'),
        response: codec('cosmos.base.v1beta1.Coin'),
        run: () => {
          throw new Error('a bug')
        },
      },
    ],
    invariants: [{ name: 'few', check: (ctx) => ((ran.get(ctx) ?? 0n) > 5n ? 'many' : undefined) }],
    initGenesis: (ctx, genesis) => blocks.set(ctx, BigInt((genesis as { start: string }).start)),
    exportGenesis: (ctx) => ({ start: `${blocks.get(ctx) ?? 0n}` }),
    defaultGenesis: () => ({ start: '100' }),
    validateGenesis: (genesis) =>
      typeof (genesis as { start?: unknown }).start === 'string' ? [] : ['start is not a string'],
    beginBlock: (ctx) => {
      bump(ctx, blocks)
      ctx.events.push(event('begun', [['height', `${ctx.height}`]]))
    },
    endBlock: (ctx) => ctx.events.push(event('ended', [])),
    ...changes,
  }
}

const params = new Map<string, ConsensusParams>()
const paramsItem = new StoreItem<bigint>({
  store: 'probe',
  prefix: Uint8Array.of(9),
  name: 'max gas',
  value: u64Value,
})

/** Counts what passed it; a memo of `poor` does not. */
const ante: AnteHandler = {
  setUp: (ctx, tx, simulate) =>
    ctx.with({ gas: new GasMeter(simulate ? undefined : (tx.authInfo.fee?.gasLimit ?? 0n)) }),
  run(ctx, tx) {
    ctx.gas.consume(1000n, 'ante')
    bump(ctx, paid)
    ctx.events.push(event('tx', [['fee', '']]))
    if (tx.body.memo === 'poor') throw SdkError.insufficientFee('probe')
    return { priority: 7n, sender: address(1), sequence: 3n }
  },
  records: () => [],
}

/** A bare application over the probe module, with what it logged and reported. */
export class Probe {
  readonly store: MultiStore
  readonly app: BaseApp
  readonly log: CommitRecord[] = []
  readonly reports: string[] = []
  height = 0n

  constructor(options: Partial<BaseAppOptions> & { readonly from?: Probe } = {}) {
    this.store = options.from?.store ?? new MultiStore({ names: [KERNEL_STORE, 'probe'] })
    this.height = options.from?.height ?? 0n
    const modules = options.modules ?? [probeModule()]
    this.app = new BaseApp({
      name: 'probe',
      version: '1.2.3',
      store: this.store,
      log: { append: (record) => void this.log.push(record) },
      modules,
      router: new Router(modules.flatMap((m) => m.msgs)),
      ante,
      addresses: new AddressCodec('infonex'),
      consensusParams: {
        get: (ctx) => params.get(`${paramsItem.get(ctx) ?? 'none'}`),
        set(ctx, value) {
          const id = value.block.maxGas < 0n ? 0n : value.block.maxGas
          params.set(`${id}`, value)
          paramsItem.set(ctx, id)
        },
      },
      reporter: {
        unexpected: (error, where) => void this.reports.push(`${where}: ${String(error)}`),
        notice: (text) => void this.reports.push(text),
      },
      ...options,
    })
  }

  init(appState: unknown = {}, maxGas = -1n): this {
    this.app.initChain({
      timeNs: 1_000n,
      chainId: 'probe-1',
      consensusParams: { ...testConsensusParams, block: { maxBytes: 1_000_000n, maxGas } },
      validators: [],
      appStateBytes: utf8(JSON.stringify(appState)),
      initialHeight: 1n,
    })
    return this
  }

  finalize(txs: readonly Uint8Array[] = []): FinalizeBlockResponse {
    const height = this.height + 1n
    return this.app.finalizeBlock({
      txs,
      decidedLastCommit: { round: 0, votes: [] },
      hash: new Uint8Array(32),
      height,
      timeNs: 1_000n * (height + 1n),
      nextValidatorsHash: new Uint8Array(32),
      proposerAddress: new Uint8Array(20),
    })
  }

  block(txs: readonly Uint8Array[] = []): FinalizeBlockResponse {
    const response = this.finalize(txs)
    this.app.commit()
    this.height += 1n
    return response
  }

  /** The counters in the latest committed state. */
  counts(): { ran: bigint; paid: bigint; blocks: bigint } {
    const ctx = this.app.contextAt(this.store.version)
    if (ctx === undefined) throw new Error('no state')
    return {
      ran: ran.get(ctx) ?? 0n,
      paid: paid.get(ctx) ?? 0n,
      blocks: blocks.get(ctx) ?? 0n,
    }
  }
}

/** A transaction of one message per deed. */
export function probeTx(deeds: readonly Deed[], gas = 100_000n, memo = ''): Uint8Array {
  const body = codec('cosmos.tx.v1beta1.TxBody').encode({
    messages: deeds.map((denom) => ({
      type_url: msg.typeUrl,
      value: msg.request.encode({
        fromAddress: address(1),
        toAddress: address(2),
        amount: [{ denom, amount: '1' }],
      }),
    })),
    memo,
    timeoutHeight: 0n,
    extensionOptions: [],
    nonCriticalExtensionOptions: [],
  })
  const authInfo = codec('cosmos.tx.v1beta1.AuthInfo').encode({
    signerInfos: [],
    fee: { amount: [], gasLimit: gas, payer: '', granter: '' },
    tip: null,
  })
  return codec('cosmos.tx.v1beta1.TxRaw').encode({
    bodyBytes: body,
    authInfoBytes: authInfo,
    signatures: [new Uint8Array(64)],
  })
}
