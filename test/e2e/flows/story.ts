/** What really went between the processes of a flow, as a sequence of messages: printed, and kept for docs/flows.md. */

/** One message, or something that a party saw or did. */
export interface Line {
  /** High-resolution time of this machine, ms. */
  readonly at: number
  readonly from: string
  /** Absent: a note. */
  readonly to?: string
  readonly text: string
}

export const now = (): number => performance.timeOrigin + performance.now()

/** The lines of one flow. */
export class Story {
  readonly title: string
  readonly #lines: Line[] = []

  constructor(title: string) {
    this.title = title
  }

  add(line: Omit<Line, 'at'> & { readonly at?: number }): void {
    this.#lines.push({ at: now(), ...line })
  }

  note(from: string, text: string): void {
    this.add({ from, text })
  }

  /** `fetch` that tells what it was asked and what came back. */
  fetching(from: string, to: string): typeof fetch {
    return async (input, init) => {
      const path = new URL(input instanceof Request ? input.url : input).pathname
      const what = path.replaceAll(/[0-9a-f]{16,}/g, '{id}')
      const headers = Object.keys((init?.headers ?? {}) as Record<string, string>)
      const carried = headers
        .filter((name) => name.startsWith('infonex-'))
        .map((name) => name.slice('infonex-'.length))
      const asked = `${init?.method ?? 'GET'} ${what}${carried.length > 0 ? ` (${carried.join(', ')})` : ''}`
      this.add({ from, to, text: asked })
      try {
        const response = await fetch(input, init)
        const got = [...response.headers.keys()].filter((name) => name === 'infonex-receipt')
        this.add({
          ...{ from: to, to: from },
          text: `${response.status}${got.length > 0 ? ' (receipt)' : ''}`,
        })
        return response
      } catch (error) {
        this.note(from, `${to} does not answer`)
        throw error
      }
    }
  }

  /** In order of time. */
  lines(): readonly Line[] {
    return [...this.#lines].sort((a, b) => a.at - b.at)
  }

  /** A Mermaid sequence diagram. */
  markdown(): string {
    const rows = this.lines().map(({ from, to, text }) =>
      to === undefined ? `    Note over ${from}: ${text}` : `    ${from}->>${to}: ${text}`,
    )
    return `## ${this.title}\n\n\`\`\`mermaid\nsequenceDiagram\n${rows.join('\n')}\n\`\`\`\n`
  }

  print(): void {
    for (const { from, to, text } of this.lines())
      console.log(to === undefined ? `# ${from}: ${text}` : `# ${from} -> ${to}: ${text}`)
  }
}
