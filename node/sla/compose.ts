import { EVENT_ID, getScalarValue } from 'js-yaml'
import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml'
import { ROOT, describe, shorten, within } from './tree.js'
import type { Place, Source, Tree } from './tree.js'
import type { Report, Rule } from './problem.js'

/** Longest key, in characters. */
const KEY_MAX = 256
/** Names that objects inherit: harmless here, where maps are Maps, but not in what others build. */
const INHERITED = new Set(['__proto__', 'constructor', 'prototype'])
const TAGS = /^!$|^!!(?:str|int|float|bool|null|map|seq)$/

interface Frame {
  readonly node: Tree
  readonly place: Place
  readonly anchor: string
  readonly entries: Map<string, Tree>
  readonly items: Tree[]
  key: string | undefined
  /** Nodes with all aliases written out, and levels of them. */
  size: number
  height: number
}

interface Anchored {
  readonly node: Tree
  readonly size: number
  readonly height: number
}

type Opening = MappingEvent | SequenceEvent
type Tagged = Opening | ScalarEvent

/** Turns parser events into a tree: no types, no tags, no duplicate keys, aliases within a bound. */
class Composer {
  readonly #report: Report
  readonly #source: Source
  readonly #depthMax: number
  readonly #aliasMax: number
  readonly #frames: Frame[] = []
  /** An open anchor is undefined, so that nothing can hold itself. */
  readonly #anchors = new Map<string, Anchored | undefined>()
  #aliasNodes = 0
  #documents = 0
  root: Tree | undefined

  constructor(report: Report, source: Source, caps: { depth: number; aliasNodes: number }) {
    this.#report = report
    this.#source = source
    this.#depthMax = caps.depth
    this.#aliasMax = caps.aliasNodes
  }

  #stop(at: number, rule: Rule, reason: string, hint: string): never {
    const node = { kind: 'text', text: '', source: this.#source, at: Math.max(0, at) } as const
    this.#report.refuse(this.#place(), node, rule, reason, hint)
    this.#report.settle()
    throw new Error('unreachable')
  }

  #place(): Place {
    const top = this.#frames.at(-1)
    if (top === undefined) return ROOT
    if (top.node.kind === 'list') return within(top.place, top.items.length)
    return top.key === undefined ? top.place : within(top.place, top.key)
  }

  #slice(start: number, end: number): string {
    return start < 0 ? '' : this.#source.text.slice(start, end)
  }

  #checkTag(event: Tagged, at: number): void {
    const tag = this.#slice(event.tagStart, event.tagEnd)
    if (tag === '' || TAGS.test(tag)) return
    this.#stop(at, 'tag', `the tag ${shorten(tag)}`, 'leave the tag out: types are known by place')
  }

  step(event: Event): void {
    if (event.type === EVENT_ID.DOCUMENT) {
      if (++this.#documents > 1)
        this.#stop(0, 'document-count', 'more than one document', 'one document a file')
    } else if (event.type === EVENT_ID.POP) this.#close()
    else if (event.type === EVENT_ID.SCALAR) this.#scalar(event)
    else if (event.type === EVENT_ID.ALIAS) this.#alias(event)
    else this.#open(event)
  }

  #scalar(event: ScalarEvent): void {
    const at = Math.max(0, event.valueStart)
    this.#checkTag(event, at)
    const text = event.valueStart < 0 ? '' : getScalarValue(this.#source.text, event)
    const node: Tree = { kind: 'text', text, source: this.#source, at }
    const anchor = this.#slice(event.anchorStart, event.anchorEnd)
    if (anchor !== '') this.#anchors.set(anchor, { node, size: 1, height: 1 })
    this.#add({ node, size: 1, height: 1 })
  }

  #open(event: Opening): void {
    this.#checkTag(event, event.start)
    const top = this.#frames.at(-1)
    if (top?.node.kind === 'map' && top.key === undefined)
      this.#stop(event.start, 'shape', 'a map or list stands as a key', 'keys are texts')
    const anchor = this.#slice(event.anchorStart, event.anchorEnd)
    if (anchor !== '') this.#anchors.set(anchor, undefined)
    const entries = new Map<string, Tree>()
    const items: Tree[] = []
    const from = { source: this.#source, at: event.start }
    const node: Tree =
      event.type === EVENT_ID.MAPPING
        ? { kind: 'map', entries, ...from }
        : { kind: 'list', items, ...from }
    const place = this.#place()
    this.#frames.push({ node, place, anchor, entries, items, key: undefined, size: 1, height: 1 })
  }

  #close(): void {
    const frame = this.#frames.pop()
    if (frame === undefined) return
    const { node, size, height, anchor } = frame
    if (anchor !== '') this.#anchors.set(anchor, { node, size, height })
    this.#add({ node, size, height })
  }

  #alias(event: AliasEvent): void {
    const at = event.anchorStart
    const name = this.#slice(event.anchorStart, event.anchorEnd)
    const target = this.#anchors.get(name)
    const hint = 'write the value out'
    if (target === undefined)
      this.#stop(at, 'alias', `the alias ${shorten(name)} has no closed anchor`, hint)
    this.#aliasNodes += target.size
    if (this.#aliasNodes > this.#aliasMax)
      this.#stop(at, 'alias', `aliases add more than ${this.#aliasMax} nodes`, hint)
    if (this.#frames.length + target.height > this.#depthMax)
      this.#stop(at, 'depth', `aliases nest deeper than ${this.#depthMax} levels`, hint)
    this.#add(target)
  }

  #add(child: Anchored): void {
    const top = this.#frames.at(-1)
    if (top === undefined) {
      this.root = child.node
      return
    }
    top.size += child.size
    top.height = Math.max(top.height, child.height + 1)
    if (top.node.kind === 'list') top.items.push(child.node)
    else if (top.key === undefined) top.key = this.#key(top, child.node)
    else {
      top.entries.set(top.key, child.node)
      top.key = undefined
    }
  }

  #key(frame: Frame, node: Tree): string {
    if (node.kind !== 'text')
      return this.#stop(node.at, 'shape', `${describe(node)} stands as a key`, 'keys are texts')
    const key = node.text
    if (key === '<<')
      this.#stop(node.at, 'merge-key', 'a merge key', 'plans inherit from plans.base')
    if (INHERITED.has(key))
      this.#stop(node.at, 'key-text', `the key ${key} is reserved`, 'choose another name')
    if (key.length > KEY_MAX || !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(key)) {
      const why = `the key '${shorten(key)}' is not 1 to ${KEY_MAX} printable ASCII characters`
      this.#stop(node.at, 'key-text', why, 'spell it in ASCII, without blanks around it')
    }
    if (frame.entries.has(key))
      this.#stop(node.at, 'key-duplicate', `the key ${shorten(key)} comes twice`, 'keep one')
    return key
  }

  finish(): Tree {
    return this.root ?? this.#stop(0, 'document-count', 'no document', 'the file is empty')
  }
}

/** The tree of a source's events. */
export function compose(
  report: Report,
  events: readonly Event[],
  source: Source,
  caps: { depth: number; aliasNodes: number },
): Tree {
  const composer = new Composer(report, source, caps)
  for (const event of events) composer.step(event)
  return composer.finish()
}
