/** Whether arrays and objects in a JSON text stand within each other more than `max` deep. */
export function isTooDeep(json: string, max: number): boolean {
  let depth = 0
  for (let i = 0; i < json.length; i++) {
    const char = json.charCodeAt(i)
    if (char === 34) {
      i = endOfText(json, i)
    } else if (char === 91 || char === 123) {
      if (++depth > max) return true
    } else if (char === 93 || char === 125) {
      depth--
    }
  }
  return false
}

/** The closing quote of the text that begins at `start`, or the end. */
function endOfText(json: string, start: number): number {
  let at = start
  for (;;) {
    at = json.indexOf('"', at + 1)
    if (at === -1) return json.length
    let escapes = 0
    while (json.charCodeAt(at - 1 - escapes) === 92) escapes++
    if (escapes % 2 === 0) return at
  }
}
