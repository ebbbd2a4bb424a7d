import { existsSync } from 'node:fs'
import { createApp, STORES } from '../../chain/app/app.js'
import type { Json } from '../../chain/types/module.js'
import { Verifier } from '../crypto/verifier.js'
import { realDisk } from '../storage/disk.js'
import { lockHome } from '../storage/homeLock.js'
import { openState } from '../storage/stateStore.js'
import { HomeError, homeFiles } from './home.js'
import type { JsonObject } from './genesisFile.js'
import { readGenesisFile } from './genesisFile.js'

/** An exported genesis, and what was done to get it. */
export interface Exported {
  readonly json: JsonObject
  readonly height: bigint
  readonly report: readonly string[]
}

/**
 * The state of a stopped node as a genesis that goes on at the next height; undefined = the latest.
 * @throws HomeError, HomeInUseError, StateError when the height is no longer kept.
 */
export async function exportHome(home: string, height?: bigint): Promise<Exported> {
  const files = homeFiles(home)
  if (!existsSync(files.state))
    throw new HomeError('no_home', `${home} holds no state: no node has run there.`)
  const { doc } = await readGenesisFile(files.genesis)
  const unlock = lockHome(home)
  try {
    const state = openState(realDisk, files.state, { ...STORES })
    try {
      const store = height === undefined ? state.multiStore : state.stateAt(height)
      if (store.version === 0n) throw new HomeError('no_home', `${home} holds no block yet.`)
      const sections = sectionsOf(store, state.log)
      const json = {
        ...doc,
        initial_height: (store.version + 1n).toString(),
        app_hash: '',
        app_state: sections,
      }
      return { json, height: store.version, report: state.report }
    } finally {
      await state.close()
    }
  } finally {
    unlock()
  }
}

type OpenState = ReturnType<typeof openState>

function sectionsOf(store: OpenState['multiStore'], log: OpenState['log']): { [k: string]: Json } {
  const reporter = { unexpected: () => undefined, notice: () => undefined }
  const verifier = new Verifier({ workers: 0 })
  const { app } = createApp({ store, log, reporter, verifier, version: 'export' })
  return { ...app.exportGenesis() }
}
