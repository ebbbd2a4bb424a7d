import { SingleBar } from 'cli-progress'
import type { Progress } from './experiment.js'

const QUIET_MS = 15_000

/** A bar on a terminal, else a line now and then; both on stderr. */
export function showProgress(): { readonly tell: Progress; readonly end: () => void } {
  const out = process.stderr
  if (!out.isTTY) {
    let toldMs = performance.now()
    const tell: Progress = (done, of, what) => {
      if (performance.now() - toldMs < QUIET_MS) return
      toldMs = performance.now()
      out.write(`${((100 * done) / of).toFixed(0)} % ${what}\n`)
    }
    return { tell, end: () => undefined }
  }
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {what}',
    stream: out,
    hideCursor: true,
  })
  bar.start(1, 0, { what: '' })
  return { tell: (done, of, what) => bar.update(done / of, { what }), end: () => bar.stop() }
}
