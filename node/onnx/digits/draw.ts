import { Random } from './random.js'

/** Width and height of a picture in pixels. */
export const SIDE = 16

type Point = readonly [x: number, y: number]

/** Points on an ellipse from angle a to b (in turns, clockwise from the right, y down). */
function arc(cx: number, cy: number, rx: number, ry: number, a: number, b: number): Point[] {
  const steps = 10
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const angle = 2 * Math.PI * (a + ((b - a) * i) / steps)
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)]
  })
}

/** Strokes of each digit in a box of 0..1 both ways. */
const STROKES: readonly (readonly (readonly Point[])[])[] = [
  [arc(0.5, 0.5, 0.3, 0.45, 0, 1)],
  [
    [
      [0.3, 0.25],
      [0.52, 0.05],
      [0.52, 0.95],
    ],
  ],
  [[...arc(0.5, 0.3, 0.3, 0.25, 0.5, 1.1), [0.2, 0.95], [0.82, 0.95]]],
  [[...arc(0.47, 0.28, 0.28, 0.23, 0.55, 1.25), ...arc(0.47, 0.73, 0.32, 0.23, 0.75, 1.45)]],
  [
    [
      [0.62, 0.95],
      [0.62, 0.05],
      [0.15, 0.65],
      [0.88, 0.65],
    ],
  ],
  [[[0.78, 0.05], [0.28, 0.05], [0.25, 0.45], ...arc(0.47, 0.67, 0.32, 0.27, 0.7, 1.42)]],
  [[[0.68, 0.05], [0.3, 0.45], ...arc(0.5, 0.68, 0.28, 0.26, 0.55, 1.55)]],
  [
    [
      [0.18, 0.05],
      [0.82, 0.05],
      [0.42, 0.95],
    ],
  ],
  [arc(0.5, 0.27, 0.24, 0.22, 0, 1), arc(0.5, 0.72, 0.3, 0.24, 0, 1)],
  [[...arc(0.5, 0.32, 0.28, 0.26, 0, 1), [0.76, 0.4], [0.6, 0.95]]],
]

function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const dx = bx - ax
  const dy = by - ay
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  const ex = x - ax - t * dx
  const ey = y - ay - t * dy
  return Math.sqrt(ex * ex + ey * ey)
}

/** Draws one digit, slanted, moved, thickened and speckled at random: SIDE x SIDE values from 0 to 1. */
export function drawDigit(digit: number, random: Random): Float32Array {
  const angle = random.between(-0.25, 0.25)
  const slant = random.between(-0.25, 0.25)
  const width = random.between(8, 11)
  const height = random.between(10.5, 13.5)
  const shiftX = random.between(-1.2, 1.2)
  const shiftY = random.between(-1.2, 1.2)
  const thickness = random.between(0.55, 1.2)
  const noise = random.between(0, 0.12)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const place = ([px, py]: Point): Point => {
    const y = (py - 0.5 + random.between(-0.02, 0.02)) * height
    const x = (px - 0.5 + random.between(-0.02, 0.02)) * width - slant * y
    return [SIDE / 2 + x * cos - y * sin + shiftX, SIDE / 2 + x * sin + y * cos + shiftY]
  }
  const lines = (STROKES[digit] ?? []).map((stroke) => stroke.map(place))
  const out = new Float32Array(SIDE * SIDE)
  for (let i = 0; i < out.length; i++) {
    const x = (i % SIDE) + 0.5
    const y = Math.floor(i / SIDE) + 0.5
    let near = Infinity
    for (const line of lines)
      for (let k = 1; k < line.length; k++)
        near = Math.min(near, distance(x, y, line[k - 1] as Point, line[k] as Point))
    const ink = Math.min(1, Math.max(0, thickness + 0.5 - near))
    out[i] = Math.min(1, Math.max(0, ink + noise * random.normal()))
  }
  return out
}

/** Pictures with their digits; another seed gives other pictures. */
export interface DigitSet {
  readonly images: readonly Float32Array[]
  readonly labels: readonly number[]
}

/** Draws `count` digits at random. */
export function drawDigits(count: number, seed: number): DigitSet {
  const random = new Random(seed)
  const labels = Array.from({ length: count }, () => random.below(10))
  return { labels, images: labels.map((label) => drawDigit(label, random)) }
}
