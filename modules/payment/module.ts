import type { AppModule } from '../../chain/types/module.js'
import { closeDue } from './claims.js'
import { completeParams } from './migrations.js'
import { mature } from './contract/maturing.js'
import { decideDue } from './dispute/decide.js'
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from './genesis.js'
import { grantQueries } from './grantQueries.js'
import { paymentInvariants } from './invariants.js'
import { PAYMENT_STORE, type PaymentKeeper } from './keeper.js'
import { claimBatch } from './msgs/claimBatch.js'
import { claimPayWord } from './msgs/claimPayWord.js'
import { claimVoucher } from './msgs/claimVoucher.js'
import { closeByPayee } from './msgs/closeByPayee.js'
import { closeCooperative } from './msgs/closeCooperative.js'
import { deposit } from './msgs/deposit.js'
import { extendChannel } from './msgs/extendChannel.js'
import { finalizeClose } from './msgs/finalizeClose.js'
import { grantManager } from './msgs/grantManager.js'
import { openChannelByGrant } from './msgs/openChannelByGrant.js'
import { openChannel } from './msgs/openChannel.js'
import { openServiceDispute } from './msgs/openServiceDispute.js'
import { settleServiceDispute } from './msgs/settleServiceDispute.js'
import { requestClose } from './msgs/requestClose.js'
import { revokeManagerGrant } from './msgs/revokeManagerGrant.js'
import { revokeSigner } from './msgs/revokeSigner.js'
import { showServed } from './msgs/showServed.js'
import { updateParams } from './msgs/updateParams.js'
import { withdrawCredit } from './msgs/withdrawCredit.js'
import { withdrawFree } from './msgs/withdrawFree.js'
import { paymentQueries } from './queries.js'

/** Escrows, unidirectional channels and the vouchers that move money out of them. */
export function paymentModule(keeper: PaymentKeeper): AppModule {
  const messages = [deposit, withdrawFree, openChannel, extendChannel]
  const grants = [grantManager, revokeManagerGrant, openChannelByGrant]
  const claims = [claimVoucher, claimPayWord, claimBatch]
  const endings = [requestClose, closeByPayee, closeCooperative, finalizeClose, revokeSigner]
  const disputes = [openServiceDispute, showServed, settleServiceDispute]
  return {
    name: 'payment',
    stores: [PAYMENT_STORE],
    consensusVersion: 2,
    migrations: { 1: (ctx) => completeParams(keeper, ctx) },
    msgs: [
      ...messages,
      ...grants,
      ...claims,
      ...endings,
      ...disputes,
      withdrawCredit,
      updateParams,
    ].map((make) => make(keeper)),
    queries: [...paymentQueries(keeper), ...grantQueries(keeper)],
    invariants: paymentInvariants(keeper),
    initGenesis: (ctx, genesis) => initGenesis(keeper, ctx, genesis),
    exportGenesis: (ctx) => exportGenesis(keeper, ctx),
    defaultGenesis,
    validateGenesis: (genesis) => validateGenesis(keeper, genesis),
    endBlock(ctx) {
      decideDue(keeper, ctx)
      closeDue(keeper, ctx)
      mature(keeper, ctx)
    },
  }
}
