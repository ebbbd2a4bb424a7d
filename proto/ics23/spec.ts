/** What a verifier demands of the shape of proofs (cosmos/ics23 ProofSpec). Only SHA-256 trees. */
export interface ProofSpec {
  readonly leaf: {
    readonly hash: number
    readonly prehashKey: number
    readonly prehashValue: number
    readonly length: number
    readonly prefix: Uint8Array
  }
  readonly inner: {
    readonly hash: number
    /** Order of children by position; [0, 1] for binary trees. */
    readonly childOrder: readonly number[]
    readonly childSize: number
    readonly minPrefixLength: number
    readonly maxPrefixLength: number
    /** Placeholder of a missing child; empty where trees have none. */
    readonly emptyChild: Uint8Array
  }
  /** 0 = no lower bound. */
  readonly minDepth: number
  /** 0 = 128, the bound of cosmos/ics23. */
  readonly maxDepth: number
  /** Trees whose prefixes have more rules than lengths. */
  readonly kind: 'iavl' | 'simple' | 'other'
}

export const NO_HASH = 0
export const SHA256 = 1
export const NO_PREFIX = 0
export const VAR_PROTO = 1

const leaf = {
  hash: SHA256,
  prehashKey: NO_HASH,
  prehashValue: SHA256,
  length: VAR_PROTO,
  prefix: Uint8Array.of(0),
}

/** Trees of cosmos/iavl. */
export const IAVL_SPEC: ProofSpec = {
  leaf,
  inner: {
    hash: SHA256,
    childOrder: [0, 1],
    childSize: 33,
    minPrefixLength: 4,
    maxPrefixLength: 12,
    emptyChild: new Uint8Array(),
  },
  minDepth: 0,
  maxDepth: 0,
  kind: 'iavl',
}

/** RFC 6962 trees of CometBFT and of the multistore. */
export const SIMPLE_SPEC: ProofSpec = {
  leaf,
  inner: {
    hash: SHA256,
    childOrder: [0, 1],
    childSize: 32,
    minPrefixLength: 1,
    maxPrefixLength: 1,
    emptyChild: new Uint8Array(),
  },
  minDepth: 0,
  maxDepth: 0,
  kind: 'simple',
}
