/** Tokens of the event query language. */
import { QueryError } from './queryError.js'

/** One token. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'compare' | 'end'
  readonly text: string
  /** Character at which it begins, from 0. */
  readonly position: number
}

const SPACE = /\s*/y
const WORD = /[\p{L}._-][\p{L}\p{Nd}._-]*/uy
const NUMBER = /\d+(?:\.\d+)?/y
const COMPARE = /<=|>=|<|>|=/y
const MOMENT = /[-0-9T:+Z.]*/y

/** Reads tokens from left to right. */
export class Scanner {
  position = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.position += found[0].length
    return found[0]
  }

  /** The next token; after the last one always the end. @throws QueryError on a foreign character. */
  next(): Token {
    this.#take(SPACE)
    const position = this.position
    if (position === this.#text.length) return { kind: 'end', text: '', position }
    if (this.#text[position] === "'") return this.#quoted(position)
    const number = this.#take(NUMBER)
    if (number !== undefined) return { kind: 'number', text: number, position }
    const compare = this.#take(COMPARE)
    if (compare !== undefined) return { kind: 'compare', text: compare, position }
    const word = this.#take(WORD)
    if (word !== undefined) return { kind: 'word', text: word, position }
    const char = JSON.stringify(String.fromCodePoint(this.#text.codePointAt(position) as number))
    throw new QueryError(
      `at character ${position + 1}: got ${char}, wanted a tag, an operator, a number or text in ` +
        'single quotes',
      position,
    )
  }

  /** What follows DATE or TIME, unjudged. */
  moment(): Token {
    this.#take(SPACE)
    const position = this.position
    return { kind: 'word', text: this.#take(MOMENT) ?? '', position }
  }

  #quoted(position: number): Token {
    const end = this.#text.indexOf("'", position + 1)
    if (end === -1) {
      throw new QueryError(
        `at character ${position + 1}: got text without its closing quote, wanted '`,
        position,
      )
    }
    this.position = end + 1
    return { kind: 'text', text: this.#text.slice(position + 1, end), position }
  }
}
