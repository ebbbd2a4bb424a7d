import { ownMessage } from '../../../chain/codec/ownMessage.js'
import { compareBytes } from '../../../chain/types/bytes.js'
import { compareDenoms } from '../../../chain/types/coin.js'
import type { MsgHandler } from '../../../chain/types/module.js'
import type { PlainTypes } from '../../../proto/gen/plain.js'
import { MAX_ALLOTTED } from '../allotments.js'
import { SlaError } from '../errors.js'
import { eventAllotted } from '../events.js'
import type { SlaKeeper } from '../keeper.js'
import type { PlanRef } from '../state.js'

type Msg = PlainTypes['infonex.sla.v1.MsgAllotChannels']
type Response = PlainTypes['infonex.sla.v1.MsgAllotChannelsResponse']

function refuse(text: string): never {
  throw SlaError.invalidAllotment(text)
}

/** Provider and customer divide what does not add up over the channels of their agreement. */
export function allotChannels(keeper: SlaKeeper): MsgHandler<Msg, Response> {
  return {
    ...ownMessage('infonex.sla.v1.MsgAllotChannels', 'infonex.sla.v1.MsgAllotChannelsResponse'),
    signers: ({ parties }) => parties,
    validateBasic({ parties, agreementId, allotments }) {
      for (const party of parties) keeper.addresses.toBytes(party)
      if (allotments.length === 0 || allotments.length > MAX_ALLOTTED)
        refuse(`allotments has ${allotments.length} entries, want 1 to ${MAX_ALLOTTED}`)
      allotments.forEach((one, i) => {
        if (one.agreementId !== agreementId)
          refuse(`allotments[${i}].agreement_id is ${one.agreementId}, want ${agreementId}`)
        if (one.channelId.length !== 32)
          refuse(`allotments[${i}].channel_id has ${one.channelId.length} bytes, want 32`)
        const before = allotments[i - 1]
        if (before !== undefined && compareBytes(before.channelId, one.channelId) >= 0)
          refuse(`allotments[${i}].channel_id is not above the one before it`)
      })
    },
    execute(ctx, { parties, agreementId, allotments }) {
      const agreement = keeper.mustAgreement(ctx, agreementId)
      const want = [agreement.provider, agreement.customer].sort(compareDenoms)
      if (parties.length !== 2 || parties.some((party, i) => party !== want[i]))
        throw SlaError.notParty(`parties are ${parties.join(', ')}, want ${want.join(', ')}`)
      const terms = keeper.plans.mustRefer(ctx, agreement.plan as PlanRef)
      keeper.allotments.divide(ctx, agreementId, terms, allotments)
      ctx.events.push(eventAllotted(agreementId, allotments.length))
      return {}
    },
  }
}
