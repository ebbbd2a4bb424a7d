const MAX_ENDPOINT = 200
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:.]{2,45}\\])`
const URL = new RegExp(`^(https?)://(${HOST})(?::([1-9][0-9]{0,4}))?(?:/[A-Za-z0-9._~/-]*)?$`)
const MAX_PORT = 65_535

/** What is read of an endpoint's URL. */
export interface Endpoint {
  readonly scheme: string
  /** Lower case; IPv6 with its brackets. */
  readonly host: string
}

/** http(s)://host[:port][/path] in lower-case ASCII, without user, query or fragment; else undefined. */
export function parseEndpoint(text: string): Endpoint | undefined {
  if (text.length > MAX_ENDPOINT) return undefined
  const [, scheme = '', host = '', port = '0'] = URL.exec(text) ?? []
  if (scheme === '' || host.length > 253 || parseInt(port, 10) > MAX_PORT) return undefined
  return { scheme, host }
}

/** True for names and addresses of the machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(host)
}
