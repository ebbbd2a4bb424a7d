import { codec } from '../../../chain/codec/proto.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { allowancesPruned } from '../events.js'
import { type FeegrantKeeper, PRUNED_PER_MESSAGE } from '../keeper.js'

type Msg = PlainTypes['cosmos.feegrant.v1beta1.MsgPruneAllowances']
type Response = PlainTypes['cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse']

/** Anybody removes allowances that have expired. */
export function pruneAllowances(keeper: FeegrantKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.feegrant.v1beta1.MsgPruneAllowances',
    request: codec('cosmos.feegrant.v1beta1.MsgPruneAllowances'),
    response: codec('cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse'),
    amino: { name: 'cosmos-sdk/MsgPruneAllowances', toAmino: ({ pruner }) => ({ pruner }) },
    signers: ({ pruner }) => [pruner],
    validateBasic: () => {},
    execute(ctx, { pruner }) {
      readAddress(keeper.addresses, pruner, 'pruner')
      keeper.pruneExpired(ctx, PRUNED_PER_MESSAGE)
      ctx.events.push(allowancesPruned(pruner))
      return {}
    },
  }
}
