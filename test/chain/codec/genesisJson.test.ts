import t from 'tap'
import {
  type Read,
  readAll,
  readBool,
  readBytes,
  readI64,
  readList,
  readOptional,
  readRecord,
  readText,
  readTime,
  readU32,
  readU64,
} from '../../../chain/codec/genesisJson.js'
import type { Json } from '../../../chain/types/module.js'

/** What a reader makes of a value, and the problems it names. */
function read<T>(of: Read<T>, json: Json | undefined): readonly [T, string[]] {
  const problems: string[] = []
  return [of(json, 'x', problems), problems]
}

await t.test('good values, and the default of what is absent', (t) => {
  const rows: readonly (readonly [Read<unknown>, Json | undefined, unknown])[] = [
    [readText, undefined, ''],
    [readText, 'a', 'a'],
    [readBool, undefined, false],
    [readBool, true, true],
    [readU64, undefined, 0n],
    [readU64, '18446744073709551615', 18446744073709551615n],
    [readU64, 7, 7n],
    [readI64, '-9223372036854775808', -9223372036854775808n],
    [readU32, 4294967295, 4294967295],
    [readBytes, 'AQI=', Uint8Array.of(1, 2)],
    [readBytes, undefined, new Uint8Array()],
    [readList(readText), null, []],
    [readList(readText), ['a'], ['a']],
    [readOptional(readText), null, null],
    [readTime, null, null],
    [readTime, '1970-01-01T00:00:01Z', { seconds: 1n, nanos: 0 }],
    [readRecord({ a: readText }), {}, { a: '' }],
    [readRecord({ a: readText }, ['@type']), { '@type': 'x', a: 'b' }, { a: 'b' }],
  ]
  for (const [of, json, wanted] of rows) t.same(read(of, json), [wanted, []])
  t.end()
})

await t.test('bad values are named with what was wanted', (t) => {
  const rows: readonly (readonly [Read<unknown>, Json, string])[] = [
    [readText, 5, 'x is 5, want text'],
    [readBool, 'true', 'x is "true", want true or false'],
    [
      readU64,
      '18446744073709551616',
      'x is "18446744073709551616", want a whole number from 0 to 2^64-1',
    ],
    [readU64, -1, 'x is -1, want a whole number from 0 to 2^64-1'],
    [readU64, 1.5, 'x is 1.5, want a whole number from 0 to 2^64-1'],
    [readU64, 9007199254740993, 'x is 9007199254740992, want a whole number from 0 to 2^64-1'],
    [readU64, null, 'x is null, want a whole number from 0 to 2^64-1'],
    [readI64, '1e3', 'x is "1e3", want a 64-bit whole number'],
    [readU32, '4294967296', 'x is "4294967296", want a whole number from 0 to 2^32-1'],
    [readBytes, '!', 'x is "!", want base64'],
    [readList(readText), {}, 'x is an object, want a list'],
    [readList(readText), [['a']], 'x[0] is a list, want text'],
    [readTime, 5, 'x is 5, want a time such as 2026-01-31T12:00:00Z'],
    [readRecord({ a: readText }), [], 'x is a list, want an object'],
    [readRecord({ a: readText, b: readText }), { c: 1 }, 'x.c is not a field, want one of a, b'],
    [readRecord({ a: readText }), { toString: 1 }, 'x.toString is not a field, want one of a'],
    [readText, ['y'.repeat(99)], 'x is a list, want text'],
    [readBool, 'y'.repeat(99), `x is "${'y'.repeat(40)}...", want true or false`],
  ]
  for (const [of, json, wanted] of rows) t.same(read(of, json)[1], [wanted])
  t.throws(() => readAll(readRecord({ a: readText, b: readBool }), { a: 1, b: 2 }, 'y'), {
    message: 'y.a is 1, want text; y.b is 2, want true or false',
  })
  t.end()
})
