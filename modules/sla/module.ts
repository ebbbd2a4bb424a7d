import type { AppModule } from '../../chain/types/module.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { endDue } from './blockers.js'
import { slaInvariants } from './invariants.js'
import type { SlaKeeper } from './keeper.js'
import { indexRunning } from './migrations.js'
import { SLA_STORE } from './ledger.js'
import { acceptAgreement } from './msgs/acceptAgreement.js'
import { proposeAgreement } from './msgs/proposeAgreement.js'
import { registerPlan } from './msgs/registerPlan.js'
import { resumeAgreement } from './msgs/resumeAgreement.js'
import { retirePlan } from './msgs/retirePlan.js'
import { suspendAgreement } from './msgs/suspendAgreement.js'
import { terminateAgreement } from './msgs/terminateAgreement.js'
import { updatePlan } from './msgs/updatePlan.js'
import { withdrawProposal } from './msgs/withdrawProposal.js'
import { allotChannels } from './msgs/allotChannels.js'
import { acceptMember } from './msgs/acceptMember.js'
import { bond } from './msgs/bond.js'
import { joinAggregator } from './msgs/joinAggregator.js'
import { leaveAggregator } from './msgs/leaveAggregator.js'
import { reportGuarantee } from './msgs/reportGuarantee.js'
import { settleGuaranteeWindow } from './msgs/settleGuaranteeWindow.js'
import { registerAggregator } from './msgs/registerAggregator.js'
import { retireAggregator } from './msgs/retireAggregator.js'
import { unbond } from './msgs/unbond.js'
import { updateAggregator } from './msgs/updateAggregator.js'
import { updateParams } from './msgs/updateParams.js'
import { slaQueries } from './queries.js'

/** Bonds, aggregators and their suppliers, plans and agreements. */
export function slaModule(keeper: SlaKeeper): AppModule {
  const aggregators = [registerAggregator, updateAggregator, retireAggregator]
  const members = [joinAggregator, acceptMember, leaveAggregator]
  const plans = [registerPlan, updatePlan, retirePlan]
  const making = [proposeAgreement, acceptAgreement, withdrawProposal]
  const ending = [suspendAgreement, resumeAgreement, terminateAgreement]
  const windows = [reportGuarantee, settleGuaranteeWindow]
  const first = [bond, unbond, ...aggregators, ...members, ...plans].map((make) => make(keeper))
  return {
    name: 'sla',
    stores: [SLA_STORE],
    consensusVersion: 2,
    migrations: { 1: (ctx) => indexRunning(keeper, ctx) },
    msgs: [
      ...first,
      ...[...making, ...ending, ...windows, allotChannels, updateParams].map((make) =>
        make(keeper),
      ),
    ],
    queries: slaQueries(keeper),
    invariants: slaInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock(ctx) {
      keeper.ledger.payDue(ctx)
      endDue(keeper, ctx)
    },
  }
}
