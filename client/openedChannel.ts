/** A channel's descriptor from the event of its opening: the chain itself keeps a hash of it. */
import { fromBase64, toHex } from '@cosmjs/encoding'
import type { Event } from '@cosmjs/stargate'
import type { CometClient } from '@cosmjs/tendermint-rpc'
import { eventsOf } from './events.js'
import { decodeMessage } from './pbjsType.js'
import { type ChannelDescriptor, channelIdOf } from './voucher.js'

const OPENED = 'infonex.payment.v1.EventChannelOpened'

/** The descriptor among some events; undefined where they do not open the channel. */
export function descriptorIn(
  result: { readonly events: readonly Event[] },
  id: Uint8Array,
): ChannelDescriptor | undefined {
  const hex = toHex(id)
  for (const event of eventsOf(result, OPENED)) {
    if (event['channel_id'] !== hex) continue
    const name = 'infonex.payment.v1.ChannelDescriptor'
    const descriptor = decodeMessage(name, fromBase64(event['descriptor'] ?? ''))
    // A node that shows another channel's descriptor would have its client pay there.
    if (toHex(channelIdOf(descriptor)) === hex) return descriptor
  }
  return undefined
}

/**
 * Looks for the opening of a channel among the blocks, then among the transactions of a node's index.
 * @throws Error when the node knows of none
 */
export async function openedChannel(
  comet: CometClient,
  id: Uint8Array,
): Promise<ChannelDescriptor> {
  const query = `${OPENED}.channel_id='${toHex(id)}'`
  const { blocks } = await comet.blockSearch({ query, per_page: 1 })
  const txs = blocks.length > 0 ? [] : (await comet.txSearch({ query, per_page: 1 })).txs
  const height = blocks[0]?.block.header.height ?? txs[0]?.height
  if (height === undefined)
    throw new Error(`the node's index has no opening of channel ${toHex(id)}`)
  const { results, finalizeBlockEvents } = (await comet.blockResults(height)) as {
    readonly results: readonly { readonly events: readonly Event[] }[]
    readonly finalizeBlockEvents?: readonly Event[]
  }
  for (const result of [{ events: finalizeBlockEvents ?? [] }, ...results]) {
    const descriptor = descriptorIn(result, id)
    if (descriptor !== undefined) return descriptor
  }
  throw new Error(`block ${height} does not open channel ${toHex(id)}`)
}
