/** What the kernel's ante handlers ask of the modules that keep accounts and money; chain/app fills it in. */
import type { ConsensusParams } from './abci.js'
import type { Coins } from './coin.js'
import type { Context, QueryContext } from './context.js'
import type { AnyValue } from './module.js'

/** The part of any account that transactions touch. */
export interface AccountView {
  readonly address: string
  readonly pubKey: AnyValue | null
  readonly accountNumber: bigint
  readonly sequence: bigint
}

/** cosmos.auth.v1beta1.Params */
export interface AuthParams {
  readonly maxMemoCharacters: bigint
  readonly txSigLimit: bigint
  readonly txSizeCostPerByte: bigint
  readonly sigVerifyCostEd25519: bigint
  readonly sigVerifyCostSecp256k1: bigint
}

export interface AnteAccountKeeper {
  params(ctx: QueryContext): AuthParams
  /** Undefined when the chain does not know the address. */
  view(ctx: QueryContext, address: Uint8Array): AccountView | undefined
  setPubKey(ctx: Context, address: Uint8Array, pubKey: AnyValue): void
  incrementSequence(ctx: Context, address: Uint8Array): void
  /** SHA-256(module name)[0..20], as the SDK derives it. */
  moduleAddress(name: string): Uint8Array
}

export interface AnteBankKeeper {
  /** @throws TxError sdk 5 when spendable coins do not cover it. */
  sendCoinsFromAccountToModule(ctx: Context, from: Uint8Array, module: string, coins: Coins): void
}

export interface AnteFeegrantKeeper {
  /** Charges an allowance, or refuses. `msgTypeUrls` are those of the transaction. @throws TxError */
  useGrantedFees(
    ctx: Context,
    granter: Uint8Array,
    grantee: Uint8Array,
    fee: Coins,
    msgTypeUrls: readonly string[],
  ): void
}

/** Where the consensus parameters live; the `consensus` module implements it. */
export interface ConsensusParamsKeeper {
  /** Undefined before genesis has set them. */
  get(ctx: QueryContext): ConsensusParams | undefined
  set(ctx: Context, params: ConsensusParams): void
}
