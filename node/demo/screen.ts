/** What the demonstration shows: for people, or one JSON object a line. */
import { bold } from '../cli/output.js'

export type Rows = readonly (readonly [label: string, value: string])[]

export class Screen {
  readonly #json: boolean
  #step = 0

  constructor(json: boolean) {
    this.#json = json
  }

  /** A numbered step with aligned facts under it. */
  step(title: string, rows: Rows = []): void {
    this.#step += 1
    if (this.#json) {
      console.log(JSON.stringify({ step: this.#step, title, ...Object.fromEntries(rows) }))
      return
    }
    console.log(`\n${bold(`${this.#step}. ${title}`)}`)
    this.rows(rows)
  }

  /** More facts of the same step. */
  rows(rows: Rows): void {
    if (this.#json) {
      if (rows.length > 0) console.log(JSON.stringify(Object.fromEntries(rows)))
      return
    }
    const width = Math.max(0, ...rows.map(([label]) => label.length))
    for (const [label, value] of rows) console.log(`   ${label.padEnd(width)}  ${value}`)
  }

  /** Lines as they are; a terminal only. */
  picture(lines: readonly string[]): void {
    if (!this.#json) for (const line of lines) console.log(`   ${line}`)
  }

  say(text: string): void {
    if (!this.#json) console.log(text)
  }
}
