import { codec } from '../../chain/codec/proto.js'
import { sha256 } from '../../chain/codec/hash.js'
import { fromHex } from '../../chain/types/bytes.js'
import { grpcInternal, grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Engine, IndexedTx } from '../engine/types.js'
import { EngineError } from '../engine/types.js'
import { blockIdProto, blockProto } from './blockProto.js'
import type { ServiceHandler } from './serviceHandler.js'
import { handler } from './serviceHandler.js'
import { broadcastResponse, decodeTx, hexUpper, txResponse } from './txResponse.js'
import { mempoolRefusal } from '../tx/mempoolRefusal.js'

type TxResponse = PlainTypes['cosmos.base.abci.v1beta1.TxResponse']

/** Transactions a page when none is named, and at most (the limit of CometBFT's tx_search). */
const PER_PAGE = 100
const ORDER_DESC = 2
const MODE_SYNC = 2
const MODE_ASYNC = 3

async function responseOf(engine: Engine, found: IndexedTx): Promise<TxResponse> {
  const stored = await engine.blocks.block(found.height)
  return txResponse(found, stored?.block.header.timeNs)
}

async function getTx(engine: Engine, hash: string) {
  if (hash === '') throw grpcInvalidArgument('tx hash cannot be empty')
  if (!/^[0-9a-fA-F]{64}$/.test(hash))
    throw grpcInvalidArgument(`tx hash must be 64 hex digits, got "${hash.slice(0, 80)}"`)
  const found = await engine.index.tx(fromHex(hash))
  if (found === undefined) throw grpcNotFound(`tx not found: ${hash}`)
  return { tx: decodeTx(found.tx) ?? null, txResponse: await responseOf(engine, found) }
}

type EventRequest = PlainTypes['cosmos.tx.v1beta1.GetTxsEventRequest']

/** page and limit, or the older pagination.offset and pagination.limit. */
function pageOf(request: EventRequest): { page: number; perPage: number } {
  const old = request.pagination
  const limit = request.limit !== 0n ? request.limit : (old?.limit ?? 0n)
  const perPage = limit === 0n || limit > BigInt(PER_PAGE) ? PER_PAGE : Number(limit)
  const offset = old?.offset ?? 0n
  const page = request.page !== 0n ? request.page : offset / BigInt(perPage) + 1n
  if (page > 10_000_000n) throw grpcInvalidArgument(`page ${page} is past the last one`)
  return { page: Number(page), perPage }
}

async function getTxsEvent(engine: Engine, request: EventRequest) {
  const query = request.query !== '' ? request.query : request.events.join(' AND ')
  if (query === '') throw grpcInvalidArgument('query cannot be empty')
  const order = request.orderBy === ORDER_DESC ? 'desc' : 'asc'
  const options = { ...pageOf(request), order } as const
  const found = await engine.index.searchTxs(query, options).catch((cause: unknown) => {
    const text = cause instanceof Error ? cause.message : String(cause)
    if (cause instanceof Error && cause.name === 'QueryError') throw grpcInvalidArgument(text)
    throw grpcInternal(text)
  })
  const total = BigInt(found.totalCount)
  return {
    txs: found.items.flatMap((one) => decodeTx(one.tx) ?? []),
    txResponses: await Promise.all(found.items.map((one) => responseOf(engine, one))),
    pagination: { nextKey: new Uint8Array(0), total },
    total,
  }
}

function refusalOf(cause: EngineError) {
  const text = `${cause.message} ${cause.data}`.trim()
  return mempoolRefusal(text) ?? grpcInternal(text)
}

function broadcastTx(
  engine: Engine,
  request: PlainTypes['cosmos.tx.v1beta1.BroadcastTxRequest'],
): { txResponse: TxResponse } {
  const { txBytes, mode } = request
  if (txBytes.length === 0) throw grpcInvalidArgument('invalid empty tx')
  if (mode !== MODE_SYNC && mode !== MODE_ASYNC)
    throw grpcInvalidArgument(
      'unsupported broadcast mode: want BROADCAST_MODE_SYNC or BROADCAST_MODE_ASYNC',
    )
  const hash = sha256(txBytes)
  if (mode === MODE_ASYNC) {
    setImmediate(() => {
      try {
        engine.broadcast(txBytes)
      } catch {
        // The caller asked not to be told.
      }
    })
    const data = new Uint8Array(0)
    return { txResponse: broadcastResponse(hash, { code: 0, codespace: '', log: '', data }) }
  }
  try {
    return { txResponse: broadcastResponse(hash, engine.broadcast(txBytes)) }
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause
    const { code, codespace, message: log } = refusalOf(cause)
    const data = new Uint8Array(0)
    return { txResponse: broadcastResponse(hash, { code, codespace, log, data }) }
  }
}

