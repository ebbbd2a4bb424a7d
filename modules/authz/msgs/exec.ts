import { codec } from '../../../chain/codec/proto.js'
import { SdkError } from '../../../chain/types/errors.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import { readAddress } from '../../../chain/types/readAddress.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { nestedAmino } from '../amino.js'
import { AuthzError } from '../errors.js'
import type { AuthzKeeper } from '../keeper.js'

type Msg = PlainTypes['cosmos.authz.v1beta1.MsgExec']
type Response = PlainTypes['cosmos.authz.v1beta1.MsgExecResponse']

const TYPE_URL = '/cosmos.authz.v1beta1.MsgExec'
/** A MsgExec may stand inside another, up to so many in all. */
export const MAX_DEPTH = 3

const request = codec('cosmos.authz.v1beta1.MsgExec')

/** How deep MsgExecs are nested, this one counted. @throws TxError authz 20 beyond MAX_DEPTH. */
function checkDepth(msgs: Msg['msgs'], depth: number): void {
  if (depth > MAX_DEPTH)
    throw AuthzError.tooDeep(`MsgExec inside MsgExec, want at most ${MAX_DEPTH} in all`)
  for (const { type_url: typeUrl, value } of msgs) {
    if (typeUrl !== TYPE_URL) continue
    let inner: Msg
    try {
      inner = request.decode(value)
    } catch {
      throw SdkError.txDecode(`malformed ${TYPE_URL}`)
    }
    checkDepth(inner.msgs, depth + 1)
  }
}

/** The grantee runs messages of those who let it. */
export function exec(keeper: AuthzKeeper): MsgHandler<Msg, Response> {
  return {
    typeUrl: TYPE_URL,
    request,
    response: codec('cosmos.authz.v1beta1.MsgExecResponse'),
    amino: {
      name: 'cosmos-sdk/MsgExec',
      toAmino: ({ grantee, msgs }) => ({
        grantee,
        msgs: msgs.map(({ type_url: typeUrl, value }) =>
          nestedAmino(keeper.router, { typeUrl, value }),
        ),
      }),
    },
    signers: ({ grantee }) => [grantee],
    validateBasic: ({ msgs }) => checkDepth(msgs, 1),
    execute(ctx, msg) {
      const grantee = readAddress(keeper.addresses, msg.grantee, 'grantee')
      if (msg.msgs.length === 0) throw SdkError.invalidRequest('messages cannot be empty')
      const msgs = msg.msgs.map(({ type_url: typeUrl, value }) => ({ typeUrl, value }))
      return { results: keeper.exec(ctx, grantee, msgs) }
    },
  }
}
