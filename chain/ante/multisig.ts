import type { PlainTypes } from '../../proto/gen/plain.js'
import { codec } from '../codec/proto.js'
import type { MultisigPubKey, SinglePubKey } from '../codec/pubKey.js'
import type { ModeInfo } from '../codec/tx.js'
import { equalBytes } from '../types/bytes.js'
import { SdkError } from '../types/errors.js'

type BitArray = PlainTypes['cosmos.crypto.multisig.v1beta1.CompactBitArray']

const multiSignature = codec('cosmos.crypto.multisig.v1beta1.MultiSignature')

/** One signature inside a multisig, with the key it must be of. */
export interface SubSignature {
  readonly key: SinglePubKey
  readonly mode: number
  readonly bytes: Uint8Array
}

/** The signatures in a MultiSignature; its bytes must be canonical. @throws sdk 4 */
export function readMultiSignature(bytes: Uint8Array): readonly Uint8Array[] {
  let signatures: Uint8Array[]
  try {
    signatures = multiSignature.decode(bytes).signatures
  } catch {
    throw SdkError.unauthorized('malformed MultiSignature')
  }
  if (!equalBytes(multiSignature.encode({ signatures }), bytes))
    throw SdkError.unauthorized('rejecting unrecognized fields found in MultiSignature')
  return signatures
}

/** How many bits the array holds (CompactBitArray.Count). */
function bitCount({ extraBitsStored, elems }: BitArray): number {
  if (extraBitsStored === 0) return elems.length * 8
  return (elems.length - 1) * 8 + extraBitsStored
}

function bitAt(elems: Uint8Array, i: number): boolean {
  return ((elems[i >> 3] ?? 0) & (1 << (7 - (i % 8)))) !== 0
}

/** The positions that are set; bits beyond the keys must not be. @throws sdk 4 */
function setBits(bits: BitArray | null, keys: number): number[] {
  if (bits === null || bits.extraBitsStored > 7 || bitCount(bits) !== keys)
    throw SdkError.unauthorized(`bit array size is incorrect, expecting: ${keys}`)
  const set: number[] = []
  for (let i = 0; i < bits.elems.length * 8; i++)
    if (bitAt(bits.elems, i)) {
      if (i >= keys) throw SdkError.unauthorized('bit array has bits beyond its size')
      set.push(i)
    }
  return set
}

/**
 * Pairs the signatures of a multisig with its keys by the bit array. As many signatures as set bits, and
 * at least `threshold` of them; a multisig inside a multisig is refused.
 * @throws sdk 4
 */
export function subSignatures(
  key: MultisigPubKey,
  multi: NonNullable<ModeInfo['multi']>,
  bytes: Uint8Array,
): readonly SubSignature[] {
  const signatures = readMultiSignature(bytes)
  const set = setBits(multi.bitarray, key.keys.length)
  if (signatures.length !== set.length || multi.modeInfos.length !== set.length)
    throw SdkError.unauthorized(`signature size is incorrect ${signatures.length}`)
  if (set.length < key.threshold)
    throw SdkError.unauthorized(
      `not enough signatures set, have ${set.length}, expected ${key.threshold}`,
    )
  return set.map((position, i) => {
    const mode = multi.modeInfos[i]?.single?.mode
    if (mode === undefined) throw SdkError.unauthorized('a multisig inside a multisig is not taken')
    return {
      key: key.keys[position] as SinglePubKey,
      mode,
      bytes: signatures[i] as Uint8Array,
    }
  })
}
