import type { Report } from './problem.js'
import { shorten } from './tree.js'
import type { Place, Tree } from './tree.js'

/** The path of everything that no other path covers. */
export const DEFAULT_PATH = 'default'

const METHODS = new Set([
  'all',
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'connect',
])

/** `:name` and `{a name}` are `{name}` and `{a_name}`. */
function segment(text: string): string {
  const colon = /^:([A-Za-z_][\w-]*)$/.exec(text)
  if (colon !== null) return `{${colon[1] ?? ''}}`
  return /^\{[^{}]+\}$/.test(text) ? text.replace(/\s+/g, '_') : text
}

/**
 * The normal form of a path key: a leading slash, no scheme and host, `{name}` for parameters. Parameters and
 * stars beside other text in a segment stay as they are.
 */
export function readPath(
  report: Report,
  place: Place,
  node: Tree,
  key: string,
): string | undefined {
  if (key === DEFAULT_PATH) return key
  if (key === 'global' || key === 'all') {
    const hint = '/* for every path, default for the rest'
    return report.refuse(place, node, 'path', `${key} is no path`, hint)
  }
  const host = /^https?:\/\/[^/]+/.exec(key)
  let path = host === null ? key : key.slice(host[0].length)
  if (/^\*+$/.test(path)) path = '/*'
  if (!path.startsWith('/')) path = `/${path}`
  path = path.split('/').map(segment).join('/')
  if (!/^\/[\x21-\x7e]*$/.test(path) || /["\\<>^`|]/.test(path)) {
    const why = `'${shorten(key)}' is no path`
    return report.refuse(place, node, 'path', why, '/name/{parameter} in ASCII without blanks')
  }
  if (path !== key)
    report.warn(place, node, 'path', `'${shorten(key)}' is read as ${shorten(path)}`)
  return path
}

/** Method keys: one, or several in one key (`get delete`). */
export function readMethods(report: Report, place: Place, node: Tree, key: string): string[] {
  const words = key.toLowerCase().split(/[\s,|/]+/)
  const methods = words.map((word) => (word === 'any' || word === '*' ? 'all' : word))
  const wrong = methods.find((method) => !METHODS.has(method))
  if (wrong !== undefined) {
    const hint = `${[...METHODS].join(', ')}; a metric stands below its method`
    report.refuse(place, node, 'method', `'${shorten(key)}' is no method`, hint)
    return []
  }
  if (methods.join() !== key)
    report.warn(place, node, 'method', `'${shorten(key)}' is read as ${methods.join(' and ')}`)
  return [...new Set(methods)]
}
