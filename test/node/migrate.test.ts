/** The home of an older program: refused with the command to run, and migrated by that command. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { STORE_NAMES } from '../../chain/app/app.js'
import { KERNEL_STORE, moduleVersions } from '../../chain/baseapp/kernelState.js'
import { StateVersionError } from '../../chain/baseapp/migrations.js'
import { concatBytes, utf8 } from '../../chain/types/bytes.js'
import { command as start, startOptions } from '../../node/cli/commands/start.js'
import { homeFiles, initHome } from '../../node/genesis/home.js'
import { openHomeApp } from '../../node/homeApp.js'
import { realDisk } from '../../node/storage/disk.js'
import { openState } from '../../node/storage/stateStore.js'
import { testConsensusParams } from '../support/memoryContext.js'

const NOW_NS = 1_767_225_600_000_000_000n

const open = (home: string, more: { readonly migrate?: boolean } = {}) =>
  openHomeApp({
    ...{ home, version: 'test', verifyWorkers: 0, note: () => undefined },
    reporter: { unexpected: (error) => t.fail(String(error)), notice: () => undefined },
    ...more,
  })

function block({ app }: ReturnType<typeof open>, height: bigint): void {
  app.finalizeBlock({
    ...{ txs: [], height, timeNs: NOW_NS + height, hash: new Uint8Array(32) },
    decidedLastCommit: { round: 0, votes: [] },
    nextValidatorsHash: new Uint8Array(32),
    proposerAddress: new Uint8Array(20),
  })
  app.commit()
}

/** A development home at height 1. */
async function homeAtOne(): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'infonex-migrate-'))
  t.teardown(() => {
    rmSync(home, { recursive: true, force: true })
  })
  await initHome(home, { development: true, nowNs: NOW_NS })
  const doc = JSON.parse(await readFile(homeFiles(home).genesis, 'utf8')) as { app_state: object }
  const node = open(home)
  node.app.initChain({
    ...{ timeNs: NOW_NS, chainId: 'infonex-dev-1', validators: [], initialHeight: 1n },
    consensusParams: testConsensusParams,
    appStateBytes: utf8(JSON.stringify(doc.app_state)),
  })
  block(node, 1n)
  await node.close()
  return home
}

/** Block 2 as a program without the module authz would have left the kernel's versions. */
async function forgetAuthz(home: string): Promise<void> {
  const state = openState(realDisk, homeFiles(home).state, { names: STORE_NAMES })
  const { prefix } = moduleVersions.options
  const key = concatBytes(prefix, utf8('authz'))
  t.ok(state.multiStore.at(1n)?.store(KERNEL_STORE).get(key), 'its version is there')
  const changes = { stores: [{ name: KERNEL_STORE, changes: [{ key, value: undefined }] }] }
  const appHash = state.multiStore.stage(2n, changes)
  state.log.append({ height: 2n, appHash, changes })
  state.multiStore.commit()
  await state.close()
}

await t.test(
  'an older state is refused with a command, and that command migrates it',
  async (t) => {
    const home = await homeAtOne()
    await forgetAuthz(home)
    const refused: unknown = t.throws(() => open(home), StateVersionError)
    const text = refused instanceof Error ? refused.message : ''
    t.match(text, /authz from version 0 to 2\): make a copy of the home/)
    const flag = /`infonex start (--\w+)` once/.exec(text)?.[1] ?? ''
    const flags = start().parseOptions([flag])
    t.same(flags.unknown, [], 'infonex start knows the flag')
    const again = open(home, { migrate: true })
    t.equal(again.app.info().lastBlockHeight, 2n)
    block(again, 3n)
    await again.close()
    const after = open(home)
    t.equal(after.app.info().lastBlockHeight, 3n, 'from then on no flag is needed')
    await after.close()
  },
)

await t.test('the flag reaches the node', (t) => {
  const given = (argv: readonly string[]): unknown => {
    const command = start()
    command.parseOptions([...argv])
    return startOptions(command.opts()).migrate
  }
  t.equal(given([]), false)
  t.equal(given(['--migrate']), true)
  t.end()
})
