import { SIDE } from './draw.js'
import type { Random } from './random.js'

/**
 * The digits network: 3x3 convolution to 8 channels, ReLU, pool 2, 3x3 convolution to 16, ReLU, pool 2,
 * 256 numbers to 10, softmax. 3,818 parameters.
 */
export interface Network {
  /** [8][1][3][3] */
  readonly w1: Float64Array
  readonly b1: Float64Array
  /** [16][8][3][3] */
  readonly w2: Float64Array
  readonly b2: Float64Array
  /** [10][256] */
  readonly w3: Float64Array
  readonly b3: Float64Array
}

export const C1 = 8
export const C2 = 16
export const CLASSES = 10
const S1 = SIDE
const S2 = SIDE / 2
const S3 = SIDE / 4
/** Inputs of the last layer. */
export const FLAT = C2 * S3 * S3

/** A network with small random weights. */
export function freshNetwork(random: Random): Network {
  const fill = (n: number, fanIn: number) =>
    Float64Array.from({ length: n }, () => random.normal() * Math.sqrt(2 / fanIn))
  return {
    w1: fill(C1 * 9, 9),
    b1: new Float64Array(C1),
    w2: fill(C2 * C1 * 9, C1 * 9),
    b2: new Float64Array(C2),
    w3: fill(CLASSES * FLAT, FLAT),
    b3: new Float64Array(CLASSES),
  }
}

/** A network of zeros, for gradients and moments. */
export function zeroNetwork(): Network {
  return {
    w1: new Float64Array(C1 * 9),
    b1: new Float64Array(C1),
    w2: new Float64Array(C2 * C1 * 9),
    b2: new Float64Array(C2),
    w3: new Float64Array(CLASSES * FLAT),
    b3: new Float64Array(CLASSES),
  }
}

/** out[o] = relu(bias[o] + sum of 3x3 windows of in with padding 1). */
function convolve(
  input: ArrayLike<number>,
  channels: number,
  side: number,
  w: Float64Array,
  b: Float64Array,
  out: Float64Array,
): void {
  const plane = side * side
  for (let o = 0; o < b.length; o++) {
    out.fill(b[o] as number, o * plane, (o + 1) * plane)
    for (let c = 0; c < channels; c++)
      for (let k = 0; k < 9; k++) {
        const weight = w[(o * channels + c) * 9 + k] as number
        const dy = Math.floor(k / 3) - 1
        const dx = (k % 3) - 1
        for (let y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
          const to = o * plane + y * side
          const from = c * plane + (y + dy) * side + dx
          for (let x = Math.max(0, -dx); x < Math.min(side, side - dx); x++)
            out[to + x] = (out[to + x] as number) + weight * (input[from + x] as number)
        }
      }
  }
  for (let i = 0; i < b.length * plane; i++) if ((out[i] as number) < 0) out[i] = 0
}

/** Gradients of `convolve`; `dOut` is already zero where ReLU cut. `dIn` may be left out. */
function convolveBack(
  input: ArrayLike<number>,
  channels: number,
  side: number,
  w: Float64Array,
  dOut: Float64Array,
  dW: Float64Array,
  dB: Float64Array,
  dIn: Float64Array | undefined,
): void {
  const plane = side * side
  dIn?.fill(0)
  for (let o = 0; o < dB.length; o++) {
    for (let i = o * plane; i < (o + 1) * plane; i++)
      dB[o] = (dB[o] as number) + (dOut[i] as number)
    for (let c = 0; c < channels; c++)
      for (let k = 0; k < 9; k++) {
        const at = (o * channels + c) * 9 + k
        const weight = w[at] as number
        const dy = Math.floor(k / 3) - 1
        const dx = (k % 3) - 1
        let sum = 0
        for (let y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
          const to = o * plane + y * side
          const from = c * plane + (y + dy) * side + dx
          for (let x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
            const d = dOut[to + x] as number
            sum += d * (input[from + x] as number)
            if (dIn !== undefined) dIn[from + x] = (dIn[from + x] as number) + d * weight
          }
        }
        dW[at] = (dW[at] as number) + sum
      }
  }
}

