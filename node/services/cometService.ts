import { toBech32 } from '@cosmjs/encoding'
import { codec } from '../../chain/codec/proto.js'
import { toHex } from '../../chain/types/bytes.js'
import { grpcInvalidArgument, grpcNotFound } from '../../chain/types/grpc.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import type { Engine, StoredBlock, Validator } from '../engine/types.js'
import { blockIdProto, blockProto, sdkBlockProto } from './blockProto.js'
import type { ServiceHandler, ServiceSettings } from './serviceHandler.js'
import { handler } from './serviceHandler.js'

/** SDK release whose interfaces the chain serves. */
const COSMOS_SDK_VERSION = 'v0.50.13'
/** Validators a page when none is named, and at most. */
const PER_PAGE = 100n
/** Versions of the peer protocol and the block structure at CometBFT v0.38. */
const P2P_PROTOCOL = 8n
const BLOCK_PROTOCOL = 11n

function nodeInfo(engine: Engine, settings: ServiceSettings) {
  const status = engine.status()
  return {
    defaultNodeInfo: {
      protocolVersion: {
        p2p: P2P_PROTOCOL,
        block: BLOCK_PROTOCOL,
        app: engine.app.info().appVersion,
      },
      defaultNodeId: toHex(status.nodeId),
      listenAddr: 'tcp://0.0.0.0:26656',
      network: engine.genesis.chainId,
      version: settings.cometVersion,
      channels: new Uint8Array(0),
      moniker: status.moniker,
      other: { txIndex: 'on', rpcAddress: settings.rpcAddress },
    },
    applicationVersion: {
      name: 'infonex',
      appName: 'infonex',
      version: settings.version,
      gitCommit: '',
      buildTags: '',
      goVersion: `node ${process.version}`,
      buildDeps: [],
      cosmosSdkVersion: COSMOS_SDK_VERSION,
    },
  }
}

async function blockAt(engine: Engine, height: bigint): Promise<StoredBlock> {
  const latest = engine.status().latestHeight
  if (height < 1n) throw grpcInvalidArgument(`height must be at least 1, got ${height}`)
  if (height > latest)
    throw grpcInvalidArgument(
      'requested block height is bigger then the chain length: ' + `${height} > ${latest}`,
    )
  const stored = await engine.blocks.block(height)
  if (stored === undefined)
    throw grpcNotFound(`block ${height} is no longer kept; the lowest is ${engine.blocks.base}`)
  return stored
}

async function block(engine: Engine, prefix: string, height: bigint) {
  const stored = await blockAt(engine, height)
  return {
    blockId: blockIdProto(stored.blockId),
    block: blockProto(stored.block),
    sdkBlock: sdkBlockProto(stored.block, prefix),
  }
}

function validatorProto(validator: Validator, prefix: string) {
  const name =
    validator.pubKeyType === 'ed25519'
      ? ('cosmos.crypto.ed25519.PubKey' as const)
      : ('cosmos.crypto.secp256k1.PubKey' as const)
  return {
    address: toBech32(`${prefix}valcons`, validator.address),
    pubKey: { type_url: `/${name}`, value: codec(name).encode({ key: validator.pubKey }) },
    votingPower: validator.power,
    proposerPriority: validator.proposerPriority,
  }
}

async function validators(
  engine: Engine,
  prefix: string,
  height: bigint,
  page: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null,
) {
  const set = await engine.blocks.validators(height)
  if (set === undefined) throw grpcNotFound(`the validators of height ${height} are not known`)
  const offset = Number(page?.offset ?? 0n)
  const asked = page?.limit ?? 0n
  const limit = Number(asked === 0n || asked > PER_PAGE ? PER_PAGE : asked)
  return {
    blockHeight: height,
    validators: set.slice(offset, offset + limit).map((v) => validatorProto(v, prefix)),
    pagination: { nextKey: new Uint8Array(0), total: BigInt(set.length) },
  }
}

function abciQuery(
  engine: Engine,
  request: PlainTypes['cosmos.base.tendermint.v1beta1.ABCIQueryRequest'],
) {
  const { path, data, height, prove } = request
  const got = engine.app.query({ path, data, height, prove })
  const ops = got.proofOps?.map(({ type, key, data }) => ({ type, key, data }))
  return {
    ...{ code: got.code, log: got.log, info: got.info, index: got.index },
    ...{ key: got.key, value: got.value, height: got.height, codespace: got.codespace },
    proofOps: ops === undefined ? null : { ops },
  }
}

/** cosmos.base.tendermint.v1beta1.Service. */
export function cometService(engine: Engine, settings: ServiceSettings): readonly ServiceHandler[] {
  const path = '/cosmos.base.tendermint.v1beta1.Service'
  const p = 'cosmos.base.tendermint.v1beta1'
  const { addressPrefix: prefix } = settings
  const latest = (): bigint => engine.status().latestHeight
  return [
    handler(`${path}/GetNodeInfo`, `${p}.GetNodeInfoRequest`, `${p}.GetNodeInfoResponse`, () =>
      nodeInfo(engine, settings),
    ),
    handler(`${path}/GetSyncing`, `${p}.GetSyncingRequest`, `${p}.GetSyncingResponse`, () => ({
      syncing: false,
    })),
    handler(
      `${path}/GetLatestBlock`,
      `${p}.GetLatestBlockRequest`,
      `${p}.GetLatestBlockResponse`,
      () => block(engine, prefix, latest()),
    ),
    handler(
      `${path}/GetBlockByHeight`,
      `${p}.GetBlockByHeightRequest`,
      `${p}.GetBlockByHeightResponse`,
      ({ height }) => block(engine, prefix, height),
    ),
    handler(
      `${path}/GetLatestValidatorSet`,
      `${p}.GetLatestValidatorSetRequest`,
      `${p}.GetLatestValidatorSetResponse`,
      ({ pagination }) => validators(engine, prefix, latest(), pagination),
    ),
    handler(
      `${path}/GetValidatorSetByHeight`,
      `${p}.GetValidatorSetByHeightRequest`,
      `${p}.GetValidatorSetByHeightResponse`,
      async ({ height, pagination }) => {
        await blockAt(engine, height)
        return validators(engine, prefix, height, pagination)
      },
    ),
    handler(`${path}/ABCIQuery`, `${p}.ABCIQueryRequest`, `${p}.ABCIQueryResponse`, (request) =>
      abciQuery(engine, request),
    ),
  ]
}
