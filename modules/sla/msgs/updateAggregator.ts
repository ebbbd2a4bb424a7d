import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { checkAggregator } from '../aggregator.js'
import { eventAggregator } from '../events.js'
import { checkKey } from '../signerKey.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgUpdateAggregator']
type Response = PlainTypes['infonex.sla.v1.MsgUpdateAggregatorResponse']

/** Changes label, URL and manager key; fills up the smallest bond from what is free. */
export function updateAggregator(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgUpdateAggregator',
      'infonex.sla.v1.MsgUpdateAggregatorResponse',
    ),
    signers: ({ address }) => [address],
    validateBasic(msg) {
      keeper.addresses.toBytes(msg.address)
      checkAggregator(msg)
    },
    execute(ctx, msg) {
      const before = keeper.registry.mustBeActive(ctx, msg.address)
      if (msg.managerKey !== null) checkKey(keeper.verifier, ctx, 'manager_key', msg.managerKey)
      keeper.coverRegistration(ctx, keeper.addresses.toBytes(msg.address))
      keeper.registry.put(ctx, { ...before, ...msg })
      ctx.events.push(eventAggregator('updated', msg.address))
      return {}
    },
  }
}
