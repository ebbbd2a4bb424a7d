import type { Doors } from '../../node/services/doors.js'
import { doorsOf } from '../../node/services/doors.js'
import { NodeServices } from '../../node/services/nodeServices.js'
import type { StandIn } from './standInEngine.js'
import { standInEngine } from './standInEngine.js'

/** Doors over the stand-in engine, with the node's own services in front as in a running node. */
export function standInDoors(parts: StandIn = {}): Doors {
  const engine = standInEngine(parts)
  const services = new NodeServices(engine, {
    ...{ addressPrefix: 'infonex', version: '0.1.0', cometVersion: '0.38.25' },
    ...{ minimumGasPrices: '0uinx', pruningKeepRecent: 100 },
    rpcAddress: 'tcp://127.0.0.1:26657',
  })
  return doorsOf(engine, services)
}
