import { ownMessage } from '../../../chain/codec/ownMessage.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { eventAggregator } from '../events.js'
import { RETIRED } from '../state.js'
import type { SlaKeeper } from '../keeper.js'

type Msg = PlainTypes['infonex.sla.v1.MsgRetireAggregator']
type Response = PlainTypes['infonex.sla.v1.MsgRetireAggregatorResponse']

/** Makes no new agreements any more; the smallest bond is free once none runs. */
export function retireAggregator(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage(
      'infonex.sla.v1.MsgRetireAggregator',
      'infonex.sla.v1.MsgRetireAggregatorResponse',
    ),
    signers: ({ address }) => [address],
    validateBasic({ address }) {
      keeper.addresses.toBytes(address)
    },
    execute(ctx, { address }) {
      const before = keeper.registry.mustBeActive(ctx, address)
      keeper.registry.put(ctx, { ...before, status: RETIRED })
      keeper.releaseRegistration(ctx, keeper.addresses.toBytes(address))
      ctx.events.push(eventAggregator('retired', address))
      return {}
    },
  }
}
