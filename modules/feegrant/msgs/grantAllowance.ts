import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { FeegrantError } from '../errors.js'
import { allowanceAmino } from '../json.js'
import type { FeegrantKeeper } from '../keeper.js'
import { type Allowance, checkAllowance, readAllowance } from '../state.js'

type Msg = PlainTypes['cosmos.feegrant.v1beta1.MsgGrantAllowance']
type Response = PlainTypes['cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse']

/** Reads the allowance of a message. @throws TxError feegrant 5, or sdk 34 for bad bytes. */
function mustRead(any: Msg['allowance']): Allowance {
  let allowance: Allowance | undefined
  try {
    allowance = any === null ? undefined : readAllowance(any)
  } catch {
    throw SdkError.unpackAny(`malformed ${any?.type_url ?? ''}`)
  }
  if (allowance === undefined) throw FeegrantError.noAllowance('failed to get allowance')
  return allowance
}

/** The granter pays fees of the grantee, up to a limit. */
export function grantAllowance(keeper: FeegrantKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: '/cosmos.feegrant.v1beta1.MsgGrantAllowance',
    request: codec('cosmos.feegrant.v1beta1.MsgGrantAllowance'),
    response: codec('cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse'),
    amino: {
      name: 'cosmos-sdk/MsgGrantAllowance',
      toAmino: ({ granter, grantee, allowance }) => ({
        granter,
        grantee,
        allowance: allowanceAmino(mustRead(allowance)),
      }),
    },
    signers: ({ granter }) => [granter],
    validateBasic: () => {},
    execute(ctx, msg) {
      if (msg.grantee === msg.granter)
        throw SdkError.invalidAddress('cannot self-grant fee authorization')
      const grantee = readAddress(keeper.addresses, msg.grantee, 'grantee')
      const granter = readAddress(keeper.addresses, msg.granter, 'granter')
      const allowance = mustRead(msg.allowance)
      checkAllowance(allowance)
      keeper.grant(ctx, { granter, grantee }, allowance)
      return {}
    },
  }
}
