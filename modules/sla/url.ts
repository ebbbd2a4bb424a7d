const MAX_URL = 256
const URL =
  /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?(?:\/[A-Za-z0-9._~/-]*)?$/
const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.[0-9]{1,3}){3})$/

/** Why a manager's URL is refused; undefined = good. Plain text goes over loopback alone (rules.md H24). */
export function urlProblem(text: string): string | undefined {
  if (text === '') return undefined
  if (text.length > MAX_URL) return `has ${text.length} characters, want at most ${MAX_URL}`
  const [, scheme, host = ''] = URL.exec(text) ?? []
  if (scheme === undefined)
    return `is "${text.slice(0, 100)}", want https://host[:port][/path] in lower case`
  if (scheme === 'http' && !LOOPBACK.test(host)) return `is plain http, want https beyond loopback`
  return undefined
}
