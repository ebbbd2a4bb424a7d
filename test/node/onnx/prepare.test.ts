import fc from 'fast-check'
import * as ort from 'onnxruntime-node'
import t from 'tap'
import { tensorRoot } from '../../../chain/codec/merkle.js'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import { buildModel } from '../../../node/onnx/buildModel.js'
import { readGraph } from '../../../node/onnx/canonicalGraph.js'
import { readDigitsModel } from '../../../node/onnx/digits/digitsModel.js'
import { OnnxError, readModel, writeModel } from '../../../node/onnx/modelFile.js'
import { permute, permuteShape } from '../../../node/onnx/permute.js'
import { prepare, readPrepared } from '../../../node/onnx/prepare.js'
import { REPLAY_OPTIONS } from '../../../node/onnx/runtime.js'
import { digitsModel, digitsNetwork, ocrModel, withGraph } from './support.js'

const digits = await prepare(readDigitsModel())
const id = (p: { commitments: { modelId: Uint8Array } }) => toHex(p.commitments.modelId)

await t.test('a file read and written again loads and answers with the same bits', async (t) => {
  const again = writeModel(digitsModel())
  const image = Float32Array.from({ length: 256 }, (_, i) => (i % 7) / 7)
  const answers: Uint8Array[] = []
  for (const file of [readDigitsModel(), again]) {
    const session = await ort.InferenceSession.create(file, REPLAY_OPTIONS)
    const out = await session.run({ image: new ort.Tensor('float32', image, [1, 1, 16, 16]) })
    const data = out['probabilities']?.data as Float32Array
    answers.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice())
    await session.release()
  }
  t.ok(equalBytes(answers[0] as Uint8Array, answers[1] as Uint8Array))
})

await t.test('the digits model: report and commitments', async (t) => {
  const { report, commitments } = digits
  t.strictSame(report.operators, [
    ['Conv', 2],
    ['MaxPool', 2],
    ['Relu', 2],
    ['Flatten', 1],
    ['Gemm', 1],
    ['Softmax', 1],
  ])
  t.strictSame(report.inputs, [{ name: 'image', dtype: 'FP32', shape: [1, 1, 16, 16] }])
  t.strictSame(report.outputs, [{ name: 'probabilities', dtype: 'FP32', shape: [1, 10] }])
  t.strictSame(report.notAdjudicable, [])
  const w2 = new Uint8Array(Float32Array.from(digitsNetwork().w2).buffer)
  const channelsLast = permute(w2, 4, [16, 8, 3, 3], [0, 2, 3, 1])
  t.ok(
    commitments.weightRoots.some((root) =>
      equalBytes(root, tensorRoot('FP32', [16, 3, 3, 8], channelsLast)),
    ),
    'the second convolution is committed channels last',
  )
  const graph = readGraph(commitments.graph)
  t.equal(graph.nodes.length, 9)
  t.throws(() => readGraph(commitments.graph.slice(1)), OnnxError)
  t.throws(() => readGraph(new Uint8Array([...commitments.graph, 0x12, 0])), /not canonical/)
  t.equal(id(await prepare(digits.file)), id(digits), 'a prepared file stays as it is')
  t.equal(id(readPrepared(digits.file)), id(digits), 'and its id is computed without the runtime')
})

await t.test('names inside, order and comments do not change the id; weights do', async (t) => {
  const renamed = withGraph(digitsModel(), (graph) => {
    const map = (name: string) => (/^(image|probabilities)$/.test(name) ? name : `other/${name}`)
    return {
      name: 'another label',
      node: graph.node.map((n) => ({
        ...n,
        name: '',
        input: n.input.map(map),
        output: n.output.map(map),
        attribute: [...n.attribute].reverse(),
      })),
      initializer: graph.initializer.map((x) => ({ ...x, name: map(x.name) })).reverse(),
    }
  })
  const same = await prepare(writeModel({ ...renamed, producerName: 'x', modelVersion: 9n }))
  t.equal(id(same), id(digits))
  t.ok(equalBytes(same.file, digits.file), 'the file to run is the same too')
  const bent = withGraph(digitsModel(), (graph) => ({
    initializer: graph.initializer.map((x, i) => {
      if (i !== 2) return x
      const rawData = Uint8Array.from(x.rawData)
      rawData[0] = (rawData[0] as number) ^ 1
      return { ...x, rawData }
    }),
  }))
  const other = await prepare(writeModel(bent))
  t.not(id(other), id(digits))
  t.ok(equalBytes(other.commitments.graphRoot, digits.commitments.graphRoot), 'same graph')
})

