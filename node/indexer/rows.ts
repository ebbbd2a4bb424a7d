/** What rows of the index say: where in one block a tag, a value or an event type stands. */
import { hash } from 'node:crypto'
import { Packer, Unpacker } from './packed.js'

/** Places in a block: transaction and event within it by position, pair after pair, ascending. */
export type Places = number[]

/** Bytes of a tag's hash in the rows of values. */
const TAG_HASH_BYTES = 8

const packer = new Packer()

/** The few tags of a chain are hashed once. */
const tagHashes = new Map<string, Buffer>()
const MAX_TAG_HASHES = 10_000

/** What stands for a tag in the row of a value. */
export function tagHash(tag: string): Buffer {
  let found = tagHashes.get(tag)
  if (found === undefined) {
    if (tagHashes.size >= MAX_TAG_HASHES) tagHashes.clear()
    found = Buffer.from(hash('sha256', tag, 'hex').slice(0, 2 * TAG_HASH_BYTES), 'hex')
    tagHashes.set(tag, found)
  }
  return found
}

function packPlaces(places: Places): void {
  packer.number(places.length / 2)
  let last = 0
  for (let i = 0; i < places.length; i += 2) {
    const index = places[i] as number
    packer.number(index - last)
    packer.number(places[i + 1] as number)
    last = index
  }
}

/** Is given one place. */
export type TakePlace = (index: number, event: number) => void

const passOver: TakePlace = () => undefined

function unpackPlaces(row: Unpacker, take: TakePlace): void {
  let index = 0
  for (let left = row.number(); left > 0; left--) {
    index += row.number()
    take(index, row.number())
  }
}

/** The row of an event type. */
export function encodeTypeRow(places: Places): Buffer {
  packPlaces(places)
  return packer.finish()
}

/** Gives all places of a type's row. */
export function readTypeRow(bytes: Buffer, take: TakePlace): void {
  unpackPlaces(new Unpacker(bytes), take)
}

/** The row of a value: places by tag. */
export function encodeValueRow(groups: Iterable<readonly [string, Places]>): Buffer {
  for (const [tag, places] of groups) {
    packer.bytes(tagHash(tag))
    packPlaces(places)
  }
  return packer.finish()
}

/** Gives the places at which a tag has the value. */
export function readValueRow(bytes: Buffer, wanted: Buffer, take: TakePlace): void {
  const row = new Unpacker(bytes)
  while (!row.isDone) {
    const isWanted = bytes.compare(wanted, 0, TAG_HASH_BYTES, row.at, row.at + TAG_HASH_BYTES) === 0
    row.at += TAG_HASH_BYTES
    unpackPlaces(row, isWanted ? take : passOver)
  }
}

/** The row of a tag: places by value, which stands as its number in the block's table of values. */
export function encodeTagRow(groups: Iterable<readonly [number, Places]>): Buffer {
  for (const [value, places] of groups) {
    packer.number(value)
    packPlaces(places)
  }
  return packer.finish()
}

/** Gives the places of those values that are accepted. */
export function readTagRow(
  bytes: Buffer,
  accepts: (value: number) => boolean,
  take: TakePlace,
): void {
  const row = new Unpacker(bytes)
  while (!row.isDone) unpackPlaces(row, accepts(row.number()) ? take : passOver)
}

/** All values of a block by number: how many, where each ends, the texts. */
export function encodeValueTable(values: Iterable<string>): Buffer {
  const texts: Buffer[] = []
  for (const value of values) texts.push(Buffer.from(value))
  const head = Buffer.allocUnsafe(4 + 4 * texts.length)
  head.writeUInt32BE(texts.length)
  let end = 0
  for (let i = 0; i < texts.length; i++) {
    end += (texts[i] as Buffer).length
    head.writeUInt32BE(end, 4 + 4 * i)
  }
  return Buffer.concat([head, ...texts])
}

/** One value of a table. */
export function valueInTable(table: Buffer, number: number): string {
  const texts = 4 + 4 * table.readUInt32BE()
  const start = number === 0 ? 0 : table.readUInt32BE(4 * number)
  return table.toString('utf8', texts + start, texts + table.readUInt32BE(4 + 4 * number))
}
