import { type DigitSet, drawDigits } from './draw.js'
import { freshNetwork, type Network, Pass, zeroNetwork } from './network.js'
import { Random } from './random.js'

/** How a network is trained. */
export interface TrainOptions {
  /** Pictures drawn anew for each round. */
  readonly pictures: number
  readonly rounds: number
  readonly seed: number
  readonly progress?: (round: number, accuracy: number) => void
}

/** Settings of the model in the repository. */
export const DIGITS_TRAINING: TrainOptions = { pictures: 4000, rounds: 5, seed: 2026 }
/** Seed of pictures that no training has seen. */
export const HELD_OUT_SEED = 77_000_001

const BATCH = 20
const RATE = 0.002
const BETA1 = 0.9
const BETA2 = 0.999

const LAYERS = ['w1', 'b1', 'w2', 'b2', 'w3', 'b3'] as const

/** Adam (Kingma and Ba 2015): one step along the mean gradient of a batch. */
function step(
  net: Network,
  grad: Network,
  m: Network,
  v: Network,
  count: number,
  rate: number,
): void {
  const scale = (rate * Math.sqrt(1 - BETA2 ** count)) / (1 - BETA1 ** count)
  for (const layer of LAYERS) {
    const [w, g, mean, square] = [net[layer], grad[layer], m[layer], v[layer]]
    for (let i = 0; i < w.length; i++) {
      const d = (g[i] as number) / BATCH
      mean[i] = BETA1 * (mean[i] as number) + (1 - BETA1) * d
      square[i] = BETA2 * (square[i] as number) + (1 - BETA2) * d * d
      w[i] =
        (w[i] as number) - (scale * (mean[i] as number)) / (Math.sqrt(square[i] as number) + 1e-8)
    }
    g.fill(0)
  }
}

/** Digit with the highest probability. */
export function best(scores: ArrayLike<number>): number {
  let at = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] as number) > (scores[at] as number)) at = i
  return at
}

/** Share of pictures that the network reads right. */
export function accuracy(net: Network, { images, labels }: DigitSet): number {
  const pass = new Pass()
  const right = images.filter((image, i) => best(pass.forward(net, image)) === labels[i])
  return right.length / images.length
}

/** Trains a network on drawn digits. The numbers depend on the seed alone (and on Math.exp). */
export function train(options: TrainOptions): Network {
  const net = freshNetwork(new Random(options.seed))
  const [grad, m, v] = [zeroNetwork(), zeroNetwork(), zeroNetwork()]
  const pass = new Pass()
  let count = 0
  for (let round = 0; round < options.rounds; round++) {
    const { images, labels } = drawDigits(options.pictures, options.seed + 1 + round)
    images.forEach((image, i) => {
      pass.forward(net, image)
      pass.backward(net, image, labels[i] as number, grad)
      if (i % BATCH === BATCH - 1)
        step(net, grad, m, v, ++count, RATE * (1 - round / options.rounds))
    })
    options.progress?.(round + 1, accuracy(net, drawDigits(500, options.seed - 1 - round)))
  }
  return net
}