async function getBlockWithTxs(
  engine: Engine,
  request: PlainTypes['cosmos.tx.v1beta1.GetBlockWithTxsRequest'],
) {
  const latest = engine.status().latestHeight
  if (request.height < 1n || request.height > latest)
    throw grpcInvalidArgument(
      `requested height ${request.height} but height must not be less than 1 or greater than the current height ${latest}`,
    )
  const stored = await engine.blocks.block(request.height)
  if (stored === undefined)
    throw grpcNotFound(
      `block ${request.height} is no longer kept; the lowest is ${engine.blocks.base}`,
    )
  const { txs } = stored.block
  const offset = request.pagination?.offset ?? 0n
  const limit = request.pagination?.limit ?? 0n
  const count = limit === 0n ? BigInt(PER_PAGE) : limit
  const total = BigInt(txs.length)
  if (offset >= total && total > 0n)
    throw grpcInvalidArgument(`out of range: cannot paginate ${total} txs with offset ${offset}`)
  const end = offset + count < total ? offset + count : total
  return {
    txs: txs.slice(Number(offset), Number(end)).flatMap((tx) => decodeTx(tx) ?? []),
    blockId: blockIdProto(stored.blockId),
    block: blockProto(stored.block),
    pagination: { nextKey: new Uint8Array(0), total },
  }
}

/** Bytes as they were given; Tx and TxRaw are the same on the wire. */
function encodeTx(tx: PlainTypes['cosmos.tx.v1beta1.Tx'] | null): Uint8Array {
  if (tx === null) throw grpcInvalidArgument('invalid empty tx')
  const bodyBytes = codec('cosmos.tx.v1beta1.TxBody').encode(tx.body as never)
  const authInfoBytes = codec('cosmos.tx.v1beta1.AuthInfo').encode(tx.authInfo as never)
  const { signatures } = tx
  return codec('cosmos.tx.v1beta1.TxRaw').encode({ bodyBytes, authInfoBytes, signatures })
}

/** cosmos.tx.v1beta1.Service but for Simulate, which the application answers. */
export function txService(engine: Engine): readonly ServiceHandler[] {
  const tx = '/cosmos.tx.v1beta1.Service'
  return [
    handler(
      `${tx}/GetTx`,
      'cosmos.tx.v1beta1.GetTxRequest',
      'cosmos.tx.v1beta1.GetTxResponse',
      ({ hash }) => getTx(engine, hash.replace(/^0x/i, '')),
    ),
    handler(
      `${tx}/GetTxsEvent`,
      'cosmos.tx.v1beta1.GetTxsEventRequest',
      'cosmos.tx.v1beta1.GetTxsEventResponse',
      (request) => getTxsEvent(engine, request),
    ),
    handler(
      `${tx}/BroadcastTx`,
      'cosmos.tx.v1beta1.BroadcastTxRequest',
      'cosmos.tx.v1beta1.BroadcastTxResponse',
      (request) => broadcastTx(engine, request),
    ),
    handler(
      `${tx}/GetBlockWithTxs`,
      'cosmos.tx.v1beta1.GetBlockWithTxsRequest',
      'cosmos.tx.v1beta1.GetBlockWithTxsResponse',
      (request) => getBlockWithTxs(engine, request),
    ),
    handler(
      `${tx}/TxDecode`,
      'cosmos.tx.v1beta1.TxDecodeRequest',
      'cosmos.tx.v1beta1.TxDecodeResponse',
      ({ txBytes }) => {
        const found = decodeTx(txBytes)
        if (found === undefined)
          throw grpcInvalidArgument(`tx parse error: ${hexUpper(txBytes).slice(0, 32)}...`)
        return { tx: found }
      },
    ),
    handler(
      `${tx}/TxEncode`,
      'cosmos.tx.v1beta1.TxEncodeRequest',
      'cosmos.tx.v1beta1.TxEncodeResponse',
      (request) => ({ txBytes: encodeTx(request.tx) }),
    ),
  ]
}