/** Halves both sides by the maximum; `from` remembers which element won. */
function pool(
  input: Float64Array,
  channels: number,
  side: number,
  out: Float64Array,
  from: Int32Array,
) {
  const half = side / 2
  for (let i = 0; i < channels * half * half; i++) {
    const c = Math.floor(i / (half * half))
    const y = Math.floor(i / half) % half
    const corner = c * side * side + 2 * y * side + 2 * (i % half)
    let best = corner
    for (const at of [corner + 1, corner + side, corner + side + 1])
      if ((input[at] as number) > (input[best] as number)) best = at
    from[i] = best
    out[i] = input[best] as number
  }
}

/** Buffers of one pass, kept between passes. */
export class Pass {
  readonly a1 = new Float64Array(C1 * S1 * S1)
  readonly p1 = new Float64Array(C1 * S2 * S2)
  readonly a2 = new Float64Array(C2 * S2 * S2)
  readonly p2 = new Float64Array(FLAT)
  readonly scores = new Float64Array(CLASSES)
  readonly #from1 = new Int32Array(this.p1.length)
  readonly #from2 = new Int32Array(FLAT)
  readonly #dP2 = new Float64Array(FLAT)
  readonly #dA2 = new Float64Array(this.a2.length)
  readonly #dP1 = new Float64Array(this.p1.length)
  readonly #dA1 = new Float64Array(this.a1.length)

  /** Probabilities of the ten digits. */
  forward(net: Network, image: ArrayLike<number>): Float64Array {
    convolve(image, 1, S1, net.w1, net.b1, this.a1)
    pool(this.a1, C1, S1, this.p1, this.#from1)
    convolve(this.p1, C1, S2, net.w2, net.b2, this.a2)
    pool(this.a2, C2, S2, this.p2, this.#from2)
    let max = -Infinity
    for (let o = 0; o < CLASSES; o++) {
      let sum = net.b3[o] as number
      for (let i = 0; i < FLAT; i++)
        sum += (net.w3[o * FLAT + i] as number) * (this.p2[i] as number)
      this.scores[o] = sum
      max = Math.max(max, sum)
    }
    let total = 0
    for (let o = 0; o < CLASSES; o++) {
      const e = Math.exp((this.scores[o] as number) - max)
      this.scores[o] = e
      total += e
    }
    for (let o = 0; o < CLASSES; o++) this.scores[o] = (this.scores[o] as number) / total
    return this.scores
  }

  /** Adds the gradient of the cross-entropy of the last forward pass to `grad`. */
  backward(net: Network, image: ArrayLike<number>, label: number, grad: Network): void {
    this.#dP2.fill(0)
    for (let o = 0; o < CLASSES; o++) {
      const d = (this.scores[o] as number) - (o === label ? 1 : 0)
      grad.b3[o] = (grad.b3[o] as number) + d
      for (let i = 0; i < FLAT; i++) {
        const at = o * FLAT + i
        grad.w3[at] = (grad.w3[at] as number) + d * (this.p2[i] as number)
        this.#dP2[i] = (this.#dP2[i] as number) + d * (net.w3[at] as number)
      }
    }
    spread(this.#dP2, this.#from2, this.a2, this.#dA2)
    convolveBack(this.p1, C1, S2, net.w2, this.#dA2, grad.w2, grad.b2, this.#dP1)
    spread(this.#dP1, this.#from1, this.a1, this.#dA1)
    convolveBack(image, 1, S1, net.w1, this.#dA1, grad.w1, grad.b1, undefined)
  }
}

/** Takes gradients of a pooled plane back to where each maximum was, unless ReLU cut it. */
function spread(d: Float64Array, from: Int32Array, a: Float64Array, out: Float64Array): void {
  out.fill(0)
  for (let i = 0; i < d.length; i++) {
    const at = from[i] as number
    if ((a[at] as number) > 0) out[at] = d[i] as number
  }
}
