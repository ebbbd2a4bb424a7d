/** How wallets and registries describe the chain. */

export interface ChainInfoOptions {
  readonly chainId: string
  /** Such as http://127.0.0.1:26657. */
  readonly rpc: string
  /** Such as http://127.0.0.1:1317. */
  readonly rest: string
  readonly grpc?: string
  readonly bech32Prefix?: string
  readonly denom?: string
  readonly display?: string
  /** Decimals of the display denomination. */
  readonly exponent?: number
}

type Filled = Required<Omit<ChainInfoOptions, 'grpc'>> & Pick<ChainInfoOptions, 'grpc'>

function fill(options: ChainInfoOptions): Filled {
  return { bech32Prefix: 'infonex', denom: 'uinx', display: 'INX', exponent: 6, ...options }
}

/** What `window.keplr.experimentalSuggestChain` takes. */
export function keplrChainInfo(options: ChainInfoOptions) {
  const o = fill(options)
  const currency = {
    coinDenom: o.display,
    coinMinimalDenom: o.denom,
    coinDecimals: o.exponent,
  }
  return {
    chainId: o.chainId,
    chainName: `InfoNex ${o.chainId}`,
    rpc: o.rpc,
    rest: o.rest,
    bip44: { coinType: 118 },
    bech32Config: {
      bech32PrefixAccAddr: o.bech32Prefix,
      bech32PrefixAccPub: `${o.bech32Prefix}pub`,
      bech32PrefixValAddr: `${o.bech32Prefix}valoper`,
      bech32PrefixValPub: `${o.bech32Prefix}valoperpub`,
      bech32PrefixConsAddr: `${o.bech32Prefix}valcons`,
      bech32PrefixConsPub: `${o.bech32Prefix}valconspub`,
    },
    currencies: [currency],
    feeCurrencies: [{ ...currency, gasPriceStep: { low: 0, average: 0.0025, high: 0.01 } }],
    stakeCurrency: currency,
    features: [],
  }
}

/** chain.json of the chain-registry schema. */
export function chainJson(options: ChainInfoOptions) {
  const o = fill(options)
  return {
    $schema: '../chain.schema.json',
    chain_name: 'infonex',
    chain_type: 'cosmos',
    chain_id: o.chainId,
    pretty_name: 'InfoNex',
    status: 'live',
    network_type: 'devnet',
    bech32_prefix: o.bech32Prefix,
    daemon_name: 'infonex',
    node_home: '$HOME/.infonex',
    key_algos: ['secp256k1'],
    slip44: 118,
    fees: {
      fee_tokens: [
        {
          denom: o.denom,
          fixed_min_gas_price: 0,
          low_gas_price: 0,
          average_gas_price: 0.0025,
          high_gas_price: 0.01,
        },
      ],
    },
    staking: { staking_tokens: [{ denom: o.denom }] },
    apis: {
      rpc: [{ address: o.rpc, provider: 'local' }],
      rest: [{ address: o.rest, provider: 'local' }],
      grpc: o.grpc === undefined ? [] : [{ address: o.grpc, provider: 'local' }],
    },
  }
}

/** assetlist.json of the chain-registry schema. */
export function assetListJson(options: ChainInfoOptions) {
  const o = fill(options)
  return {
    $schema: '../assetlist.schema.json',
    chain_name: 'infonex',
    assets: [
      {
        description: 'The token of InfoNex.',
        denom_units: [
          { denom: o.denom, exponent: 0 },
          { denom: o.display, exponent: o.exponent },
        ],
        base: o.denom,
        name: 'InfoNex',
        display: o.display,
        symbol: o.display,
        type_asset: 'sdk.coin',
      },
    ],
  }
}
