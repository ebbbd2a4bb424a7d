/** A broken guarantee over the whole application: claim, report, verdict, money. */
import t from 'tap'
import { channelId } from '../../../modules/payment/descriptor.js'
import { defaultGenesis } from '../../../modules/sla/genesis.js'
import { anyMsg, CLIENT, ContractChain, OTHERS, SUPPLIER } from '../../support/contractChain.js'
import { START_BALANCE } from '../../support/testChain.js'
import { checkpointOf, countersOf, CLIENT_KEY, SUPPLIER_KEY, voucherWith } from '../payment/dual.js'
import { signedReport } from './guaranteed.js'

const WINDOW_MS = 10_000n
const guarantee = {
  credits: [{ creditBps: '10000' }],
  method: 'global',
  metric: 'e2e_ms',
  op: '<=',
  path: 'global',
  period: { amount: '10', unit: 'second' },
  quantileBps: '9000',
  value: '500',
}

/** Short clocks: the blocks of the test are five seconds apart. */
function appState(): Readonly<Record<string, unknown>> {
  const genesis = defaultGenesis() as { params: object }
  const clocks = { guarantee_dispute_ms: '1000', guarantee_dispute_blocks: '2' }
  return { sla: { ...genesis, params: { ...genesis.params, ...clocks } } }
}

await t.test(
  'a client whose guarantee was broken gets back what it paid: first what was held back, then of the bond',
  async (t) => {
    const retail = { perRequest: 100n, guarantees: [guarantee] }
    const wholesale = { perRequest: 70n, guarantees: [guarantee] }
    const c = new ContractChain({ retail, wholesale }, OTHERS + 1, appState())
    const { payment, sla, bank, modules } = c.chain.parts
    const now = () => {
      const ctx = c.chain.app.contextAt(c.chain.store.version)
      if (ctx === undefined) throw new Error('no context')
      return ctx
    }
    const [descriptor] = c.open(1)
    if (descriptor === undefined) throw new Error('no channel')
    const id = channelId(descriptor)
    const channel = { id, descriptor }
    const endMs = descriptor.startMs + 5n
    const checkpoint = checkpointOf(channel, { sequence: 5n, counters: countersOf(5n), endMs })
    const claim = voucherWith(channel, 500n, checkpoint, 1000)
    c.must(OTHERS, [anyMsg('infonex.payment.v1.MsgClaim', { sender: c.text(OTHERS), claim })])
    const [client, supplier] = [CLIENT, SUPPLIER].map((n) => payment.addresses.toBytes(c.text(n)))
    if (client === undefined || supplier === undefined) throw new Error('no address')
    t.equal(sla.guarantees.served.get(now(), [c.retailId, c.wholesaleId]), 350n)
    const startMs = (descriptor.startMs / WINDOW_MS) * WINDOW_MS
    const pair = { retailId: c.retailId, wholesaleId: c.wholesaleId }
    const window = { ...pair, guarantee: 0, startMs }
    const chainId = now().block.chainId
    const keys = [SUPPLIER_KEY, CLIENT_KEY] as const
    const change = { keys, report: { chainId, channelId: id } }
    const report = signedReport(now(), window, 0, [5, 5, 350n], change)
    const sender = c.text(OTHERS)
    c.must(OTHERS, [anyMsg('infonex.sla.v1.MsgReportGuarantee', { sender, reports: [report] })])
    for (let i = 0; i < 3; i++) c.chain.block()
    const settle = [anyMsg('infonex.sla.v1.MsgSettleGuaranteeWindow', { sender, window })]
    c.must(OTHERS, settle)
    c.chain.block()
    const bond = sla.bondOf(now(), supplier).amount
    const before = bank.getBalance(now(), client, 'uinx')
    c.must(OTHERS, settle)
    t.match(sla.guarantees.windows.get(now(), window)?.verdict, {
      breached: true,
      due: '350',
      fromHoldback: '35',
      fromSupplier: '315',
      fromAggregator: '0',
    })
    t.equal(bank.getBalance(now(), client, 'uinx') - before, 350n)
    t.equal(bond - sla.bondOf(now(), supplier).amount, 315n)
    t.equal(bank.getSupply(now(), 'uinx'), BigInt(c.chain.keys.length) * START_BALANCE)
    const broken = modules.flatMap((m) => m.invariants).map((one) => one.check(now()))
    t.same(broken.filter(Boolean), [])
  },
)

await t.test('C16: what is held back waits for the window that it is of', async (t) => {
  const month = { ...guarantee, period: { amount: '1', unit: 'month' } }
  const retail = { perRequest: 100n, guarantees: [month] }
  const c = new ContractChain({ retail, wholesale: { perRequest: 70n, guarantees: [month] } })
  const [descriptor] = c.open(1)
  if (descriptor === undefined) throw new Error('no channel')
  const channel = { id: channelId(descriptor), descriptor }
  const endMs = descriptor.startMs + 5n
  const checkpoint = checkpointOf(channel, { sequence: 5n, counters: countersOf(5n), endMs })
  const claim = voucherWith(channel, 500n, checkpoint, 1000)
  c.must(OTHERS, [anyMsg('infonex.payment.v1.MsgClaim', { sender: c.text(OTHERS), claim })])
  const ctx = c.chain.app.contextAt(c.chain.store.version)
  if (ctx === undefined) throw new Error('no context')
  const { payment } = c.chain.parts
  const held = [...payment.under.maturing.walk(ctx)].filter(([key]) => key.kind === 1)
  const end = BigInt(Date.UTC(2026, 1, 1))
  t.same(
    held.map(([key, { amount }]) => [key.maturesMs, amount]),
    [[end + 2n * 86_400_000n, '35']],
  )
})
