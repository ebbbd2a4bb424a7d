import { codec } from '../../chain/codec/proto.js'
import type { TxResult } from '../../chain/types/abci.js'
import { toHex } from '../../chain/types/bytes.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { IndexedTx } from '../engine/types.js'
import { secondsText } from './blockProto.js'

type TxResponse = PlainTypes['cosmos.base.abci.v1beta1.TxResponse']
type Tx = PlainTypes['cosmos.tx.v1beta1.Tx']

/** Upper-case hex: how hashes are written in Cosmos. */
export function hexUpper(bytes: Uint8Array): string {
  return toHex(bytes).toUpperCase()
}

/** The transaction in these bytes; undefined if they are none (what a proposer injected). */
export function decodeTx(bytes: Uint8Array): Tx | undefined {
  try {
    const tx = codec('cosmos.tx.v1beta1.Tx').decode(bytes)
    return tx.body === null || tx.authInfo === null ? undefined : tx
  } catch {
    return undefined
  }
}

function eventsProto(events: TxResult['events']): TxResponse['events'] {
  return events.map(({ type, attributes }) => ({
    type,
    attributes: attributes.map(({ key, value, index }) => ({ key, value, index })),
  }))
}

/** A committed transaction as the tx service shows it. */
export function txResponse(found: IndexedTx, blockTimeNs: bigint | undefined): TxResponse {
  const { result } = found
  return {
    height: found.height,
    txhash: hexUpper(found.hash),
    codespace: result.codespace,
    code: result.code,
    data: hexUpper(result.data),
    rawLog: result.log,
    logs: [],
    info: result.info,
    gasWanted: result.gasWanted,
    gasUsed: result.gasUsed,
    tx:
      decodeTx(found.tx) === undefined
        ? null
        : { type_url: '/cosmos.tx.v1beta1.Tx', value: found.tx },
    timestamp: blockTimeNs === undefined ? '' : secondsText(blockTimeNs),
    events: eventsProto(result.events),
  }
}

/** What BroadcastTx answers: the hash and what CheckTx said. */
export function broadcastResponse(
  hash: Uint8Array,
  check: Pick<TxResult, 'code' | 'codespace' | 'log' | 'data'>,
): TxResponse {
  return {
    height: 0n,
    txhash: hexUpper(hash),
    codespace: check.codespace,
    code: check.code,
    data: hexUpper(check.data),
    rawLog: check.log,
    logs: [],
    info: '',
    gasWanted: 0n,
    gasUsed: 0n,
    tx: null,
    timestamp: '',
    events: [],
  }
}
