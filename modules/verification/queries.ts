import { queryHandler } from '../../chain/codec/queryHandler.js'
import { lengthPrefixedBytes } from '../../chain/collections/keys.js'
import { paginate } from '../../chain/collections/paginate.js'
import { be64, concatBytes, fromHex } from '../../chain/types/bytes.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { AnyQueryHandler } from '../../chain/types/module.js'
import { readQueryAddress } from '../../chain/types/readAddress.js'
import type { VerificationKeeper } from './keeper.js'
import type { ReceiptRecord } from './state.js'

const P = 'infonex.verification.v1'

function hashOf(field: string, text: string): Uint8Array {
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw grpcInvalidArgument(`${field} is "${text.slice(0, 70)}", want 64 hex digits`)
  return fromHex(text)
}

function receiptQueries(keeper: VerificationKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Assertion`,
      `${P}.QueryAssertionRequest`,
      `${P}.QueryAssertionResponse`,
      (ctx, { assertionId }) => {
        const assertion = keeper.assertions.get(ctx, assertionId)
        if (assertion === undefined) throw grpcNotFound(`no assertion ${assertionId}`)
        return { assertion }
      },
    ),
    queryHandler(
      `/${P}.Query/Assertions`,
      `${P}.QueryAssertionsRequest`,
      `${P}.QueryAssertionsResponse`,
      (ctx, { supplier, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, supplier))
        const page = paginate(ctx, keeper.assertionsBySupplier.map, pagination, { prefix })
        const assertions = page.items.map(([[, id]]) => keeper.mustAssertion(ctx, id))
        return { assertions, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Receipt`,
      `${P}.QueryReceiptRequest`,
      `${P}.QueryReceiptResponse`,
      (ctx, { receiptId }) => {
        const receipt = keeper.receipts.get(ctx, hashOf('receipt_id', receiptId))
        if (receipt === undefined) throw grpcNotFound(`no receipt ${receiptId}`)
        return { receipt }
      },
    ),
    queryHandler(
      `/${P}.Query/Receipts`,
      `${P}.QueryReceiptsRequest`,
      `${P}.QueryReceiptsResponse`,
      (ctx, { channelId, sequence, pagination }) => {
        const channel = hashOf('channel_id', channelId)
        const prefix = sequence === 0n ? channel : concatBytes(channel, be64(sequence))
        const page = paginate(ctx, keeper.receiptsByRequest.map, pagination, { prefix })
        const receipts = page.items.map(([[, id]]) => keeper.receipts.get(ctx, id) as ReceiptRecord)
        return { receipts, pagination: page.pagination }
      },
    ),
  ]
}

function demandQueries(keeper: VerificationKeeper): readonly AnyQueryHandler[] {
  return [
    queryHandler(
      `/${P}.Query/Demand`,
      `${P}.QueryDemandRequest`,
      `${P}.QueryDemandResponse`,
      (ctx, { demandId }) => {
        const demand = keeper.demands.get(ctx, demandId)
        if (demand === undefined) throw grpcNotFound(`no demand ${demandId}`)
        return { demand, ciphertext: keeper.answers.get(ctx, demandId) ?? new Uint8Array() }
      },
    ),
    queryHandler(
      `/${P}.Query/DemandFor`,
      `${P}.QueryDemandForRequest`,
      `${P}.QueryDemandForResponse`,
      (ctx, { channelId, sequence }) => {
        const demand = keeper.demandFor(ctx, hashOf('channel_id', channelId), sequence)
        if (demand === undefined)
          throw grpcNotFound(`no demand for request ${sequence} of channel ${channelId}`)
        return { demand }
      },
    ),
    queryHandler(
      `/${P}.Query/OpenDemands`,
      `${P}.QueryOpenDemandsRequest`,
      `${P}.QueryOpenDemandsResponse`,
      (ctx, { supplier, pagination }) => {
        const prefix = lengthPrefixedBytes.encode(readQueryAddress(keeper.addresses, supplier))
        const page = paginate(ctx, keeper.openBySupplier.map, pagination, { prefix })
        const demands = page.items.map(([[, id]]) => keeper.mustDemand(ctx, id))
        return { demands, pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Attester`,
      `${P}.QueryAttesterRequest`,
      `${P}.QueryAttesterResponse`,
      (ctx, { address }) => {
        const attester = keeper.attesters.get(ctx, readQueryAddress(keeper.addresses, address))
        if (attester === undefined) throw grpcNotFound(`${address} is no attester`)
        return { attester }
      },
    ),
    queryHandler(
      `/${P}.Query/Attesters`,
      `${P}.QueryAttestersRequest`,
      `${P}.QueryAttestersResponse`,
      (ctx, { pagination }) => {
        const page = paginate(ctx, keeper.attesters, pagination)
        return { attesters: page.items.map(([, a]) => a), pagination: page.pagination }
      },
    ),
    queryHandler(
      `/${P}.Query/Faults`,
      `${P}.QueryFaultsRequest`,
      `${P}.QueryFaultsResponse`,
      (ctx, { party }) => {
        readQueryAddress(keeper.addresses, party)
        return { faults: keeper.faultsOf(ctx, party) }
      },
    ),
    queryHandler(
      `/${P}.Query/Params`,
      `${P}.QueryParamsRequest`,
      `${P}.QueryParamsResponse`,
      (ctx) => ({ params: keeper.paramsOrDefault(ctx) }),
    ),
  ]
}

export function verificationQueries(keeper: VerificationKeeper): readonly AnyQueryHandler[] {
  return [...receiptQueries(keeper), ...demandQueries(keeper)]
}
