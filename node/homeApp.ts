/** Opens the application that a home holds: its state from snapshot and log, its validator's secrets. */
import path from 'node:path'
import { createApp, STORES } from '../chain/app/app.js'
import type { Application } from '../chain/types/abci.js'
import type { Reporter, Stage } from '../chain/baseapp/options.js'
import { Verifier } from './crypto/verifier.js'
import { homeFiles, openValidatorKey, validatorOnions } from './genesis/home.js'
import { KvStoreApp } from './kvstore/app.js'
import { CommitLog as KvStoreLog } from './kvstore/log.js'
import type { MetricSources } from './metrics/metrics.js'
import type { StartOptions } from './startOptions.js'
import { realDisk } from './storage/disk.js'
import { openState, type StateOptions } from './storage/stateStore.js'
import { parseGasPrices } from './tx/gas.js'

/** An application, ready for the engine. */
export interface HomeApp {
  readonly app: Application
  readonly report: readonly string[]
  /** Begins to verify the signatures of transactions that are about to be executed. */
  readonly preverify?: (txs: readonly Uint8Array[]) => void
  readonly stats?: NonNullable<MetricSources['store']>
  /** Heights that are resident and provable. */
  readonly keepRecent: number
  close(): Promise<void>
}

export interface HomeAppOptions extends StartOptions {
  readonly version: string
  readonly reporter: Reporter
  readonly note: (text: string) => void
  /** Told how long each commit took, in seconds. */
  readonly onCommit?: (seconds: number) => void
}

/** More versions than memory holds: the byte budget decides. */
const ALL = 1_000_000_000

/** Resident versions and kept log, by the SDK's names (store/pruning/types/options.go). */
function pruningOf(options: StartOptions): Pick<StateOptions, 'keepVersions' | 'snapshots'> {
  switch (options.pruning ?? 'default') {
    case 'everything':
      return { keepVersions: 2, snapshots: { replayBlocks: 2 } }
    case 'nothing':
      return { keepVersions: ALL, snapshots: { replayBlocks: ALL } }
    case 'custom':
      return { keepVersions: Math.max(2, options.pruningKeepRecent ?? 100) }
    case 'default':
      return { keepVersions: 100 }
  }
}

/** Measures from the hashing of a block to the end of its commit. */
function commitTimer(told: (seconds: number) => void): (stage: Stage) => void {
  let began = 0
  return (stage) => {
    if (stage === 'hash') began = performance.now()
    else if (stage === 'idle' && began > 0) {
      told((performance.now() - began) / 1000)
      began = 0
    }
  }
}

/** @throws StateError, LogCorruptError, StateVersionError, RangeError */
export function openHomeApp(options: HomeAppOptions): HomeApp {
  if (options.app === 'kvstore') return openKvStore(options.home)
  const minGasPrices = parseGasPrices(options.minimumGasPrices ?? '')
  if (minGasPrices === undefined)
    throw new RangeError(
      `minimum-gas-prices is "${options.minimumGasPrices ?? ''}", want such as 0.0025uinx`,
    )
  const files = homeFiles(options.home)
  const pruning = pruningOf(options)
  const state = openState(realDisk, files.state, {
    ...pruning,
    ...STORES,
    note: options.note,
  })
  const verifier = new Verifier({ workers: options.verifyWorkers ?? 1 })
  const close = async (): Promise<void> => {
    await state.close()
    await verifier.close()
  }
  try {
    const { app } = createApp({
      store: state.multiStore,
      log: state.log,
      snapshots: state.sync,
      version: options.version,
      verifier,
      reporter: options.reporter,
      minGasPrices,
      migrate: options.migrate ?? false,
      onions: validatorOnions(openValidatorKey(options.home)),
      retainHeight: (height) => height,
      ...(options.onCommit === undefined ? {} : { onStage: commitTimer(options.onCommit) }),
    })
    return {
      app,
      report: [...state.report, `signatures are verified by ${verifier.name}`],
      preverify: (txs) => app.ahead(txs),
      keepRecent: pruning.keepVersions ?? 100,
      stats() {
        const { liveNodes, liveBytes, versions } = state.multiStore.stats()
        return { nodes: liveNodes, bytes: liveBytes, versions }
      },
      close,
    }
  } catch (error) {
    // A state of another version: its log and the threads must not keep the process.
    void close()
    throw error
  }
}

function openKvStore(home: string): HomeApp {
  const { log, commit } = KvStoreLog.open(path.join(homeFiles(home).data, 'kvstore.log'))
  return {
    app: new KvStoreApp({ log, commit }),
    report: [`kvstore at height ${commit?.height ?? 0}`],
    keepRecent: 0,
    close() {
      log.close()
      return Promise.resolve()
    },
  }
}
