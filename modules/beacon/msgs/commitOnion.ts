import { codec } from '../../../chain/codec/proto.js'
import type { Json, MsgHandler } from '../../../chain/types/module.js'
import { aminoName, toAminoJson } from '../../../proto/aminoJson.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { BeaconError } from '../errors.js'
import { eventOnionCommitted } from '../events.js'
import type { BeaconKeeper } from '../keeper.js'
import { commitmentProblem } from '../state.js'

type Msg = PlainTypes['infonex.beacon.v1.MsgCommitOnion']
type Response = PlainTypes['infonex.beacon.v1.MsgCommitOnionResponse']
const NAME = 'infonex.beacon.v1.MsgCommitOnion'

/** The operator commits a new onion for a validator that has none left, or lost its secret. */
export function commitOnion(keeper: BeaconKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: `/${NAME}`,
    request: codec(NAME),
    response: codec('infonex.beacon.v1.MsgCommitOnionResponse'),
    amino: {
      name: aminoName(NAME) ?? NAME,
      toAmino: (msg) => toAminoJson(NAME, { ...msg }) as Json,
    },
    signers: ({ operator }) => [operator],
    validateBasic({ operator, next }) {
      keeper.addresses.toBytes(operator)
      const problem = commitmentProblem(next)
      if (problem !== undefined) throw BeaconError.invalidCommitment(problem)
    },
    execute(ctx, { operator, validatorAddress, next }) {
      const onion = keeper.onions.get(ctx, validatorAddress)
      if (onion === undefined) throw BeaconError.noOnion()
      if (onion.operator !== operator) throw BeaconError.wrongOperator()
      if (onion.next !== null) throw BeaconError.commitmentPending()
      const activeHeight = ctx.height + keeper.paramsOrDefault(ctx).activationBlocks
      // What is left of the old onion is given up: its secret may be lost, and waiting would stop the links.
      const fresh = { ...onion, remaining: 0n, next, nextActiveHeight: activeHeight }
      keeper.onions.set(ctx, validatorAddress, fresh)
      ctx.events.push(eventOnionCommitted(validatorAddress, activeHeight))
      return { activeHeight }
    },
  }
}
