/**
 * CosmJS 0.39 tries to reconnect a WebSocket for ever, after its own disconnect() too. Importing this
 * takes from that timer, and from no other, the power to keep a test's process alive.
 */
const setTimer = globalThis.setTimeout

globalThis.setTimeout = Object.assign(
  (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
    const timer = setTimer(callback, ms, ...args)
    return /this\.socket\.reconnect\(\)/.test(callback.toString()) ? timer.unref() : timer
  },
  setTimer,
) as typeof setTimeout
