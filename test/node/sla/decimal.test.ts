import fc from 'fast-check'
import t from 'tap'
import { normalDecimal, scaled } from '../../../node/sla/decimal.js'

/** The decimals of the normal form. */
const GRAMMAR = /^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,6})?$/

/** A decimal text as a fraction, by another way than the importer's. */
function fraction(text: string): [bigint, bigint] {
  const [whole = '', part = ''] = text.replace('-', '').split('.')
  const top = BigInt(`0${whole}${part}`)
  return [text.startsWith('-') ? -top : top, BigInt(`1${'0'.repeat(part.length)}`)]
}

const digits = (max: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[0-9]{0,${max}}$`))

const decimals = fc
  .tuple(fc.constantFrom('', '-'), digits(18), digits(6), digits(0))
  .map(([sign, whole, part]) => {
    const head = whole.replace(/^0+(?=\d)/, '')
    return `${sign}${head === '' && part === '' ? '0' : head}${part === '' ? '' : `.${part}`}`
  })

await t.test('a decimal of any spelling keeps its value and has one spelling', (t) => {
  fc.assert(
    fc.property(decimals, fc.nat(8), (text, zeros) => {
      const spelled =
        zeros === 0 ? text : `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(zeros)}`
      const read = normalDecimal(spelled)
      if (!read.ok) return false
      const [a, b] = fraction(spelled)
      const [c, d] = fraction(read.value)
      const isOne = GRAMMAR.test(read.value) && !/\.\d*0$/.test(read.value) && read.value !== '-0'
      const again = normalDecimal(read.value)
      return a * d === c * b && isOne && again.ok && again.value === read.value
    }),
  )
  t.end()
})

await t.test('a scaled decimal is its value times a million', (t) => {
  fc.assert(
    fc.property(decimals, (text) => {
      const read = normalDecimal(text)
      const [top, bottom] = fraction(text)
      return read.ok && scaled(read.value) * bottom === top * 1_000_000n
    }),
  )
  t.end()
})

for (const [text, rule] of [
  ['', 'number-grammar'],
  ['.', 'number-grammar'],
  ['-', 'number-grammar'],
  ['+1', 'number-grammar'],
  ['1,000', 'number-grammar'],
  ['1_000', 'number-grammar'],
  ['007', 'number-grammar'],
  ['0x10', 'number-grammar'],
  ['$5', 'number-grammar'],
  ['.nan', 'number-grammar'],
  ['１', 'number-grammar'],
  ['1e3', 'number-exponent'],
  ['1.5E-3', 'number-exponent'],
  ['1e999999999', 'number-exponent'],
  ['1234567890123456789', 'number-size'],
  ['9'.repeat(1000), 'number-size'],
  ['0.0000001', 'number-decimals'],
] as const) {
  await t.test(`'${text.slice(0, 20)}' is refused as ${rule}`, (t) => {
    const read = normalDecimal(text)
    t.equal(read.ok ? read.value : read.rule, rule)
    t.end()
  })
}

await t.test('what no float can hold stays as it is', (t) => {
  for (const text of ['0.1', '999999999999999999.999999', '9007199254740993', '0.000001'])
    t.same(normalDecimal(text), { ok: true, value: text })
  t.same(normalDecimal('0.0000010'), { ok: true, value: '0.000001' })
  t.same(normalDecimal('-0.000'), { ok: true, value: '0' })
  t.end()
})
