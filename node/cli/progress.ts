import cliProgress from 'cli-progress'
import type { OutputFlags } from './flags.js'
import { wantsJson } from './output.js'

/** A bar on stderr, on a terminal only. */
export interface Progress {
  readonly update: (done: number, total: number) => void
  readonly stop: () => void
}

/** How often the bar is drawn at most, in Hz. */
const FPS = 8

export function progressBar(what: string, flags: OutputFlags): Progress {
  if (!process.stderr.isTTY || wantsJson(flags))
    return { update: () => undefined, stop: () => undefined }
  const bar = new cliProgress.SingleBar({
    format: `${what} {bar} {percentage}% {value}/{total} {eta_formatted}`,
    stream: process.stderr,
    fps: FPS,
    hideCursor: true,
    clearOnComplete: true,
  })
  let started = false
  return {
    update: (done, total) => {
      if (started) bar.setTotal(total)
      else bar.start(total, done)
      started = true
      bar.update(done)
    },
    stop: () => {
      if (started) bar.stop()
    },
  }
}
