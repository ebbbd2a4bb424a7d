/** Trains the digits model and writes node/onnx/models/digits.onnx: `node dist/node/onnx/digits/make.js`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DIGITS_FILE, digitsFromOnnx, digitsToOnnx } from './digitsModel.js'
import { drawDigits } from './draw.js'
import { accuracy, DIGITS_TRAINING, HELD_OUT_SEED, train } from './train.js'

const started = performance.now()
const net = train({
  ...DIGITS_TRAINING,
  progress: (round, share) => {
    console.log(`round ${round}: ${(100 * share).toFixed(1)} % of fresh pictures read right`)
  },
})
const file = digitsToOnnx(net)
mkdirSync(new URL('.', DIGITS_FILE), { recursive: true })
writeFileSync(DIGITS_FILE, file)
const share = accuracy(digitsFromOnnx(file), drawDigits(2000, HELD_OUT_SEED))
console.log(`${(100 * share).toFixed(2)} % of 2000 held-out pictures read right`)
console.log(`${fileURLToPath(DIGITS_FILE)}: ${file.length} bytes`)
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`)
