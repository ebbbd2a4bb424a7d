import { paramsItem } from '../../../modules/auth/params.js'
import type { Account } from '../../../modules/auth/state.js'
import { ALLOWED_MSG, BASIC, PERIODIC } from '../../../modules/feegrant/state.js'
import { at, setup, wire } from '../../modules/setup.js'
import { address, addressBytes, memoryContext } from '../../support/memoryContext.js'
import { MemStores } from '../../support/memStore.js'
import type { AnyMap, StoredState } from './rows.js'

const SEND = '/cosmos.bank.v1beta1.MsgSend'
const MULTI_SEND = '/cosmos.bank.v1beta1.MsgMultiSend'

const base = (n: number, sequence = 0n) => ({
  address: address(n),
  pubKey: null,
  accountNumber: BigInt(100 + n),
  sequence,
})
const vesting = (n: number, endTime: bigint) => ({
  baseAccount: base(n),
  originalVesting: wire('1ubtc,300uinx'),
  delegatedFree: [],
  delegatedVesting: [],
  endTime,
})

const ACCOUNTS: readonly Account[] = [
  { typeUrl: '/cosmos.auth.v1beta1.BaseAccount', value: base(1) },
  {
    typeUrl: '/cosmos.auth.v1beta1.BaseAccount',
    value: {
      ...base(2, 300n),
      pubKey: {
        type_url: '/cosmos.crypto.secp256k1.PubKey',
        value: Uint8Array.from([10, 33, 2, ...new Uint8Array(32).fill(7)]),
      },
    },
  },
  {
    typeUrl: '/cosmos.vesting.v1beta1.ContinuousVestingAccount',
    value: { baseVestingAccount: vesting(3, 1_800_000_000n), startTime: 1_700_000_000n },
  },
  {
    typeUrl: '/cosmos.vesting.v1beta1.DelayedVestingAccount',
    value: { baseVestingAccount: vesting(4, 1_800_000_000n) },
  },
  {
    typeUrl: '/cosmos.vesting.v1beta1.PeriodicVestingAccount',
    value: {
      baseVestingAccount: vesting(5, 1_700_000_030n),
      startTime: 1_700_000_000n,
      vestingPeriods: [
        { length: 10n, amount: wire('1ubtc,100uinx') },
        { length: 20n, amount: wire('200uinx') },
      ],
    },
  },
  {
    typeUrl: '/cosmos.vesting.v1beta1.PermanentLockedAccount',
    value: { baseVestingAccount: vesting(6, 0n) },
  },
]

/** A state in which every stored type of auth, bank, authz and feegrant is there. */
function exampleState() {
  const stores = new MemStores()
  const app = setup(memoryContext({ stores }))
  const { ctx, auth, bank, authz, feegrant } = app
  for (const account of ACCOUNTS) auth.setAccount(ctx, account)
  bank.setBalance(ctx, addressBytes(1), 'uinx', 1n)
  bank.setBalance(ctx, new Uint8Array(32).fill(9), 'ibc/27394FB0', (1n << 256n) - 1n)
  bank.setSupply(ctx, 'uinx', 1n)
  bank.sendEnabled.set(ctx, 'uatom', false)
  bank.sendEnabled.set(ctx, 'uinx', true)
  bank.metadata.set(ctx, 'uinx', {
    description: 'The coin of InfoNex',
    denomUnits: [
      { denom: 'uinx', exponent: 0, aliases: ['microinx'] },
      { denom: 'inx', exponent: 6, aliases: [] },
    ],
    base: 'uinx',
    display: 'inx',
    name: 'INX',
    symbol: 'INX',
    uri: '',
    uriHash: '',
  })
  const [one, two] = [addressBytes(1), addressBytes(2)]
  const end = at(1_800_000_000n, 5)
  const generic = { typeUrl: '/cosmos.authz.v1beta1.GenericAuthorization' } as const
  authz.saveGrant(ctx, one, two, { ...generic, value: { msg: MULTI_SEND } }, end)
  const limit = { spendLimit: wire('5uinx'), allowList: [address(3)] }
  authz.saveGrant(
    ctx,
    one,
    two,
    { typeUrl: '/cosmos.bank.v1beta1.SendAuthorization', value: limit },
    null,
  )
  const basic = { spendLimit: wire('5uinx'), expiration: end }
  const periodic = {
    basic: { spendLimit: [], expiration: null },
    period: at(3600n),
    periodSpendLimit: wire('7uinx'),
    periodCanSpend: wire('3uinx'),
    periodReset: at(1_767_225_600n),
  }
  const key = (n: number) => ({ granter: one, grantee: addressBytes(n) })
  feegrant.grant(ctx, key(2), { typeUrl: BASIC, value: basic })
  feegrant.grant(ctx, key(3), { typeUrl: PERIODIC, value: periodic })
  feegrant.grant(ctx, key(4), {
    typeUrl: ALLOWED_MSG,
    inner: { typeUrl: BASIC, value: basic },
    allowedMessages: [SEND],
  })
  return { ...app, stores }
}

/** Every collection of the four modules, by what its keys begin with. */
function collections({ auth, bank, authz, feegrant }: ReturnType<typeof exampleState>): AnyMap[] {
  return [
    auth.accounts,
    auth.addressByNumber,
    auth.nextNumber.item.map,
    paramsItem.map,
    bank.supply,
    bank.metadata,
    bank.balances,
    bank.owners.map,
    bank.sendEnabled,
    bank.paramsItem.map,
    authz.grants,
    authz.queue,
    feegrant.allowances,
    feegrant.queue.map,
  ] as unknown as AnyMap[]
}

/** The example state of the modules of accounts. */
export function accountsState(): StoredState {
  const state = exampleState()
  return { stores: state.stores, maps: collections(state) }
}
