import fc from 'fast-check'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { accountToAny, accountValue } from '../../../modules/auth/codec.js'

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
