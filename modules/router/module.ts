import type { AppModule } from '../../chain/types/module.js'
import { assignPending } from './assign.js'
import { turnAgreements } from './followers.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { routerInvariants } from './invariants.js'
import { ROUTER_STORE, type RouterKeeper } from './keeper.js'
import { endDue } from './leases.js'
import { indexOperators } from './migrations.js'
import { attachChannel } from './msgs/attachChannel.js'
import { confirmMatch } from './msgs/confirmMatch.js'
import { fundProbes } from './msgs/fundProbes.js'
import { heartbeat } from './msgs/heartbeat.js'
import { probeCommit } from './msgs/probeCommit.js'
import { probeReveal } from './msgs/probeReveal.js'
import { registerProber } from './msgs/registerProber.js'
import { rejectMatch } from './msgs/rejectMatch.js'
import { releaseLease } from './msgs/releaseLease.js'
import { reportLate } from './msgs/reportLate.js'
import { reportLoad } from './msgs/reportLoad.js'
import { reportLoadBatch } from './msgs/reportLoadBatch.js'
import { reportNoShow } from './msgs/reportNoShow.js'
import { requestMatch } from './msgs/requestMatch.js'
import { retireProber } from './msgs/retireProber.js'
import { submitOverCapacity } from './msgs/submitOverCapacity.js'
import { subscribeServer } from './msgs/subscribeServer.js'
import { unsubscribeServer } from './msgs/unsubscribeServer.js'
import { updateParams } from './msgs/updateParams.js'
import { updateServer } from './msgs/updateServer.js'
import { turnProbes } from './probes.js'
import { routerQueries } from './queries.js'
import { reseatMoved } from './seating.js'
import { endWatches } from './watch.js'

/** The servers of the market, and the matching of clients with them. */
export function routerModule(keeper: RouterKeeper): AppModule {
  const servers = [subscribeServer, updateServer, unsubscribeServer]
  const signs = [reportLoad, reportLoadBatch, heartbeat]
  const matches = [requestMatch, confirmMatch, rejectMatch, reportNoShow, releaseLease]
  const evidence = [reportLate, submitOverCapacity]
  const probes = [registerProber, retireProber, probeCommit, probeReveal, fundProbes]
  return {
    name: 'router',
    stores: [ROUTER_STORE],
    consensusVersion: 2,
    migrations: { 1: (ctx) => indexOperators(keeper, ctx) },
    msgs: [
      ...[...servers, ...signs].map((make) => make(keeper)),
      ...[...matches, attachChannel, ...evidence].map((make) => make(keeper)),
      ...[...probes, updateParams].map((make) => make(keeper)),
    ],
    queries: routerQueries(keeper),
    invariants: routerInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock(ctx) {
      // What ended frees slots, what changed moves places; then requests of earlier blocks are assigned.
      endDue(keeper, ctx)
      endWatches(keeper, ctx)
      turnProbes(keeper, ctx)
      turnAgreements(keeper, ctx)
      reseatMoved(keeper, ctx)
      assignPending(keeper, ctx)
    },
  }
}
