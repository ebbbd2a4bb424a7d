import { grpcNotFound } from '../../chain/types/grpc.js'
import type { Engine } from '../engine/types.js'
import { timestampOf } from './blockProto.js'
import type { ServiceHandler, ServiceSettings } from './serviceHandler.js'
import { handler } from './serviceHandler.js'

async function status(engine: Engine) {
  const now = engine.status()
  const stored = await engine.blocks.block(now.latestHeight)
  if (stored === undefined) throw grpcNotFound('the node has no block yet')
  return {
    earliestStoreHeight: now.earliestHeight,
    height: now.latestHeight,
    timestamp: timestampOf(now.latestTimeNs),
    appHash: now.latestAppHash,
    validatorHash: stored.block.header.nextValidatorsHash,
  }
}

/** cosmos.base.node.v1beta1.Service: how the operator set up the node. */
export function operatorService(
  engine: Engine,
  settings: ServiceSettings,
): readonly ServiceHandler[] {
  const path = '/cosmos.base.node.v1beta1.Service'
  const p = 'cosmos.base.node.v1beta1'
  return [
    handler(`${path}/Config`, `${p}.ConfigRequest`, `${p}.ConfigResponse`, () => ({
      minimumGasPrice: settings.minimumGasPrices,
      pruningKeepRecent: settings.pruningKeepRecent.toString(),
      pruningInterval: '1',
      haltHeight: 0n,
    })),
    handler(`${path}/Status`, `${p}.StatusRequest`, `${p}.StatusResponse`, () => status(engine)),
  ]
}
