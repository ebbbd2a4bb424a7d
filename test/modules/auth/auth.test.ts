import t from 'tap'
import { TxError } from '../../../chain/types/errors.js'
import { DEFAULT_PARAMS } from '../../../modules/auth/params.js'
import { moduleAddress } from '../../../modules/auth/keeper.js'
import { address, addressBytes, addresses, memoryContext } from '../../support/memoryContext.js'
import { ask, broken, refusalOf, setup } from '../setup.js'

const Q = '/cosmos.auth.v1beta1.Query/'
const gov = addresses.toText(moduleAddress('gov'))

/** 'codespace code: text' of a refused query. */
function refused(body: () => unknown): string | undefined {
  try {
    body()
    return undefined
  } catch (error) {
    if (error instanceof TxError) return `${error.codespace} ${error.code}: ${error.message}`
    throw error
  }
}

await t.test('auth MsgUpdateParams: every refusal in order, then the success', (t) => {
  const app = setup()
  const url = '/cosmos.auth.v1beta1.MsgUpdateParams'
  const params = { ...DEFAULT_PARAMS, maxMemoCharacters: 512n }
  const rows: readonly (readonly [string, object, string | undefined])[] = [
    [
      'not the authority',
      { authority: address(1), params },
      `sdk 4: invalid authority; expected ${gov}, got ${address(1)}: unauthorized`,
    ],
    ['no params', { authority: gov, params: null }, 'sdk 18: params are absent: invalid request'],
    [
      'out of bounds',
      { authority: gov, params: { ...params, txSigLimit: 0n } },
      'sdk 18: params.tx_sig_limit is 0, want 1 to 1000000000: invalid request',
    ],
    ['success', { authority: gov, params }, undefined],
  ]
  for (const [name, msg, wanted] of rows)
    t.equal(refusalOf(app.modules, app.ctx, url, msg), wanted, name)
  t.same(app.auth.params(app.ctx), params)
  t.same(ask(app.modules, app.ctx, `${Q}Params`, {}), { params })
  t.end()
})

await t.test('queries about accounts, and the words for one that is not there', (t) => {
  const app = setup()
  app.auth.ensureAccount(app.ctx, addressBytes(1))
  const text = `account ${address(9)} not found`
  const wanted = `sdk 22: rpc error: code = NotFound desc = ${text}: key not found`
  for (const name of ['Account', 'AccountInfo']) {
    const query = (who: string) => () => ask(app.modules, app.ctx, Q + name, { address: who })
    t.equal(refused(query(address(9))), wanted, `${name} of nobody`)
    t.match(refused(query('')), /^sdk 18: rpc error: code = InvalidArgument desc = address cannot/)
    t.match(refused(query('x')), /^sdk 18: .*decoding bech32 failed: x/)
  }
  const { info } = ask<{ info: { address: string; accountNumber: bigint } }>(
    app.modules,
    app.ctx,
    `${Q}AccountInfo`,
    { address: address(1) },
  )
  t.match(info, { address: address(1), accountNumber: 4n }, 'after the four modules')
  const byId = (id: bigint, accountId: bigint) => () =>
    ask(app.modules, app.ctx, `${Q}AccountAddressByID`, { id, accountId })
  t.same(byId(0n, 4n)(), { accountAddress: address(1) })
  t.same(byId(4n, 0n)(), { accountAddress: address(1) })
  t.match(
    refused(byId(0n, 77n)),
    /NotFound desc = account address not found with account number 77/,
  )
  t.match(refused(byId(-1n, 0n)), /InvalidArgument/)
  const modules = ask<{ accounts: { type_url: string }[] }>(
    app.modules,
    app.ctx,
    `${Q}ModuleAccounts`,
    {},
  )
  t.equal(modules.accounts.length, 4)
  const byName = (name: string) => () =>
    ask<{ account: { type_url: string } }>(app.modules, app.ctx, `${Q}ModuleAccountByName`, {
      name,
    })
  t.equal(byName('gov')().account.type_url, '/cosmos.auth.v1beta1.ModuleAccount')
  t.match(refused(byName('nobody')), /^sdk 22: .*account nobody not found/)
  t.match(refused(byName('toString')), /^sdk 22/)
  t.match(refused(byName('')), /InvalidArgument desc = module name is empty/)
  t.same(ask(app.modules, app.ctx, `${Q}Bech32Prefix`, {}), { bech32Prefix: 'infonex' })
  const toText = (addressBytes: Uint8Array) => () =>
    ask(app.modules, app.ctx, `${Q}AddressBytesToString`, { addressBytes })
  t.same(toText(addressBytes(7))(), { addressString: address(7) })
  t.match(refused(toText(new Uint8Array())), /empty address bytes is not allowed/)
  t.match(refused(toText(new Uint8Array(21))), /address has 21 bytes, want 20 or 32/)
  const toBytes = ask<{ addressBytes: Uint8Array }>(
    app.modules,
    app.ctx,
    `${Q}AddressStringToBytes`,
    { addressString: address(7) },
  )
  t.same(toBytes.addressBytes, addressBytes(7))
  t.same(broken(app.modules, app.ctx), [])
  t.end()
})

