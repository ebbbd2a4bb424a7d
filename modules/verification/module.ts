import type { AppModule } from '../../chain/types/module.js'
import { drawDue } from './committee.js'
import { endDue } from './outcomes.js'
import { indexByDigest } from './migrations.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { verificationInvariants } from './invariants.js'
import type { VerificationKeeper } from './keeper.js'
import { anchorReceipt } from './msgs/anchorReceipt.js'
import { answerDemand } from './msgs/answerDemand.js'
import { assertReceipts } from './msgs/assertReceipts.js'
import { attestDelivery } from './msgs/attestDelivery.js'
import { declineDemand } from './msgs/declineDemand.js'
import { demandOutput } from './msgs/demandOutput.js'
import { proveWrongDelivery } from './msgs/proveWrongDelivery.js'
import { registerAttester } from './msgs/registerAttester.js'
import { retireAttester } from './msgs/retireAttester.js'
import { submitEvidence } from './msgs/submitEvidence.js'
import { updateParams } from './msgs/updateParams.js'
import { verificationQueries } from './queries.js'
import { VERIFICATION_STORE } from './stores.js'

/** Receipts on chain, demands for outputs, and what contradicts itself. */
export function verificationModule(keeper: VerificationKeeper): AppModule {
  const receipts = [assertReceipts, anchorReceipt, submitEvidence, updateParams]
  const demands = [demandOutput, answerDemand, declineDemand, proveWrongDelivery]
  const attesters = [registerAttester, retireAttester, attestDelivery]
  return {
    name: 'verification',
    stores: [VERIFICATION_STORE],
    consensusVersion: 2,
    migrations: { 1: (ctx) => indexByDigest(keeper, ctx) },
    msgs: [...receipts, ...demands, ...attesters].map((make) => make(keeper)),
    queries: verificationQueries(keeper),
    invariants: verificationInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock(ctx) {
      endDue(keeper, ctx)
      drawDue(keeper, ctx)
      keeper.forgetDue(ctx)
    },
  }
}
