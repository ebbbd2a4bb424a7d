import * as ort from 'onnxruntime-node'
import t from 'tap'
import { digitsFromOnnx, readDigitsModel } from '../../../node/onnx/digits/digitsModel.js'
import { drawDigits, SIDE } from '../../../node/onnx/digits/draw.js'
import { Pass } from '../../../node/onnx/digits/network.js'
import { accuracy, best, HELD_OUT_SEED, train } from '../../../node/onnx/digits/train.js'
import { prepare } from '../../../node/onnx/prepare.js'
import { REPLAY_OPTIONS } from '../../../node/onnx/runtime.js'

const file = readDigitsModel()

await t.test('the committed model reads more than 93 % of pictures it has not seen', async (t) => {
  const share = accuracy(digitsFromOnnx(file), drawDigits(1500, HELD_OUT_SEED))
  t.ok(share >= 0.93, `${(100 * share).toFixed(2)} %`)
  t.ok(file.length < 17_000, `${file.length} bytes`)
})

await t.test('onnxruntime answers as the network in TypeScript, within 1e-4', async (t) => {
  const net = digitsFromOnnx(file)
  const pass = new Pass()
  const { images, labels } = drawDigits(300, HELD_OUT_SEED + 1)
  const prepared = await prepare(file)
  for (const bytes of [file, prepared.file]) {
    const session = await ort.InferenceSession.create(bytes, REPLAY_OPTIONS)
    let right = 0
    let worst = 0
    for (const [i, image] of images.entries()) {
      const out = await session.run({ image: new ort.Tensor('float32', image, [1, 1, SIDE, SIDE]) })
      const got = out['probabilities']?.data as Float32Array
      const want = pass.forward(net, image)
      want.forEach((p, k) => {
        worst = Math.max(worst, Math.abs(p - (got[k] as number)))
      })
      if (best(got) === labels[i]) right += 1
    }
    await session.release()
    t.ok(worst < 1e-4, `largest difference ${worst}`)
    t.ok(right / images.length >= 0.93, `${right} of ${images.length} right`)
  }
})

await t.test('training learns: a short one reads most digits, and repeats itself', async (t) => {
  const options = { pictures: 1000, rounds: 2, seed: 5 }
  const held = drawDigits(300, HELD_OUT_SEED)
  const net = train(options)
  const share = accuracy(net, held)
  t.ok(share > 0.7, `${share}`)
  t.strictSame(train(options), net, 'the same seed gives the same weights')
})
