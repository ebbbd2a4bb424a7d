/** Accounts whose coins are locked: what is locked pays no fee, what is not locked does, of every kind. */
import t from 'tap'
import { genesisOf, START_BALANCE, TestChain, testKey } from '../../support/testChain.js'

/** Genesis time of the test chain, in seconds. */
const GENESIS = 1_767_225_600
const V = '/cosmos.vesting.v1beta1.'
const FREE = 700n
const LOCKED = START_BALANCE - FREE

const coins = [{ denom: 'uinx', amount: `${LOCKED}` }]
const base = (end: number) => ({
  base_account: { address: testKey(0).text, pub_key: null, account_number: '0', sequence: '0' },
  original_vesting: coins,
  delegated_free: [],
  delegated_vesting: [],
  end_time: `${end}`,
})
/** Blocks are 5 s apart: what ends at 20 s is free in block 4. */
const END = GENESIS + 20
const KINDS: readonly (readonly [string, object, boolean])[] = [
  ['DelayedVestingAccount', { base_vesting_account: base(END) }, true],
  [
    'ContinuousVestingAccount',
    { base_vesting_account: base(END), start_time: `${GENESIS + 19}` },
    true,
  ],
  [
    'PeriodicVestingAccount',
    {
      base_vesting_account: base(END),
      start_time: `${GENESIS}`,
      vesting_periods: [{ length: '20', amount: coins }],
    },
    true,
  ],
  ['PermanentLockedAccount', { base_vesting_account: base(0) }, false],
]

for (const [kind, value, ends] of KINDS)
  await t.test(`${kind}: fees come out of what is not locked`, (t) => {
    const { auth } = genesisOf([testKey(0), testKey(1)]) as { auth: { accounts: object[] } }
    const accounts = [{ '@type': `${V}${kind}`, ...value }, ...auth.accounts.slice(1)]
    const c = new TestChain({ accounts: 2, appState: { auth: { ...auth, accounts } } })
    const pay = (fee: bigint, amount = 1n) => {
      const [result] = c.block([c.send(0, 1, amount, { fee })]).txResults
      return `${result?.codespace} ${result?.code}`
    }
    c.block()
    t.equal(pay(FREE + 1n), 'sdk 5', 'more than is free')
    t.equal(c.signer(0).sequence, 0n, 'nothing happened')
    t.equal(pay(FREE, 1n), 'sdk 5', 'the fee is paid, the message finds nothing free')
    t.equal(c.signer(0).sequence, 1n)
    t.equal(c.balance(testKey(0).address), LOCKED)
    t.equal(pay(500n), ends ? ' 0' : 'sdk 5', 'after the end of vesting')
    t.equal(c.balance(testKey(0).address), ends ? LOCKED - 501n : LOCKED)
    t.same(c.app.brokenInvariants(), [])
    t.end()
  })
