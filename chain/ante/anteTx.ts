import { parsePubKey, type PubKey } from '../codec/pubKey.js'
import type { DecodedTx, Party, Signature, SignerInfo } from '../codec/tx.js'
import type { AddressCodec } from '../types/address.js'
import { equalBytes } from '../types/bytes.js'
import { compareDenoms, isDenom, parseAmount, type Coins } from '../types/coin.js'
import type { Context } from '../types/context.js'
import { SdkError } from '../types/errors.js'
import type { AnyValue } from '../types/module.js'
import type { AnteAccountKeeper, AnteBankKeeper, AnteFeegrantKeeper } from '../types/keepers.js'
import type { SignatureVerifier } from '../types/verifier.js'

/**
 * The key that an account has on chain. PERF: nearly every transaction brings the same bytes, which were read
 * and hashed to an address already.
 */
export function storedKey(stored: AnyValue, { info, pubKey }: Signature): PubKey {
  const given = info.publicKey
  const same =
    given !== null && given.type_url === stored.typeUrl && equalBytes(given.value, stored.value)
  return same && pubKey !== undefined ? pubKey : parsePubKey(stored)
}

/** Name of the module account that fees go to. */
export const FEE_COLLECTOR = 'fee_collector'

/** What the decorators ask of their neighbours. */
export interface AnteDeps {
  readonly addresses: AddressCodec
  readonly accounts: AnteAccountKeeper
  readonly bank: AnteBankKeeper
  /** Absent: fee grants are not enabled. */
  readonly feegrant?: AnteFeegrantKeeper | undefined
  readonly verifier: SignatureVerifier
}

/** A step before the messages run. It refuses by throwing a TxError. */
export type Decorator = (ctx: Context, tx: AnteTx, deps: AnteDeps) => void

/** A transaction on its way through the decorators; what several of them ask is worked out once. */
export class AnteTx {
  readonly tx: DecodedTx
  readonly simulate: boolean
  readonly #addresses: AddressCodec
  #fee: Coins | undefined
  /** Node-local order in the mempool; the fee decorator sets it. */
  priority = 0n

  constructor(tx: DecodedTx, addresses: AddressCodec, simulate: boolean) {
    this.tx = tx
    this.simulate = simulate
    this.#addresses = addresses
  }

  get gasLimit(): bigint {
    return this.tx.authInfo.fee?.gasLimit ?? 0n
  }

  /** Who must sign: signers of the messages in order, each once, then the fee payer. @throws sdk 7 */
  get signers(): readonly Party[] {
    return (this.tx.memo.signers ??= this.#findSigners())
  }

  #findSigners(): readonly Party[] {
    const texts: string[] = []
    for (const { handler, msg } of this.tx.messages)
      for (const text of handler.signers(msg)) if (!texts.includes(text)) texts.push(text)
    const payer = this.tx.authInfo.fee?.payer ?? ''
    if (payer !== '' && !texts.includes(payer)) texts.push(payer)
    return texts.map((text) => this.#party(text))
  }

  #party(text: string): Party {
    return { text, address: this.#addresses.toBytes(text) }
  }

  /** fee.payer, else the first signer. @throws sdk 7 */
  get feePayer(): Party {
    const payer = this.tx.authInfo.fee?.payer ?? ''
    if (payer !== '') return this.#party(payer)
    const first = this.signers[0]
    if (first === undefined) throw SdkError.noSignatures('no signer can pay the fee')
    return first
  }

  get feeGranter(): Party | undefined {
    const granter = this.tx.authInfo.fee?.granter ?? ''
    return granter === '' ? undefined : this.#party(granter)
  }

  /** The fee as coins, valid or refused. @throws sdk 13 (sdk 10 if an amount is no number) */
  get fee(): Coins {
    this.#fee ??= parseFee(this.tx.authInfo.fee?.amount ?? [])
    return this.#fee
  }

  /** Signer i with signer info i and signature i. @throws sdk 4 if their numbers differ, sdk 8. */
  get signatures(): readonly Signature[] {
    return (this.tx.memo.signatures ??= this.#pairSignatures())
  }

  #pairSignatures(): readonly Signature[] {
    const { signers } = this
    const infos = this.tx.authInfo.signerInfos
    if (infos.length !== signers.length)
      throw SdkError.unauthorized(
        `invalid number of signer;  expected: ${signers.length}, got ${infos.length}`,
      )
    return signers.map((signer, i) => {
      const info = infos[i] as SignerInfo
      const any = info.publicKey
      const pubKey =
        any === null ? undefined : parsePubKey({ typeUrl: any.type_url, value: any.value })
      return { signer, info, pubKey, bytes: this.tx.signatures[i] ?? new Uint8Array() }
    })
  }
}

function parseFee(wire: readonly { denom: string; amount: string }[]): Coins {
  const coins = wire.map(({ denom, amount }) => ({ denom, amount: parseAmount(amount) }))
  const valid = coins.every(({ denom, amount }, i) => {
    const before = coins[i - 1]
    const sorted = before === undefined || compareDenoms(before.denom, denom) < 0
    return isDenom(denom) && amount > 0n && sorted
  })
  // A single zero coin is how some wallets write "no fee"; sdk.Coins drops it as well.
  if (!valid && coins.every((c) => c.amount === 0n)) return []
  if (!valid) {
    const text = wire.map((c) => `${c.amount}${c.denom}`).join(',')
    throw SdkError.insufficientFee(`invalid fee amount: ${text}`)
  }
  return coins
}