await t.test('genesis numbers accounts by their place when all numbers are 0', (t) => {
  const app = setup(memoryContext())
  const ctx = memoryContext()
  const module = app.modules[0]
  const account = (n: number, number: string) => ({
    '@type': '/cosmos.auth.v1beta1.BaseAccount',
    address: address(n),
    pub_key: null,
    account_number: number,
    sequence: '0',
  })
  const genesis = {
    params: (module?.defaultGenesis() as { params: object }).params as never,
    accounts: [account(5, '0'), account(3, '0'), account(4, '7'), account(2, '0')],
  }
  t.same(module?.validateGenesis(genesis), [])
  module?.initGenesis(ctx, genesis)
  const number = (n: number): bigint | undefined =>
    app.auth.view(ctx, addressBytes(n))?.accountNumber
  t.same([5, 3, 2, 4].map(number), [0n, 1n, 2n, 7n])
  t.equal(app.auth.view(ctx, moduleAddress('fee_collector'))?.accountNumber, 8n)
  t.same(broken(app.modules, ctx), [])
  t.end()
})

await t.test('validateGenesis names every problem of auth at once', (t) => {
  const app = setup()
  const module = app.modules[0]
  const base = { pub_key: null, account_number: '0', sequence: '0' }
  const type = '/cosmos.auth.v1beta1.BaseAccount'
  const problems = module?.validateGenesis({
    params: { max_memo_characters: 'many', tx_sig_limit: '0', colour: 1 },
    accounts: [
      { '@type': type, ...base, address: 'x' },
      { '@type': type, ...base, address: address(1) },
      { '@type': type, ...base, address: address(1) },
      { '@type': '/cosmos.auth.v1beta1.Robot' },
      {
        '@type': type,
        ...base,
        address: address(2),
        pub_key: {
          '@type': '/cosmos.crypto.secp256k1.PubKey',
          key: 'AtQaCqFnshaZQp6rIkvAPyzThvCvXSDO+9AzbxVErqJP',
        },
      },
      {
        '@type': '/cosmos.auth.v1beta1.ModuleAccount',
        base_account: { ...base, address: address(3) },
        name: 'gov',
        permissions: [],
      },
      {
        '@type': '/cosmos.vesting.v1beta1.ContinuousVestingAccount',
        base_vesting_account: {
          base_account: { ...base, address: address(4) },
          original_vesting: [{ denom: 'uinx', amount: '5' }],
          delegated_vesting: [{ denom: 'uinx', amount: '6' }],
          end_time: '5',
        },
        start_time: '6',
      },
    ],
  })
  t.same(problems, [
    'auth.params.colour is not a field, want one of max_memo_characters, tx_sig_limit, tx_size_cost_per_byte, sig_verify_cost_ed25519, sig_verify_cost_secp256k1',
    'auth.params.max_memo_characters is "many", want a whole number from 0 to 2^64-1',
    'auth.accounts[3].@type is "/cosmos.auth.v1beta1.Robot", want one of /cosmos.auth.v1beta1.BaseAccount, /cosmos.auth.v1beta1.ModuleAccount, /cosmos.vesting.v1beta1.ContinuousVestingAccount, /cosmos.vesting.v1beta1.DelayedVestingAccount, /cosmos.vesting.v1beta1.PeriodicVestingAccount, /cosmos.vesting.v1beta1.PermanentLockedAccount',
    'auth.params.max_memo_characters is 0, want 1 to 1000000000',
    'auth.params.tx_sig_limit is 0, want 1 to 1000000000',
    'auth.params.tx_size_cost_per_byte is 0, want 1 to 1000000000',
    'auth.params.sig_verify_cost_ed25519 is 0, want 1 to 1000000000',
    'auth.params.sig_verify_cost_secp256k1 is 0, want 1 to 1000000000',
    'auth.accounts[0]: decoding bech32 failed: x: invalid address',
    `auth.accounts[2].address ${address(1)} is there twice`,
    `auth.accounts[4]: account address ${address(2)} and pubkey address do not match`,
    `auth.accounts[5]: address ${address(3)} is not that of module gov`,
    'auth.accounts[6]: delegated_vesting is more than original_vesting',
    'auth.accounts[6]: start_time 6 is not before end_time 5',
  ])
  t.end()
})

await t.test("the keeper's calls cost what the SDK's GetAccount and SetAccount cost", (t) => {
  const app = setup()
  const { ctx, auth } = app
  auth.ensureAccount(ctx, addressBytes(1))
  const size = BigInt(ctx.kv('acc').get(auth.accounts.keyBytes(addressBytes(1)))?.length ?? 0)
  const read = 1000n + 3n * (21n + size)
  const index = 1000n + 1000n + 2000n + 30n * (21n + 20n)
  const write = (bytes: bigint): bigint => 2000n + 30n * (21n + bytes)
  const cost = (body: () => void): bigint => {
    const before = ctx.gas.used
    body()
    return ctx.gas.used - before
  }
  t.equal(
    cost(() => auth.view(ctx, addressBytes(1))),
    read,
  )
  t.equal(
    cost(() => auth.incrementSequence(ctx, addressBytes(1))),
    2n * read + index + write(size + 2n),
    'a sequence that is no longer 0 takes two bytes more',
  )
  t.throws(() => auth.incrementSequence(ctx, addressBytes(8)), /does not exist: unknown address/)
  t.throws(() => auth.moduleAccount(ctx, 'nobody'), /module account nobody does not exist/)
  t.end()
})