await t.test('graph and weights rebuild the file byte for byte', async (t) => {
  const { graph } = digits
  t.ok(
    equalBytes(
      buildModel({ ...readGraph(digits.commitments.graph), weights: graph.weights }),
      digits.file,
    ),
  )
})

await t.test('what has no canonical form is refused by name', async (t) => {
  const refuse = async (model: Parameters<typeof writeModel>[0], want: RegExp, shapes = {}) =>
    t.rejects(prepare(writeModel(model), { shapes }), { name: 'OnnxError', message: want })
  const open = withGraph(digitsModel(), (graph) => ({
    input: graph.input.map((info) => ({
      ...info,
      type: {
        tensorType: {
          elemType: 1,
          shape: {
            dim: [{ dimParam: 'N' }, { dimValue: 1n }, { dimValue: 16n }, { dimValue: 16n }],
          },
        },
      },
    })),
  }))
  await refuse(open, /input image: dimension 0 \(N\) is open/)
  await refuse(open, /no input picture; the model has image/, { picture: [1] })
  await refuse(open, /rank 2, want 4/, { image: [1, 1] })
  await refuse(open, /dimension 2 is 16, not 5/, { image: [1, 1, 5, 5] })
  t.equal(id(await prepare(writeModel(open), { shapes: { image: [1, 1, 16, 16] } })), id(digits))
  const random = withGraph(digitsModel(), (graph) => ({
    node: graph.node.map((n) =>
      n.opType === 'Softmax' ? { ...n, opType: 'RandomNormalLike', attribute: [] } : n,
    ),
  }))
  await refuse(random, /not adjudicable: node probabilities RandomNormalLike: random values/)
  const foreign = withGraph(digitsModel(), (graph) => ({
    node: graph.node.map((n) => (n.opType === 'Softmax' ? { ...n, opType: 'Nonsense' } : n)),
  }))
  await refuse(foreign, /onnxruntime does not take this model/)
  const outside = withGraph(digitsModel(), (graph) => ({
    initializer: graph.initializer.map((x) => ({ ...x, dims: [2n ** 50n] })),
  }))
  await refuse(outside, /onnxruntime does not take this model|dimension/)
  t.throws(() => readPrepared(readDigitsModel()), OnnxError, 'a file that was not prepared')
})

await t.test('control flow is refused with the names of its nodes', async (t) => {
  const { existsSync, readFileSync } = await import('node:fs')
  const vad = 'node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx'
  if (!existsSync(vad)) {
    t.comment(`skipped: ${vad} is not installed`)
    return
  }
  const shapes = { input: [1, 576], state: [2, 1, 128], sr: [] }
  await t.rejects(
    prepare(readFileSync(vad), { shapes }),
    /not adjudicable: node If_0 If: control flow/,
  )
})

