import t from 'tap'
import { TxError } from '../../../chain/types/errors.js'
import { address, addressBytes } from '../../support/memoryContext.js'
import { ask, fund, setup, wire } from '../setup.js'

const Q = '/cosmos.bank.v1beta1.Query/'
const NONE: Uint8Array = new Uint8Array()
const page = (limit: bigint, key = NONE) => ({
  key,
  offset: 0n,
  limit,
  countTotal: false,
  reverse: false,
})

function app() {
  const made = setup()
  fund(made, made.ctx, 1, '3ubtc,5uinx')
  fund(made, made.ctx, 2, '7uinx')
  made.bank.metadata.set(made.ctx, 'uinx', {
    description: '',
    denomUnits: [{ denom: 'uinx', exponent: 0, aliases: [] }],
    base: 'uinx',
    display: 'inx',
    name: 'INX',
    symbol: 'INX',
    uri: '',
    uriHash: '',
  })
  const q = <R>(name: string, request: object): R =>
    ask<R>(made.modules, made.ctx, Q + name, { pagination: null, ...request })
  return { ...made, q }
}

await t.test('balances: sorted, 0 for what is not there, pages', (t) => {
  const { q } = app()
  const one = address(1)
  t.same(q('Balance', { address: one, denom: 'uinx' }), { balance: { denom: 'uinx', amount: '5' } })
  t.same(q('Balance', { address: address(9), denom: 'uinx' }), {
    balance: { denom: 'uinx', amount: '0' },
  })
  type All = { balances: object[]; pagination: { nextKey: Uint8Array; total: bigint } }
  const all = q<All>('AllBalances', { address: one, resolveDenom: false })
  t.same(all.balances, wire('3ubtc,5uinx'))
  t.equal(all.pagination.total, 2n)
  const shown = q<All>('AllBalances', { address: one, resolveDenom: true })
  t.same(shown.balances, wire('3ubtc,5inx'))
  const first = q<All>('AllBalances', { address: one, resolveDenom: false, pagination: page(1n) })
  t.same(first.balances, wire('3ubtc'))
  t.equal(Buffer.from(first.pagination.nextKey).toString(), 'uinx')
  const pagination = page(1n, first.pagination.nextKey)
  const second = q<All>('AllBalances', { address: one, resolveDenom: false, pagination })
  t.same(second.balances, wire('5uinx'))
  t.equal(second.pagination.nextKey.length, 0)
  t.same(q<All>('SpendableBalances', { address: one }).balances, wire('3ubtc,5uinx'))
  t.same(q('SpendableBalanceByDenom', { address: one, denom: 'uinx' }), {
    balance: { denom: 'uinx', amount: '5' },
  })
  t.same(q<All>('AllBalances', { address: address(9), resolveDenom: false }).balances, [])
  t.end()
})

await t.test('supply, owners, metadata, send-enabled entries and parameters', (t) => {
  const { q, bank, ctx } = app()
  t.same(q<{ supply: object[] }>('TotalSupply', {}).supply, wire('3ubtc,12uinx'))
  t.same(q('SupplyOf', { denom: 'uinx' }), { amount: { denom: 'uinx', amount: '12' } })
  t.same(q('SupplyOf', { denom: 'nothere' }), { amount: { denom: 'nothere', amount: '0' } })
  const owners = [
    { address: address(1), balance: { denom: 'uinx', amount: '5' } },
    { address: address(2), balance: { denom: 'uinx', amount: '7' } },
  ]
  for (const name of ['DenomOwners', 'DenomOwnersByQuery'])
    t.same(q<{ denomOwners: object[] }>(name, { denom: 'uinx' }).denomOwners, owners)
  for (const name of ['DenomMetadata', 'DenomMetadataByQueryString'])
    t.match(q(name, { denom: 'uinx' }), { metadata: { display: 'inx' } })
  t.equal(q<{ metadatas: object[] }>('DenomsMetadata', {}).metadatas.length, 1)
  bank.sendEnabled.set(ctx, 'ubtc', false)
  const entries = [{ denom: 'ubtc', enabled: false }]
  t.same(q<{ sendEnabled: object[] }>('SendEnabled', { denoms: [] }).sendEnabled, entries)
  t.same(
    q<{ sendEnabled: object[] }>('SendEnabled', { denoms: ['uinx', 'ubtc', '!'] }).sendEnabled,
    entries,
  )
  t.same(q('Params', {}), { params: { sendEnabled: [], defaultSendEnabled: true } })
  t.end()
})

await t.test('refusals of queries, with their words and codes', (t) => {
  const { q } = app()
  const one = address(1)
  const rows: readonly (readonly [string, object, string])[] = [
    [
      'DenomMetadata',
      { denom: 'nothere' },
      'sdk 22: rpc error: code = NotFound desc = client metadata for denom nothere: key not found',
    ],
    [
      'DenomMetadata',
      { denom: '' },
      'sdk 18: rpc error: code = InvalidArgument desc = invalid denom: invalid request',
    ],
    [
      'Balance',
      { address: '', denom: 'uinx' },
      'sdk 18: rpc error: code = InvalidArgument desc = address cannot be empty: invalid request',
    ],
    [
      'Balance',
      { address: 'x', denom: 'uinx' },
      'sdk 18: rpc error: code = InvalidArgument desc = invalid address: decoding bech32 failed: x: invalid request',
    ],
    [
      'Balance',
      { address: one, denom: '!' },
      'sdk 18: rpc error: code = InvalidArgument desc = invalid denom: !: invalid request',
    ],
    [
      'SendEnabled',
      { denoms: Array.from({ length: 101 }, () => 'uinx') },
      'sdk 18: rpc error: code = InvalidArgument desc = 101 denoms, want at most 100: invalid request',
    ],
  ]
  for (const [name, request, wanted] of rows)
    try {
      q(name, request)
      t.fail(`${name} passes`)
    } catch (error) {
      if (!(error instanceof TxError)) throw error
      t.equal(`${error.codespace} ${error.code}: ${error.message}`, wanted)
    }
  t.end()
})

await t.test(
  'a send costs what it costs on an SDK chain, but 30 gas more for each balance written',
  (t) => {
    const { bank, ctx } = app()
    const size = BigInt(ctx.kv('acc').get(Uint8Array.of(1, ...addressBytes(1)))?.length ?? 0)
    const before = ctx.gas.used
    bank.sendCoins(ctx, addressBytes(1), addressBytes(2), [{ denom: 'uinx', amount: 1n }])
    const used = ctx.gas.used - before
    // 0x02, size, address, denom -> one digit; and 0x03, denom, 0x00, size, address -> nothing in the SDK.
    const readBalance = 1000n + 3n * (26n + 1n)
    const writeBalance = 2000n + 30n * (26n + 1n) + 2000n + 30n * 27n
    const readSender = 1000n + 3n * (21n + size)
    const hasRecipient = 1000n
    const sdk = readSender + 2n * (readBalance + writeBalance) + hasRecipient
    t.equal(used, sdk + 2n * 30n)
    t.end()
  },
)
