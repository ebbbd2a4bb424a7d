import { codec } from '../../chain/codec/proto.js'
import { Sequence, StoreItem, stringValue } from '../../chain/collections/item.js'
import { u64Key } from '../../chain/collections/keys.js'
import { StoreMap } from '../../chain/collections/map.js'
import type { AddressCodec } from '../../chain/types/address.js'
import { assert } from '../../chain/types/assert.js'
import type { Context, QueryContext } from '../../chain/types/context.js'
import type { AnyQueryHandler, MsgRouter } from '../../chain/types/module.js'
import { GovError } from './errors.js'
import { DEFAULT_PARAMS, type GovParams } from './params.js'
import { type Announcement, type Any, paramsQueryOf } from './state.js'

export const GOV_STORE = 'gov'

const store = GOV_STORE
const prefix = (n: number): Uint8Array => Uint8Array.of(n)

/** Thrown to drop what a preview has written. */
class Dropped extends Error {}

/** Owns announcements; the one door through which parameters change. */
export class GovKeeper {
  readonly addresses: AddressCodec
  /** 20 bytes: the account in whose name parameters change. Nobody has its key. */
  readonly account: Uint8Array
  readonly #router: MsgRouter
  readonly #query: (path: string) => AnyQueryHandler | undefined
  readonly #allowed: readonly string[]

  readonly params = new StoreItem<GovParams>({
    store,
    prefix: prefix(0),
    name: 'params',
    value: codec('infonex.gov.v1.Params'),
  })
  /** Bech32 text; absent = nobody may announce. */
  readonly authority = new StoreItem<string>({
    store,
    prefix: prefix(1),
    name: 'authority',
    value: stringValue,
  })
  readonly nextId = new Sequence({ store, prefix: prefix(2), name: 'next announcement', start: 1n })
  readonly announcements = new StoreMap<bigint, Announcement>({
    store,
    prefix: prefix(3),
    name: 'announcements',
    key: u64Key,
    value: codec('infonex.gov.v1.Announcement'),
  })

  constructor(deps: {
    addresses: AddressCodec
    account: Uint8Array
    router: MsgRouter
    /** The handler of a query path, once all modules are there. */
    query: (path: string) => AnyQueryHandler | undefined
    /** Type URLs of the messages that may be announced. */
    allowed: readonly string[]
  }) {
    this.addresses = deps.addresses
    this.account = deps.account
    this.#router = deps.router
    this.#query = deps.query
    this.#allowed = deps.allowed
  }

  paramsOrDefault(ctx: QueryContext): GovParams {
    return this.params.get(ctx) ?? DEFAULT_PARAMS
  }

  isAllowed(typeUrl: string): boolean {
    return this.#allowed.includes(typeUrl)
  }

  /** @throws TxError gov 2 */
  checkAuthority(ctx: QueryContext, address: string): void {
    const want = this.authority.get(ctx)
    if (address !== want)
      throw GovError.wrongAuthority(`authority is ${address}, want ${want ?? 'nobody'}`)
  }

  /** Whether a message of another module is by the gov account alone. @throws TxError gov 4, 9 or 5 */
  checkMessage(message: Any): void {
    const handler = this.isAllowed(message.type_url)
      ? this.#router.handler(message.type_url)
      : undefined
    if (handler === undefined) throw GovError.notAllowed(message.type_url.slice(0, 100))
    let signers: readonly string[]
    try {
      signers = handler.signers(handler.request.decode(message.value))
    } catch {
      throw GovError.malformed(message.type_url)
    }
    const want = this.addresses.toText(this.account)
    if (signers.length !== 1 || signers[0] !== want)
      throw GovError.wrongSigner(`authority is ${signers.join(', ')}, want ${want}`)
  }

  /** The parameters that a message changes, as they are: bytes of the module's QueryParamsResponse. */
  paramsOf(ctx: QueryContext, message: Any): Uint8Array {
    const query = this.#query(paramsQueryOf(message.type_url))
    assert(query !== undefined, `${message.type_url} has a query that shows what it changes`)
    return query.response.encode(query.run(ctx, query.request.decode(new Uint8Array())))
  }

  /** Runs a message in the name of the gov account. @throws TxError of the module */
  apply(ctx: Context, message: Any): void {
    this.#router.dispatch(ctx, { typeUrl: message.type_url, value: message.value })
  }

  /** The parameters that a message would leave, were it in force now. @throws TxError of the module */
  preview(ctx: Context, message: Any): Uint8Array {
    let after: Uint8Array | undefined
    const dropped = new Dropped()
    try {
      ctx.atomic((branch) => {
        this.apply(branch, message)
        after = this.paramsOf(branch, message)
        throw dropped
      })
    } catch (error) {
      if (error !== dropped) throw error
    }
    assert(after !== undefined, 'a preview that was dropped has run')
    return after
  }
}
