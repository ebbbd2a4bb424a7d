/**
 * The signature backend, filled in by node/crypto. All backends give the same verdicts: shapes and low-S
 * are checked before any of them is asked.
 */
export interface SignatureVerifier {
  /** Which backend was chosen, for the start-up report. */
  readonly name: string
  /**
   * ECDSA over secp256k1: `publicKey` 33 bytes (02 or 03), `digest` 32 bytes, `signature` 64 bytes r||s
   * with s in the lower half. Everything else is false. Never throws.
   * @param again false: the last time that this is asked, so that nothing need be remembered. Default true.
   */
  secp256k1(
    publicKey: Uint8Array,
    digest: Uint8Array,
    signature: Uint8Array,
    again?: boolean,
  ): boolean
  /** Ed25519 by the rule of marketplace.md 2.9. Never throws. */
  ed25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  /** Whether an ed25519 key may be registered: canonical, not of small order, torsion-free. Never throws. */
  isEd25519Key(publicKey: Uint8Array): boolean
}

/** One secp256k1 check that may be made ahead of time. */
export interface SignatureRecord {
  readonly publicKey: Uint8Array
  readonly digest: Uint8Array
  readonly signature: Uint8Array
}

/** A verifier that can work ahead on other threads; verdicts do not depend on whether it did. */
export interface AheadVerifier extends SignatureVerifier {
  /** False: nothing would be gained by `ahead`, so that nobody need gather records. */
  readonly worksAhead: boolean
  /** Begins to check a batch; returns at once. Batches are finished in the order given. */
  ahead(records: readonly SignatureRecord[]): void
}
