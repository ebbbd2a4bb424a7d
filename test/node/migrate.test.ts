/** The home of an older program: refused with the command to run, and migrated by that command. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { compose, STORES } from '../../chain/app/app.js'
import type { BaseApp } from '../../chain/baseapp/baseApp.js'
import { KERNEL_STORE, moduleVersions } from '../../chain/baseapp/kernelState.js'
import { StateVersionError } from '../../chain/baseapp/migrations.js'
import { codec } from '../../chain/codec/proto.js'
import { be64, concatBytes, utf8 } from '../../chain/types/bytes.js'
import { DEFAULT_PARAMS, paramsProblem } from '../../modules/payment/params.js'
import { describeError } from '../../node/cli/cliError.js'
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
  const state = openState(realDisk, homeFiles(home).state, { ...STORES })
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

/** Block 2 as a program without the modules sla and verification, and before parameters of disputes. */
async function makeOld(home: string): Promise<void> {
  const state = openState(realDisk, homeFiles(home).state, { ...STORES })
  const view = state.multiStore.at(1n)
  const gone = (name: string) => [...(view?.store(name).iterate() ?? [])].map(([key]) => key)
  const { prefix } = moduleVersions.options
  const version = (name: string) => concatBytes(prefix, utf8(name))
  const params = codec('infonex.payment.v1.Params')
  const paymentParams = {
    ...DEFAULT_PARAMS,
    ...{ maturityMs: 0n, maturityBlocks: 0n, maturingsPerBlock: 0, disputeMs: 0n },
    ...{ disputeBlocks: 0n, disputeBond: '', compensationBps: 0, disputesPerBlock: 0 },
    ...{ closeGraceMs: 90_000n, revokeGraceMs: 60_000n },
  }
  const changes = {
    stores: [
      {
        name: KERNEL_STORE,
        changes: [
          { key: version('payment'), value: be64(1n) },
          { key: version('sla'), value: undefined },
          { key: version('verification'), value: undefined },
        ],
      },
      {
        name: 'payment',
        changes: [{ key: Uint8Array.of(0), value: params.encode(paymentParams) }],
      },
      ...['sla', 'verification'].map((name) => ({
        name,
        changes: gone(name).map((key) => ({ key, value: undefined })),
      })),
    ],
  }
  const appHash = state.multiStore.stage(2n, changes)
  state.log.append({ height: 2n, appHash, changes })
  state.multiStore.commit()
  t.throws(() => state.multiStore.prove(2n, 'sla', Uint8Array.of(0)), /a store without any key/)
  await state.close()
}

await t.test('a home without whole stores, and with fewer parameters, is migrated', async (t) => {
  const home = await homeAtOne()
  await makeOld(home)
  const refused: unknown = t.throws(() => open(home), StateVersionError)
  t.match(
    refused instanceof Error ? refused.message : '',
    /sla from version 0 to 2, payment from version 1 to 2, verification from version 0 to 2/,
  )
  t.equal(describeError(refused).code, 'migration_needed')
  const again = open(home, { migrate: true })
  block(again, 3n)
  const ctx = (again.app as BaseApp).contextAt(3n)
  if (ctx === undefined) throw new Error('no context')
  const { payment, sla } = compose()
  const found = payment.paramsOrDefault(ctx)
  t.equal(paramsProblem(found), undefined, 'good parameters')
  t.equal(found.closeGraceMs, 90_000n, 'what was there is kept')
  t.equal(found.disputeMs, 90_000n, 'a dispute ends within the grace of a close')
  t.equal(sla.paramsOrDefault(ctx).bondDenom, 'uinx')
  await again.close()
  const after = open(home)
  block(after, 4n)
  await after.close()
})
