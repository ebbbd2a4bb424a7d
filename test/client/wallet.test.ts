/** What wallets and registries read, and what wallets sign beside transactions. */
import { Secp256k1HdWallet, serializeSignDoc } from '@cosmjs/amino'
import { toUtf8 } from '@cosmjs/encoding'
import t from 'tap'
import {
  adr036Doc,
  assetListJson,
  chainJson,
  keplrChainInfo,
  signAdr036,
  verifyAdr036,
} from '../../client/index.js'
import { adr036Bytes } from '../../proto/payment/voucher.js'

const MNEMONIC = 'test test test test test test test test test test test junk'
const wallet = await Secp256k1HdWallet.fromMnemonic(MNEMONIC, { prefix: 'infonex' })
const [account] = await wallet.getAccounts()
if (account === undefined) throw new Error('the wallet is empty')
const { address, pubkey } = account
const options = { chainId: 'infonex-dev-1', rpc: 'http://h:26657', rest: 'http://h:1317' }

await t.test('ADR-036: signed by a wallet, verified without one', async (t) => {
  const data = toUtf8('<not a transaction> & more')
  const signature = await signAdr036(wallet, address, data)
  t.equal(signature.length, 64)
  t.ok(verifyAdr036(address, pubkey, data, signature))
  t.notOk(verifyAdr036(address, pubkey, toUtf8('other'), signature))
  t.notOk(verifyAdr036('infonex1other', pubkey, data, signature))
  const bad = signature.map((byte, i) => (i === 40 ? byte ^ 1 : byte))
  t.notOk(verifyAdr036(address, pubkey, data, bad))
  const base64 = Buffer.from(data).toString('base64')
  t.same(
    adr036Bytes(address, base64),
    serializeSignDoc(adr036Doc(address, data)),
    'the chain writes the same document for vouchers',
  )
})

await t.test('Keplr has what experimentalSuggestChain asks for', async (t) => {
  const info = keplrChainInfo(options)
  for (const field of ['chainId', 'chainName', 'rpc', 'rest', 'bip44', 'bech32Config'])
    t.ok(field in info, field)
  t.equal(info.bip44.coinType, 118)
  t.same(Object.values(info.bech32Config), [
    'infonex',
    'infonexpub',
    'infonexvaloper',
    'infonexvaloperpub',
    'infonexvalcons',
    'infonexvalconspub',
  ])
  const currency = { coinDenom: 'INX', coinMinimalDenom: 'uinx', coinDecimals: 6 }
  t.same(info.currencies, [currency])
  t.match(info.feeCurrencies, [{ ...currency, gasPriceStep: { low: 0 } }])
  const { low, average, high } = info.feeCurrencies[0]?.gasPriceStep ?? {
    low: 1,
    average: 0,
    high: 0,
  }
  t.ok(low <= average && average <= high, 'the steps rise')
  t.same(info.stakeCurrency, currency)
})

await t.test(
  'chain.json and assetlist.json name each other and the same denominations',
  async (t) => {
    const chain = chainJson(options)
    const assets = assetListJson(options)
    t.equal(chain.chain_name, assets.chain_name)
    t.match(chain.chain_name, /^[a-z0-9]+$/, 'as the registry names folders')
    t.match(chain, {
      chain_id: 'infonex-dev-1',
      bech32_prefix: 'infonex',
      slip44: 118,
      key_algos: ['secp256k1'],
      fees: { fee_tokens: [{ denom: 'uinx' }] },
      apis: { rpc: [{ address: options.rpc }], rest: [{ address: options.rest }], grpc: [] },
    })
    const [asset] = assets.assets
    t.equal(asset?.base, chain.fees.fee_tokens[0]?.denom)
    t.ok(asset?.denom_units.some((unit) => unit.denom === asset.base && unit.exponent === 0))
    t.ok(asset?.denom_units.some((unit) => unit.denom === asset.display && unit.exponent === 6))
    const own = { ...options, denom: 'uabc', display: 'abc', exponent: 3, bech32Prefix: 'abc' }
    t.equal(keplrChainInfo(own).bech32Config.bech32PrefixValAddr, 'abcvaloper')
    t.equal(assetListJson(own).assets[0]?.denom_units[1]?.exponent, 3)
    const grpc = chainJson({ ...options, grpc: 'h:9090' }).apis.grpc
    t.match(grpc, [{ address: 'h:9090' }])
  },
)
