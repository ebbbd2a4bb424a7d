import { codec } from '../../../chain/codec/proto.js'
import type { Json, MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { ConsensusError } from '../errors.js'
import type { ConsensusKeeper } from '../keeper.js'
import { fromWire, paramsProblem } from '../state.js'

type Msg = PlainTypes['cosmos.consensus.v1.MsgUpdateParams']
type Response = PlainTypes['cosmos.consensus.v1.MsgUpdateParamsResponse']

/** The message's three parts as parameters; the version is not its to change. */
function paramsOf({ block, evidence, validator }: Msg, app: bigint) {
  return fromWire({ block, evidence, validator, version: { appVersion: app } })
}

function aminoOf({ authority, block, evidence, validator }: Msg): Json {
  const age = evidence?.maxAgeDuration ?? { seconds: 0n, nanos: 0 }
  return {
    authority,
    ...(block && {
      block: { max_bytes: block.maxBytes.toString(), max_gas: block.maxGas.toString() },
    }),
    ...(evidence && {
      evidence: {
        max_age_num_blocks: evidence.maxAgeNumBlocks.toString(),
        max_age_duration: (age.seconds * 1_000_000_000n + BigInt(age.nanos)).toString(),
        max_bytes: evidence.maxBytes.toString(),
      },
    }),
    ...(validator && { validator: { pub_key_types: validator.pubKeyTypes } }),
  }
}

/** The authority replaces the consensus parameters, in force from the next block on. */
export function updateParams(keeper: ConsensusKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.consensus.v1.MsgUpdateParams',
    request: codec('cosmos.consensus.v1.MsgUpdateParams'),
    response: codec('cosmos.consensus.v1.MsgUpdateParamsResponse'),
    amino: { name: 'cosmos-sdk/x/consensus/MsgUpdateParams', toAmino: aminoOf },
    signers: ({ authority }) => [authority],
    validateBasic(msg) {
      if (msg.block === null || msg.evidence === null || msg.validator === null)
        throw ConsensusError.missingParams()
      const problem = paramsProblem(paramsOf(msg, 0n))
      if (problem !== undefined) throw ConsensusError.invalidParams(problem)
    },
    execute(ctx, msg) {
      keeper.checkAuthority(msg.authority)
      keeper.set(ctx, paramsOf(msg, keeper.get(ctx)?.version.app ?? 0n))
      return {}
    },
  }
}