await t.test(
  'no bytes make the reader throw anything but OnnxError, in bounded time',
  async (t) => {
    const file = Uint8Array.from(readDigitsModel())
    const clean = (bytes: Uint8Array): boolean => {
      try {
        readModel(bytes)
      } catch (error) {
        return error instanceof OnnxError
      }
      return true
    }
    // Of this process: other tests run beside it.
    const started = process.cpuUsage()
    fc.assert(
      fc.property(
        fc.nat(file.length - 1),
        fc.nat(file.length - 1),
        fc.nat(255),
        (cut, at, byte) => {
          const mutated = file.slice()
          mutated[at] = byte
          return clean(file.slice(0, cut)) && clean(mutated) && clean(file.slice(cut))
        },
      ),
      { numRuns: 150 },
    )
    const nested = (depth: number): Uint8Array => {
      let bytes = new Uint8Array(0)
      for (let i = 0; i < depth; i++) {
        const wrapped = withLength(0x32, withLength(0x2a, withLength(0x0a, bytes)))
        bytes = wrapped
      }
      return withLength(0x3a, withLength(0x0a, withLength(0x2a, bytes)))
    }
    t.ok(clean(nested(3000)), 'graphs within graphs')
    const many = new Uint8Array(9 * 2 ** 20)
    many.fill(0x0a)
    for (let i = 1; i < many.length; i += 2) many[i] = 0
    t.throws(() => readModel(withLength(0x3a, many)), /bytes besides the weights/)
    const { user, system } = process.cpuUsage(started)
    t.ok(user + system < 10_000_000, `${user + system} us`)
  },
)

function withLength(tag: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = [tag]
  let n = bytes.length
  for (; n > 127; n >>>= 7) head.push((n & 127) | 128)
  return new Uint8Array([...head, n, ...bytes])
}

await t.test('moving axes forth and back gives the tensor again', async () => {
  const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 })
  fc.assert(
    fc.property(
      shape,
      fc.constantFrom(1 as const, 2 as const, 4 as const, 8 as const),
      fc.nat(),
      (dims, size, seed) => {
        const axes = dims.map((_, i) => i)
        const permutation = axes.map((a) => [((a + 1) * (seed + 1) * 2654435761) % 97, a] as const)
        permutation.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        const order = permutation.map((p) => p[1])
        const back = axes.map((a) => order.indexOf(a))
        const count = dims.reduce((a, b) => a * b, size as number)
        const bytes = Uint8Array.from({ length: count }, (_, i) => i * 7)
        const moved = permute(bytes, size, dims, order)
        return equalBytes(permute(moved, size, permuteShape(dims, order), back), bytes)
      },
    ),
  )
})

for (const [file, shape] of [
  ['ch_ppocr_mobile_v2.0_cls_infer.onnx', [1, 3, 48, 192]],
  ['ch_PP-OCRv4_rec_infer.onnx', [1, 3, 48, 320]],
] as const)
  await t.test(`${file}: numbers and decisions of the original file`, async (t) => {
    const original = ocrModel(file)
    if (original === undefined) return
    const prepared = await prepare(original, { shapes: { x: shape } })
    const x = Float32Array.from({ length: shape.reduce<number>((a, b) => a * b, 1) }, (_, i) =>
      Math.sin(i / 50),
    )
    const run = async (bytes: Uint8Array, level: 'basic' | 'disabled' | 'all') => {
      const session = await ort.InferenceSession.create(bytes, {
        ...REPLAY_OPTIONS,
        graphOptimizationLevel: level,
      })
      const out = await session.run({ x: new ort.Tensor('float32', x, shape) })
      const data = Object.values(out)[0]?.data as Float32Array
      await session.release()
      return Float32Array.from(data)
    }
    const got = await run(prepared.file, 'disabled')
    const basic = await run(original, 'basic')
    const apart = got.reduce((m, v, i) => Math.max(m, Math.abs(v - (basic[i] as number))), 0)
    t.ok(apart < 1e-5, `${apart} from onnxruntime's own basic optimisation`)
    const plain = await run(original, 'all')
    const argmax = (row: Float32Array) => row.indexOf(Math.max(...row))
    const width = prepared.report.outputs[0]?.shape.at(-1) as number
    for (let i = 0; i < got.length; i += width)
      if (argmax(got.slice(i, i + width)) !== argmax(plain.slice(i, i + width)))
        t.fail(`row ${i / width} decides otherwise`)
    t.equal(id(readPrepared(prepared.file)), id(prepared))
    t.strictSame(prepared.report.notAdjudicable, [])
  })
