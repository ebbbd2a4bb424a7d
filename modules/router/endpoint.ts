const MAX_ENDPOINT = 200
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]{2,39}\\])`
const URL = new RegExp(`^(https?)://(${HOST})(?::([1-9][0-9]{0,4}))?(?:/[A-Za-z0-9._~/-]*)?$`)
const MAX_PORT = 65_535

/** What is read of an endpoint's URL. */
export interface Endpoint {
  readonly scheme: string
  /** Lower case; IPv6 with its brackets. */
  readonly host: string
}

/** 16 bits of an IPv6 address without leading zeros. */
const GROUP = /^(?:0|[1-9a-f][0-9a-f]{0,3})$/
/** A number of an IPv4 address without leading zeros; also what readers of URLs take for one. */
const BYTE = /^(?:0|[1-9][0-9]{0,2})$/
const NUMERIC = /^(?:[0-9]+|0x[0-9a-f]*)$/

/** The longest run of zero groups, the first of several: what the canonical form writes as `::`. */
function zeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  groups.forEach((group, i) => {
    if (group !== '0') start = i + 1
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start }
  })
  return best
}

/** Whether an IPv6 address is in its canonical form (RFC 5952), without brackets. */
function isIpv6(text: string): boolean {
  const [left = '', right, ...more] = text.split('::')
  const split = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const [head, tail] = [split(left), split(right ?? '')]
  const zeros = 8 - head.length - tail.length
  if (more.length > 0 || zeros < 0) return false
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail]
  if (!groups.every((group) => GROUP.test(group))) return false
  const run = zeroRun(groups)
  if (right === undefined) return zeros === 0 && run.length < 2
  return zeros >= 2 && run.start === head.length && run.length === zeros
}

/**
 * Whether a host means one machine to every reader of URLs: some take `127.1`, `0x7f` or `0177.0.0.1` for
 * addresses of the machine itself, so that a name that ends in a number is an IPv4 address or nothing.
 * Names in Punycode are left out, since the chain cannot tell the good ones.
 */
function isPlain(host: string): boolean {
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1))
  const labels = host.split('.')
  if (NUMERIC.test(labels.at(-1) ?? ''))
    return labels.length === 4 && labels.every((n) => BYTE.test(n) && parseInt(n, 10) <= 255)
  return !labels.some((label) => label.startsWith('xn--'))
}

/** http(s)://host[:port][/path] in lower-case ASCII, without user, query or fragment; else undefined. */
export function parseEndpoint(text: string): Endpoint | undefined {
  if (text.length > MAX_ENDPOINT) return undefined
  const [, scheme = '', host = '', port = '0'] = URL.exec(text) ?? []
  if (scheme === '' || host.length > 253 || parseInt(port, 10) > MAX_PORT) return undefined
  if (!isPlain(host)) return undefined
  return { scheme, host }
}

/** True for names and addresses of the machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host)
}
