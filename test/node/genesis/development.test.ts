/** The development chain as governed: its authority announces, and after both delays the change is in force. */
import t from 'tap'
import { compose } from '../../../chain/app/app.js'
import { sha256 } from '../../../chain/codec/hash.js'
import { codec } from '../../../chain/codec/proto.js'
import { AddressCodec } from '../../../chain/types/address.js'
import { utf8 } from '../../../chain/types/bytes.js'
import { DEFAULT_PARAMS as GOV } from '../../../modules/gov/params.js'
import { DEFAULT_PARAMS as MODEL } from '../../../modules/model/params.js'
import { devAccounts, type DevRole, developmentGenesis } from '../../../node/genesis/development.js'
import { signTx, TestChain } from '../../support/testChain.js'

/** A chain on the development genesis, with headers whose time the test sets. */
async function developmentChain() {
  const accounts = await devAccounts('infonex')
  const { app_state: appState } = await developmentGenesis({
    ...{ prefix: 'infonex', chainId: 'infonex-dev-1', timeNs: 1n, modules: compose().modules },
    validator: {
      ...{ name: 'validator', power: 10n },
      ...{ pubKey: new Uint8Array(32).fill(1), address: new Uint8Array(20).fill(1) },
    },
  })
  const addresses = new AddressCodec('infonex')
  const keys = accounts.map(({ privateKey, publicKey, address }) => ({
    ...{ privateKey, publicKey, text: address },
    address: addresses.toBytes(address),
  }))
  const c = new TestChain({ keys, appState: appState as Record<string, unknown> })
  let height = 0n
  const block = (timeMs: bigint, txs: readonly Uint8Array[] = []) => {
    height += 1n
    const response = c.app.finalizeBlock({
      ...{ txs, height, timeNs: timeMs * 1_000_000n, hash: sha256(utf8(`block ${height}`)) },
      decidedLastCommit: { round: 0, votes: [] },
      nextValidatorsHash: new Uint8Array(32),
      proposerAddress: new Uint8Array(20),
    })
    c.app.commit()
    return response
  }
  const account = (role: DevRole): number => accounts.findIndex((a) => a.role === role)
  const announce = (role: DevRole, maxWeightRoots: number): Uint8Array => {
    const authority = accounts[account(role)]?.address ?? ''
    const value = codec('infonex.model.v1.MsgUpdateParams').encode({
      authority: c.parts.addresses.toText(c.parts.gov.account),
      params: { ...MODEL, maxWeightRoots },
    })
    const msg = codec('infonex.gov.v1.MsgAnnounceParams').encode({
      ...{ authority, message: { type_url: '/infonex.model.v1.MsgUpdateParams', value } },
      reason: 'larger models',
    })
    const msgs = [{ typeUrl: '/infonex.gov.v1.MsgAnnounceParams', value: msg }]
    const signers = [c.signer(account(role))]
    return signTx({ msgs, signers, fee: 500n, gas: 1_000_000n }, c.parts)
  }
  const roots = (): number => {
    const ctx = c.app.contextAt(c.store.version)
    return ctx === undefined ? 0 : c.parts.model.paramsOrDefault(ctx).maxWeightRoots
  }
  return { c, block, announce, roots }
}

await t.test(
  'the authority of a development chain changes a parameter after the delay',
  async (t) => {
    const { c, block, announce, roots } = await developmentChain()
    const START = 1_767_225_600_000n
    block(START)
    const refused = block(START, [announce('client', 77)]).txResults[0]
    t.match(refused, { code: 2, codespace: 'gov' }, 'nobody else announces')
    t.match(block(START, [announce('authority', 77)]).txResults[0], { code: 0 })
    const announced = 3n
    for (let at = announced + 1n; at < announced + GOV.delayBlocks; at++)
      block(START + GOV.delayMs * 2n)
    t.equal(roots(), MODEL.maxWeightRoots, 'the time has passed, one block is missing')
    block(START + GOV.delayMs * 2n)
    t.equal(roots(), 77)
    t.same(c.reports, [])
  },
)
