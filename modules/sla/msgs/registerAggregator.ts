import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkAggregator } from '../aggregator.js'
import { SlaError } from '../errors.js'
import { eventAggregator } from '../events.js'
import { checkKey } from '../signerKey.js'
import { ACTIVE } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgRegisterAggregator']
type Response = PlainTypes['infonex.sla.v1.MsgRegisterAggregatorResponse']

/** Offers service on behalf of suppliers; the smallest bond is locked. One that had retired comes back. */
export function registerAggregator(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgRegisterAggregator',
      'infonex.sla.v1.MsgRegisterAggregatorResponse',
    ),
    signers: ({ address }) => [address],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.address)
      checkAggregator(msg)
    },
    execute(ctx, msg) {
      const address = keeper.addresses.toBytes(msg.address)
      if (keeper.registry.isActive(ctx, address)) throw SlaError.aggregatorExists(msg.address)
      if (msg.managerKey !== null) checkKey(keeper.verifier, ctx, 'manager_key', msg.managerKey)
      const free = keeper.freeBond(ctx, address)
      if (!keeper.coverRegistration(ctx, address)) {
        const { minAggregatorBond, bondDenom } = keeper.paramsOrDefault(ctx)
        throw SlaError.bondTooSmall(
          `${free}${bondDenom} more is free, want ${minAggregatorBond} locked`,
        )
      }
      keeper.registry.put(ctx, { ...msg, status: ACTIVE, registeredHeight: ctx.height })
      ctx.events.push(eventAggregator('registered', msg.address))
      return {}
    },
  }
}
