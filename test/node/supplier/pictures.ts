export { drawDigits } from '../../../node/onnx/digits/draw.js'
export { HELD_OUT_SEED as HELD_OUT } from '../../../node/onnx/digits/train.js'
