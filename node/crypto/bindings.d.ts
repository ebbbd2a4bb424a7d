/** The native half of npm secp256k1; unlike its main file it throws where no prebuild loads. */
declare module 'secp256k1/bindings.js' {
  interface Bindings {
    /** @throws Error on an unparsable key or signature. */
    ecdsaVerify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean
    ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number }
    publicKeyCreate(privateKey: Uint8Array, compressed?: boolean): Uint8Array
  }
  const bindings: Bindings
  export default bindings
}
