/** A file's name and text: what positions are counted in. */
export interface Source {
  readonly file: string
  readonly text: string
}

interface At {
  readonly source: Source
  /** Offset in the text, in UTF-16 units. */
  readonly at: number
}

/** A scalar, always as it is written: `1.50`, `true` and `"true"` are texts. */
export interface TextNode extends At {
  readonly kind: 'text'
  readonly text: string
}

export interface ListNode extends At {
  readonly kind: 'list'
  readonly items: readonly Tree[]
}

export interface MapNode extends At {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Tree>
}

/** A source document whose scalars have no types yet. */
export type Tree = TextNode | ListNode | MapNode

/** Where in the document, as a list from the innermost key outwards. */
export interface Place {
  readonly up: Place | undefined
  readonly key: string | number
}

/** The document itself. */
export const ROOT: Place = { up: undefined, key: '' }

/** A key or index of a place. */
export function within(up: Place, key: string | number): Place {
  return { up, key }
}

/** `plans.pro.quotas["/pets"].get.requests[0].max`; the document itself is `$`. */
export function pathText(place: Place): string {
  const keys: (string | number)[] = []
  for (let at = place; at.up !== undefined; at = at.up) keys.push(at.key)
  let text = ''
  for (const key of keys.reverse()) {
    if (typeof key === 'number') text += `[${key}]`
    else if (!/^[A-Za-z_$][\w$-]{0,80}$/.test(key)) text += `[${JSON.stringify(shorten(key))}]`
    else text += text === '' ? key : `.${key}`
  }
  return text === '' ? '$' : text
}

/** A text of a message: at most 60 characters, ASCII. */
export function shorten(text: string): string {
  const cut = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return cut.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const lineStarts = new WeakMap<Source, readonly number[]>()

function startsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source)
  if (known !== undefined) return known
  const starts = [0]
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1))
    starts.push(at + 1)
  lineStarts.set(source, starts)
  return starts
}

/** Line and column of a node, from 1. */
export function lineAndColumn(node: At): { line: number; column: number } {
  const starts = startsOf(node.source)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] as number) <= node.at) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: node.at - (starts[low] as number) + 1 }
}

/** Absent, or one of the texts that YAML and JSON have for nothing, quoted or not. */
export function isAbsent(node: Tree | undefined): node is undefined {
  if (node === undefined) return true
  return node.kind === 'text' && /^(?:|~|null|Null|NULL)$/.test(node.text.trim())
}

/** What a node is, in words. */
export function describe(node: Tree): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map'
  return isAbsent(node) ? 'nothing' : `'${shorten((node as TextNode).text)}'`
}
