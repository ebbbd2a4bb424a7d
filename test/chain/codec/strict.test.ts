import fc from 'fast-check'
import protobuf from 'protobufjs'
import t from 'tap'
import { codec } from '../../../chain/codec/proto.js'
import { MAX_DEPTH, rejectUnknownFields, StrictError } from '../../../chain/codec/strict.js'
import { concatBytes, fromHex } from '../../../chain/types/bytes.js'

const send = codec('cosmos.bank.v1beta1.MsgSend')
const exec = codec('cosmos.authz.v1beta1.MsgExec')

/** The verdict as text: 'ok', or why not; anything but a StrictError is let out. */
function verdict(bytes: Uint8Array, name: string, allow = false): string {
  try {
    return rejectUnknownFields(bytes, name, allow) ? 'non-critical' : 'ok'
  } catch (error) {
    if (error instanceof StrictError) return error.message
    throw error
  }
}

const aSend = fc.record({
  fromAddress: fc.string(),
  toAddress: fc.string(),
  amount: fc.array(fc.record({ denom: fc.string(), amount: fc.string() }), { maxLength: 4 }),
})

await t.test('what the encoder writes passes the scan', (t) => {
  fc.assert(
    fc.property(aSend, (msg) => verdict(send.encode(msg), send.name) === 'ok'),
    { numRuns: 200 },
  )
  t.end()
})

await t.test('any bytes end in a verdict, never in another throw', (t) => {
  const names = ['cosmos.tx.v1beta1.TxBody', 'cosmos.tx.v1beta1.AuthInfo', send.name, exec.name]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom(...names), (bytes, name) => {
      verdict(bytes, name)
      return true
    }),
    { numRuns: 1000 },
  )
  t.end()
})

await t.test('a truncated message is refused or is itself a message that scans', (t) => {
  fc.assert(
    fc.property(aSend, fc.nat(), (msg, cut) => {
      const bytes = send.encode(msg)
      const part = bytes.subarray(0, bytes.length === 0 ? 0 : cut % bytes.length)
      if (verdict(part, send.name) !== 'ok') return true
      send.decode(part)
      return true
    }),
    { numRuns: 300 },
  )
  t.end()
})

await t.test('unknown fields are refused; non-critical ones pass only where allowed', (t) => {
  const good = send.encode({ fromAddress: 'a', toAddress: 'b', amount: [] })
  const field = (number: number): Uint8Array =>
    protobuf.Writer.create()
      .uint32((number << 3) | 2)
      .string('x')
      .finish()
  const cases: [number, boolean, string][] = [
    [4, false, `errUnknownField "${send.name}": {TagNum: 4, WireType:"bytes"}`],
    [4, true, `errUnknownField "${send.name}": {TagNum: 4, WireType:"bytes"}`],
    [1023, true, `errUnknownField "${send.name}": {TagNum: 1023, WireType:"bytes"}`],
    [1024, false, `errUnknownField "${send.name}": {TagNum: 1024, WireType:"bytes"}`],
    [1024, true, 'non-critical'],
    [2047, true, 'non-critical'],
    [2048, true, `errUnknownField "${send.name}": {TagNum: 2048, WireType:"bytes"}`],
  ]
  for (const [number, allow, want] of cases)
    t.equal(verdict(concatBytes(good, field(number)), send.name, allow), want, `${number} ${allow}`)
  t.end()
})

await t.test('the CosmJS recipe for custom types: explicit defaults pass', (t) => {
  // MsgCreateVestingAccount with end_time 0 and delayed false written out.
  const bytes = fromHex('0a0161' + '120162' + '2000' + '2800')
  t.equal(verdict(bytes, 'cosmos.vesting.v1beta1.MsgCreateVestingAccount'), 'ok')
  t.end()
})

await t.test('wire types must match', (t) => {
  t.match(verdict(fromHex('0801'), send.name), /has wire type 0, want 2/)
  t.match(verdict(fromHex('0b0c'), send.name), /has wire type 3, want 2/)
  t.match(
    verdict(fromHex('2201aa'), 'cosmos.vesting.v1beta1.MsgCreateVestingAccount'),
    /has wire type 2, want 0/,
  )
  t.end()
})

await t.test('hostile lengths, varints and text are refused', (t) => {
  t.match(verdict(fromHex('0affffffffffffffffff01'), send.name), /is more than the 0 bytes left/)
  t.match(verdict(fromHex('0affffffffffffffffff02'), send.name), /overflows/)
  t.match(verdict(fromHex('0aff'), send.name), /truncated varint/)
  t.match(verdict(fromHex('0a05aabb'), send.name), /is more than the 2 bytes left/)
  t.match(verdict(fromHex('0a02c328'), send.name), /is not UTF-8/)
  t.match(verdict(fromHex('0201'), send.name), /field number out of range/)
  t.end()
})

await t.test('Any values are scanned as what they name, to a bounded depth', (t) => {
  let msg = { type_url: `/${send.name}`, value: fromHex('0801') }
  const wrap = (any: typeof msg): Uint8Array => exec.encode({ grantee: 'g', msgs: [any] })
  t.match(verdict(wrap(msg), exec.name), /MsgSend has wire type 0/)
  t.match(
    verdict(wrap({ type_url: '/no.Such', value: fromHex('') }), exec.name),
    /unable to resolve type URL \/no\.Such/,
  )
  msg = { type_url: `/${send.name}`, value: fromHex('') }
  for (let i = 0; i < 20_000; i++) msg = { type_url: `/${exec.name}`, value: wrap(msg) }
  t.equal(verdict(wrap(msg), exec.name), `messages are nested deeper than ${MAX_DEPTH}`)
  t.end()
})
