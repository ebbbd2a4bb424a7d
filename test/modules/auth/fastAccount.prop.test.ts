import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { accountToAny, accountValue } from '../../../modules/auth/codec.js'
import { decodePlain } from '../../../modules/auth/fastAccount.js'

const any = codec('google.protobuf.Any')
const u64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
)
const text = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constant('/cosmos.crypto.secp256k1.PubKey'),
  fc.constant('a'.repeat(200)),
)
const pubKey = fc.option(
  fc.record({
    type_url: text,
    value: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(20_000))),
  }),
)

const base = codec('cosmos.auth.v1beta1.BaseAccount')

/** As the general codec reads it; undefined when it is no account. */
function general(bytes: Uint8Array): unknown {
  try {
    const { type_url: typeUrl, value } = any.decode(bytes)
    return typeUrl === '/cosmos.auth.v1beta1.BaseAccount' ? base.decode(value) : undefined
  } catch {
    return undefined
  }
}
/** Views and copies of the same bytes are alike. */
const shown = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'bigint' ? `${v}n` : v instanceof Uint8Array ? Buffer.from(v).toString('hex') : v,
  )

await t.test(
  'what the quick reader takes, whole or damaged, it reads as the general one',
  async (t) => {
    let taken = 0
    const damage = fc.option(fc.tuple(fc.nat({ max: 120 }), fc.integer({ min: 1, max: 255 })))
    const usual = fc.constant('infonex1f84c23zhjlddsfg6n4y94v260v5yd8ktmw98ar')
    const address = fc.oneof({ weight: 4, arbitrary: usual }, text)
    const usualKey = fc.record({
      type_url: fc.constant('/cosmos.crypto.secp256k1.PubKey'),
      value: fc.uint8Array({ minLength: 35, maxLength: 35 }),
    })
    const someKey = fc.oneof({ weight: 4, arbitrary: usualKey }, pubKey)
    const small = fc.oneof({ weight: 6, arbitrary: fc.bigInt({ min: 0n, max: 1n << 40n }) }, u64)
    fc.assert(
      fc.property(
        address,
        someKey,
        small,
        small,
        damage,
        (who, key, accountNumber, sequence, flip) => {
          const value = { address: who, pubKey: key, accountNumber, sequence }
          const bytes = new Uint8Array(
            any.encode(accountToAny({ typeUrl: '/cosmos.auth.v1beta1.BaseAccount', value })),
          )
          if (flip !== null && flip[0] < bytes.length)
            bytes[flip[0]] = (bytes[flip[0]] as number) ^ flip[1]
          const quick = decodePlain(bytes)
          if (quick !== undefined) taken += 1
          return quick === undefined || shown(quick) === shown(general(bytes))
        },
      ),
      { numRuns: 2000 },
    )
    t.ok(taken > 200, `${taken} were taken`)
  },
)

await t.test(
  'a plain account is stored as the general codec writes it, and read back',
  async () => {
    fc.assert(
      fc.property(text, pubKey, u64, u64, (address, key, accountNumber, sequence) => {
        const value = { address, pubKey: key, accountNumber, sequence }
        const account = { typeUrl: '/cosmos.auth.v1beta1.BaseAccount' as const, value }
        const bytes = accountValue.encode(account)
        const copy = bytes.slice()
        return (
          Buffer.compare(bytes, any.encode(accountToAny(account))) === 0 &&
          Buffer.compare(accountValue.encode(accountValue.decode(copy)), bytes) === 0
        )
      }),
      { numRuns: 400 },
    )
  },
)
