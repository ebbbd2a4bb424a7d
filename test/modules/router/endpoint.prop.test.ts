import fc from 'fast-check'
import t from 'tap'
import { isLoopback, parseEndpoint } from '../../../modules/router/endpoint.js'

const word = (alphabet: string, max: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength: max })
const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6().map((text) => `[${text}]`),
  fc
    .array(
      fc.oneof(fc.constantFrom('0', '1', '10', 'ffff', '00ff', ''), word('0123456789abcdef', 4)),
      {
        minLength: 2,
        maxLength: 9,
      },
    )
    .map((groups) => `[${groups.join(':')}]`),
  fc
    .array(
      fc.constantFrom('127', '1', '0', '08', '256', '0x7f', '0x', 'a', 'xn--a', 'xn--9ca', 'b--c'),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((labels) => labels.join('.')),
  word('abx019.-:[]@%#?\\/_é', 12),
)
const url = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('http://', 'https://') },
      fc.constantFrom('http:/', 'HTTP://', 'ftp://', 'https:\\\\', ''),
    ),
    host,
    fc.oneof(
      fc.constant(''),
      fc.nat(70_000).map((port) => `:${port}`),
      word(':0189', 4),
    ),
    fc.oneof(
      fc.constant(''),
      word('/a.~_-%?#@\\: é', 8).map((path) => `/${path}`),
    ),
  )
  .map((parts) => parts.join(''))

/** Whether every reader of URLs finds the same machine in an endpoint that is accepted. */
function agrees(text: string): boolean {
  const endpoint = parseEndpoint(text)
  if (endpoint === undefined) return true
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  return (
    protocol === `${endpoint.scheme}:` &&
    hostname === endpoint.host &&
    [username, password, search, hash].every((part) => part === '')
  )
}

await t.test('H24: an accepted endpoint is a URL of the same scheme and host', async (t) => {
  let accepted = 0
  fc.assert(
    fc.property(url, (text) => {
      if (parseEndpoint(text) !== undefined) accepted += 1
      return agrees(text)
    }),
    {
      numRuns: 3000,
      // Each was accepted once: a reader of URLs refuses the first four, and finds other hosts in the rest.
      examples: [
        'http://127.0.0.999',
        'http://xn--a',
        'http://[:::]',
        'http://a.256',
        'http://127.1',
        'http://0x7f',
        'http://0177.0.0.1',
        'http://[0:0:0:0:0:0:0:1]',
        'http://[::ffff:127.0.0.1]',
        'http://[::0:1]',
        'http://[1:0:0:0:2::3]',
      ].map((text): [string] => [text]),
    },
  )
  t.ok(accepted > 300, `${accepted} were accepted`)
})

await t.test(
  'every name, address and port that can be dialled is accepted as it is written',
  async (t) => {
    fc.assert(
      fc.property(
        fc.constantFrom('http', 'https'),
        fc.oneof(
          fc.domain().filter((name) => !name.includes('xn--')),
          fc.ipV4(),
          fc.ipV6().map((text) => `[${text}]`),
        ),
        fc.integer({ min: 1, max: 65_535 }),
        (scheme, name, port) => {
          const canonical = new URL(`${scheme}://${name}`).hostname
          const text = `${scheme}://${canonical}:${port}/v1`
          return text.length > 200 || parseEndpoint(text)?.host === canonical
        },
      ),
      { numRuns: 500, examples: [['http', '[::]', 1]] },
    )
    for (const [text, want] of [
      ['https://supplier.example', 'supplier.example'],
      ['https://supplier.example:65535/', 'supplier.example'],
      ['http://localhost:8080/infer/v1', 'localhost'],
      ['http://[2001:db8::1]:80', '[2001:db8::1]'],
      ['http://[1:0:0:2:0:0:0:3]', undefined],
      ['http://[1:0:0:2::3]', '[1:0:0:2::3]'],
      ['http://[1:0:0:0:2::3]', undefined],
      ['http://[1::2:0:0:0:3]', undefined],
      ['http://[1:0:0:2::]', '[1:0:0:2::]'],
      ['http://[1:2:3:4:5:6:7:8]', '[1:2:3:4:5:6:7:8]'],
      ['http://[1:2:3:4:5:6:7::]', undefined],
      ['https://supplier.example:65536', undefined],
      ['https://supplier.example:0', undefined],
      ['https://supplier.example:', undefined],
      ['https://Supplier.example', undefined],
      ['https://user@supplier.example', undefined],
      ['https://supplier.example?x', undefined],
      ['https://supplier.example#x', undefined],
      ['https://supplier.example.', undefined],
      [`https://${'a'.repeat(64)}.example`, undefined],
      [`https://a/${'p'.repeat(190)}`, 'a'],
      [`https://a/${'p'.repeat(191)}`, undefined],
    ] as const)
      t.equal(parseEndpoint(text)?.host, want, text)
  },
)

await t.test('loopback is the machine itself, in the forms that an endpoint can have', (t) => {
  for (const host of ['localhost', '127.0.0.1', '127.255.0.9', '[::1]'])
    t.ok(isLoopback(host) && parseEndpoint(`http://${host}`) !== undefined, host)
  for (const host of ['localhost.example', '128.0.0.1', '127.0.0.1.example', '[::]', '0.0.0.0'])
    t.notOk(isLoopback(host), host)
  t.end()
})
