/** Operators for whose elements the judge has a rule (onnx.md 4). */
const JUDGED = new Set(
  (
    'Abs Add ArgMax AveragePool BatchNormalization Cast Ceil Clip Concat Conv ConvInteger ' +
    'ConvTranspose DepthToSpace DequantizeLinear Div DynamicQuantizeLinear Equal Erf Exp Expand ' +
    'Flatten Floor Gather Gelu Gemm GlobalAveragePool Greater HardSigmoid HardSwish Identity ' +
    'LayerNormalization LeakyRelu Less Log MatMul MatMulInteger Max MaxPool Min Mul Neg Not Pad ' +
    'Pow QLinearConv QLinearMatMul QuantizeLinear ReduceMax ReduceMean ReduceMin ReduceSum Relu ' +
    'Reshape Round Sigmoid Sign Slice Softmax SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh Tile ' +
    'Transpose Unsqueeze Where'
  ).split(' '),
)

/** True if the judge has a rule for the elements of this operator. */
export function isJudged(op: string): boolean {
  return JUDGED.has(op)
}

/** Inputs of an operator that are weights of a reduction, and what is done to them before hashing. */
export type WeightRole = 'matrix' | 'matrixTransposed' | 'convolution' | 'deconvolution'

const ROLES: Readonly<Record<string, Readonly<Record<number, WeightRole>>>> = {
  MatMul: { 1: 'matrix' },
  MatMulInteger: { 1: 'matrix' },
  QLinearMatMul: { 3: 'matrix' },
  Gemm: { 0: 'matrixTransposed', 1: 'matrix' },
  Conv: { 1: 'convolution' },
  ConvInteger: { 1: 'convolution' },
  QLinearConv: { 3: 'convolution' },
  ConvTranspose: { 1: 'deconvolution' },
}

/**
 * Order in which a weight is committed: the axis of the operator's tensor that stands at each committed
 * axis, so that the reduction axis is contiguous; [] when nothing moves.
 */
export function dotLayout(
  op: string,
  input: number,
  rank: number,
  transposed: readonly boolean[],
): number[] {
  const role = ROLES[op]?.[input]
  const axes = Array.from({ length: rank }, (_, i) => i)
  if (role === 'convolution' && rank >= 3) return [0, ...axes.slice(2), 1]
  if (role === 'deconvolution' && rank >= 3) return [...axes.slice(1), 0]
  if (rank < 2) return []
  const swapped = [...axes.slice(0, -2), rank - 1, rank - 2]
  if (role === 'matrix') return transposed[input] === true ? [] : swapped
  if (role === 'matrixTransposed') return transposed[input] === true ? swapped : []
  return []
}

/** True if int8 weights at this place are summed with unsigned bytes, which saturates on some processors. */
export function saturates(op: string, input: number): boolean {
  return (
    (op === 'MatMulInteger' && input === 1) ||
    (op === 'ConvInteger' && input === 1) ||
    (op === 'QLinearConv' && input === 3) ||
    (op === 'QLinearMatMul' && input === 3)
  )
}
