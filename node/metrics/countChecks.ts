import type { Application, CheckTxResponse } from '../../chain/types/abci.js'

/** The same application; `told` hears what CheckTx said of each new transaction. */
export function countChecks(
  app: Application,
  told: (response: CheckTxResponse) => void,
): Application {
  return {
    info: () => app.info(),
    initChain: (request) => app.initChain(request),
    checkTx(request) {
      const response = app.checkTx(request)
      if (request.kind === 'new') told(response)
      return response
    },
    prepareProposal: (request) => app.prepareProposal(request),
    processProposal: (request) => app.processProposal(request),
    finalizeBlock: (request) => app.finalizeBlock(request),
    commit: () => app.commit(),
    query: (request) => app.query(request),
    listSnapshots: () => app.listSnapshots(),
    loadSnapshotChunk: (...args) => app.loadSnapshotChunk(...args),
    offerSnapshot: (...args) => app.offerSnapshot(...args),
    applySnapshotChunk: (...args) => app.applySnapshotChunk(...args),
  }
}
