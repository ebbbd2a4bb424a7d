import * as ort from 'onnxruntime-node'
import t from 'tap'
import { equalBytes, toHex } from '../../../chain/types/bytes.js'
import { prepare } from '../../../node/onnx/prepare.js'
import { REPLAY_OPTIONS } from '../../../node/onnx/runtime.js'
import { ModelRunner } from '../../../node/supplier/modelRunner.js'
import { ocrModel } from '../onnx/support.js'

for (const [file, shape] of [
  ['ch_ppocr_mobile_v2.0_cls_infer.onnx', [1, 3, 48, 192]],
  ['ch_PP-OCRv4_rec_infer.onnx', [1, 3, 48, 320]],
] as const)
  await t.test(
    `${file}: the supplier's thread gives onnxruntime's bits, at every run`,
    async (t) => {
      const original = ocrModel(file)
      if (original === undefined) return
      const prepared = await prepare(original, { shapes: { x: shape } })
      const size = shape.reduce<number>((a, b) => a * b, 1)
      const x = Float32Array.from({ length: size }, (_, i) => Math.sin(i / 31) * Math.cos(i / 977))
      const session = await ort.InferenceSession.create(prepared.file, REPLAY_OPTIONS)
      const output = prepared.report.outputs[0]?.name as string
      const plain = (await session.run({ x: new ort.Tensor('float32', x, shape) }))[output]
      await session.release()
      const data = plain?.data as Float32Array
      const want = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      const runner = new ModelRunner()
      t.teardown(() => runner.close())
      const name = toHex(prepared.commitments.modelId)
      await runner.load(name, prepared.file)
      const input = { dtype: 'FP32', shape, bytes: new Uint8Array(x.buffer) } as const
      for (let run = 0; run < 3; run++) {
        const got = await runner.run(name, { x: input }, [output])
        t.ok(equalBytes(got.outputs[0]?.bytes as Uint8Array, want), `run ${run}`)
      }
    },
  )
