import { readSource } from './readSource.js'
import type { SourceCaps } from './readSource.js'
import { SlaImportError } from './problem.js'
import type { Report } from './problem.js'
import { ROOT, shorten, within } from './tree.js'
import type { MapNode, Place, Tree } from './tree.js'

/** Bytes of a file beside the document, by its relative name; undefined when there is none. */
export type ReadBeside = (name: string) => Uint8Array | undefined

/** Nodes that references may add, references inside each other, files. */
const NODES_MAX = 20_000
const NESTED_MAX = 16
const FILES_MAX = 16
/** Levels after references are put in. */
const DEPTH_MAX = 32

interface Page {
  readonly file: string
  readonly root: Tree
}

/** Only names below the document's directory: no scheme, no root, no way up. */
export function isBesideName(name: string): boolean {
  if (name.length > 255 || !/^[\w.][\w./ -]*$/.test(name)) return false
  return name.split('/').every((part) => part !== '..' && (part !== '' || name === ''))
}

function joinName(file: string, name: string): string {
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  return folder + name.replace(/^(?:\.\/)+/, '')
}

/** Puts the targets of `$ref` in their place. */
class Resolver {
  readonly #report: Report
  readonly #readBeside: ReadBeside | undefined
  readonly #caps: SourceCaps
  readonly #pages = new Map<string, Page>()
  #nodes = 0

  constructor(report: Report, readBeside: ReadBeside | undefined, caps: SourceCaps) {
    this.#report = report
    this.#readBeside = readBeside
    this.#caps = caps
  }

  #page(place: Place, node: Tree, from: Page, name: string): Page | undefined {
    if (!isBesideName(name)) {
      const why = `the reference '${shorten(name)}' leaves the directory or the machine`
      return this.#report.refuse(place, node, 'ref-target', why, 'put the file beside the document')
    }
    const file = joinName(from.file, name)
    const known = this.#pages.get(file)
    if (known !== undefined) return known
    if (this.#pages.size >= FILES_MAX)
      return this.#report.refuse(place, node, 'ref-cycle', `more than ${FILES_MAX} files`, '')
    const bytes = this.#readBeside?.(file)
    if (bytes === undefined) {
      const why = `there is no file ${shorten(file)} beside the document`
      return this.#report.refuse(place, node, 'ref-missing', why, 'put it there')
    }
    const page = { file, root: readSource(this.#report, file, bytes, this.#caps) }
    this.#pages.set(file, page)
    return page
  }

  #target(place: Place, node: Tree, page: Page, pointer: string): Tree | undefined {
    const keys = pointer.replace(/^\//, '').split('/')
    let at: Tree = page.root
    for (const raw of pointer === '' || pointer === '/' ? [] : keys) {
      const key = raw.replaceAll('~1', '/').replaceAll('~0', '~')
      const next: Tree | undefined =
        at.kind === 'map'
          ? at.entries.get(key)
          : at.kind === 'list' && /^\d{1,6}$/.test(key)
            ? at.items[Number(key)]
            : undefined
      if (next === undefined) {
        const why = `the reference finds no '${shorten(key)}'`
        return this.#report.refuse(place, node, 'ref-missing', why, 'name a key that is there')
      }
      at = next
    }
    return at
  }

  #reference(node: MapNode, ref: Tree, place: Place, page: Page, stack: readonly string[]): Tree {
    const nothing: Tree = { kind: 'text', text: '', source: node.source, at: node.at }
    const here = within(place, '$ref')
    if (ref.kind !== 'text') {
      this.#report.refuse(here, ref, 'ref-target', 'a reference is a text', './file.yml#name')
      return nothing
    }
    const [name = '', pointer = ''] = ref.text.split('#', 2)
    const other = name === '' ? page : this.#page(here, ref, page, name)
    const target = other === undefined ? undefined : this.#target(here, ref, other, pointer)
    if (other === undefined || target === undefined) return nothing
    const mark = `${other.file}#${pointer}`
    if (stack.includes(mark) || stack.length >= NESTED_MAX) {
      this.#report.refuse(here, ref, 'ref-cycle', 'references go in a circle', 'write it out')
      return nothing
    }
    const found = this.resolve(target, place, other, [...stack, mark])
    if (node.entries.size === 1) return found
    return this.#beside(node, found, place, page, stack)
  }

  /** Keys beside a `$ref` stand over those of its target. */
  #beside(node: MapNode, found: Tree, place: Place, page: Page, stack: readonly string[]): Tree {
    if (found.kind !== 'map') {
      this.#report.refuse(place, node, 'ref-target', 'keys beside a reference to no map', '')
      return found
    }
    const entries = new Map(found.entries)
    for (const [key, value] of node.entries)
      if (key !== '$ref') entries.set(key, this.resolve(value, within(place, key), page, stack))
    return { ...node, entries }
  }

  resolve(node: Tree, place: Place, page: Page, stack: readonly string[]): Tree {
    if (node.kind === 'text') return node
    let depth = 0
    for (let at: Place | undefined = place; at !== undefined; at = at.up) depth++
    if (depth > DEPTH_MAX || (stack.length > 0 && ++this.#nodes > NODES_MAX)) {
      const why = `references add more than ${NODES_MAX} nodes or ${DEPTH_MAX} levels`
      this.#report.refuse(place, node, 'ref-cycle', why, 'write it out')
      throw new SlaImportError(this.#report.refusals)
    }
    if (node.kind === 'list') {
      const items = node.items.map((one, i) => this.resolve(one, within(place, i), page, stack))
      return { ...node, items }
    }
    const ref = node.entries.get('$ref')
    if (ref !== undefined) return this.#reference(node, ref, place, page, stack)
    const entries = new Map<string, Tree>()
    for (const [key, value] of node.entries)
      entries.set(key, this.resolve(value, within(place, key), page, stack))
    return { ...node, entries }
  }
}

/**
 * The document with its references put in: inside itself and to files beside it. The context is left as it
 * is: its `api` names a document that is not read.
 */
export function resolveReferences(
  report: Report,
  root: MapNode,
  readBeside: ReadBeside | undefined,
  caps: SourceCaps,
): MapNode {
  if (!root.source.text.includes('$ref')) return root
  const page = { file: '', root }
  const resolver = new Resolver(report, readBeside, caps)
  const entries = new Map<string, Tree>()
  for (const [key, value] of root.entries)
    entries.set(
      key,
      key === 'context' ? value : resolver.resolve(value, within(ROOT, key), page, []),
    )
  return { ...root, entries }
}
