/** The messages that a block gives to subscribers; each is written once, whoever gets it. */
import { upperHex } from './json.js'
import type { Event } from '../../chain/types/event.js'
import type { NewBlockEvent } from '../engine/types.js'
import type { Subject } from '../indexer/match.js'
import { eventJson, finalizeBlockJson, txResultJson } from './abciJson.js'
import { blockIdJson, blockJson, headerJson, validatorUpdateJson } from './blockJson.js'
import { base64, list, text } from './json.js'

/** Values of tm.event that this node gives; the others of CometBFT speak of votes among several. */
export const EVENT_KINDS = [
  'NewBlock',
  'NewBlockHeader',
  'NewBlockEvents',
  'Tx',
  'ValidatorSetUpdates',
] as const

/** One of them. */
export type EventKind = (typeof EVENT_KINDS)[number]

/** One event: what queries are put to, and the rest of the message behind `"query":...`. */
export interface EventMessage {
  readonly kind: EventKind
  readonly subject: Subject
  /** `,"data":...,"events":...}}` in UTF-8. */
  tail(): Buffer
}

/** `events` of a message: values by tag, the engine's own tags first. */
function eventsJson({ implied, events }: Subject): string {
  const byTag = new Map<string, string[]>()
  for (const [tag, value] of implied) byTag.set(tag, [text(value)])
  for (const event of events) {
    for (const { key, value } of event.attributes) {
      const tag = `${event.type}.${key}`
      const values = byTag.get(tag)
      if (values === undefined) byTag.set(tag, [text(value)])
      else values.push(text(value))
    }
  }
  const rows: string[] = []
  for (const [tag, values] of byTag) rows.push(`${text(tag)}:${list(values)}`)
  return `{${rows.join(',')}}`
}

function message(kind: EventKind, subject: Subject, value: () => string): EventMessage {
  let written: Buffer | undefined
  return {
    kind,
    subject,
    tail: () =>
      (written ??= Buffer.from(
        `,"data":{"type":"tendermint/event/${kind}","value":${value()}},` +
          `"events":${eventsJson(subject)}}}`,
      )),
  }
}

function subjectOf(kind: EventKind, height: bigint, events: readonly Event[]): Subject {
  const implied = new Map([
    ['tm.event', kind],
    ['block.height', height.toString()],
  ])
  return { implied, events }
}

/** The messages about a block as a whole. */
export function blockMessages({ stored, results }: NewBlockEvent): EventMessage[] {
  const { header, txs } = stored.block
  const { height } = header
  const { events, validatorUpdates } = results
  const out = [
    message(
      'NewBlock',
      subjectOf('NewBlock', height, events),
      () =>
        `{"block":${blockJson(stored.block)},"block_id":${blockIdJson(stored.blockId)},` +
        `"result_finalize_block":${finalizeBlockJson(results)}}`,
    ),
    message(
      'NewBlockHeader',
      subjectOf('NewBlockHeader', height, events),
      () => `{"header":${headerJson(header)}}`,
    ),
    message(
      'NewBlockEvents',
      subjectOf('NewBlockEvents', height, events),
      () =>
        `{"height":"${height}","events":${list(events.map(eventJson))},` +
        `"num_txs":"${txs.length}"}`,
    ),
  ]
  if (validatorUpdates.length > 0) {
    const updates = (): string =>
      `{"validator_updates":${list(validatorUpdates.map(validatorUpdateJson))}}`
    out.push(message('ValidatorSetUpdates', subjectOf('ValidatorSetUpdates', height, []), updates))
  }
  return out
}

/** The message about one transaction of a block. */
export function txMessage(event: NewBlockEvent, index: number): EventMessage | undefined {
  const tx = event.stored.block.txs[index]
  const hash = event.txHashes[index]
  const result = event.results.txResults[index]
  if (tx === undefined || hash === undefined || result === undefined) return undefined
  const { height } = event.stored.block.header
  const implied = new Map([
    ['tm.event', 'Tx'],
    ['tx.hash', upperHex(hash)],
    ['tx.height', height.toString()],
  ])
  return message(
    'Tx',
    { implied, events: result.events },
    () =>
      `{"TxResult":{"height":"${height}","index":${index},"tx":${base64(tx)},` +
      `"result":${txResultJson(result)}}}`,
  )
}
