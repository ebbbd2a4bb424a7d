/** The node, the application, genesis, consensus state. */
import { infoJson, queryJson } from './abciJson.js'
import { commitJson, validatorJson, pubKeyJson } from './blockJson.js'
import type { EngineStatus } from '../engine/types.js'
import { toHex } from '../../chain/types/bytes.js'
import { GenesisText } from './genesisJson.js'
import { hex, list, text, time } from './json.js'
import { type Methods, type RpcContext, method } from './method.js'
import { refuseParam } from './params.js'
import { internalError } from './rpcError.js'

const NO_BYTES = new Uint8Array(0)

/** P2P protocol of CometBFT 0.38 and of its blocks. */
const P2P_PROTOCOL = 8
const BLOCK_PROTOCOL = 11

/** Where peers would connect; nobody listens there, but clients decode it. */
const P2P_ADDRESS = 'tcp://0.0.0.0:26656'
const CHANNELS = '40202122233038606100'

const MAX_PATH_CHARS = 512

function statusJson(context: RpcContext, status: EngineStatus): string {
  const { engine, version } = context
  const { validator } = status
  const other = `{"tx_index":"on","rpc_address":${text(context.rpcAddress())}}`
  const app = engine.app.info().appVersion
  return (
    `{"node_info":{"protocol_version":{"p2p":"${P2P_PROTOCOL}","block":"${BLOCK_PROTOCOL}",` +
    `"app":"${app}"},"id":"${toHex(status.nodeId)}","listen_addr":"${P2P_ADDRESS}",` +
    `"network":${text(engine.genesis.chainId)},"version":${text(version)},` +
    `"channels":"${CHANNELS}","moniker":${text(status.moniker)},"other":${other}},` +
    `"sync_info":{"latest_block_hash":${hex(status.latestBlockHash)},` +
    `"latest_app_hash":${hex(status.latestAppHash)},` +
    `"latest_block_height":"${status.latestHeight}",` +
    `"latest_block_time":${time(status.latestTimeNs)},` +
    `"earliest_block_hash":${hex(status.earliestBlockHash)},` +
    `"earliest_app_hash":${hex(status.earliestAppHash)},` +
    `"earliest_block_height":"${status.earliestHeight}",` +
    `"earliest_block_time":${time(status.earliestTimeNs)},"catching_up":false},` +
    `"validator_info":{"address":${hex(validator.address)},"pub_key":${pubKeyJson(validator)},` +
    `"voting_power":"${validator.power}"}}`
  )
}

/** The state of consensus between two blocks, of which an embedded validator has no other. */
async function roundState(context: RpcContext): Promise<{ full: string; short: string }> {
  const { blocks } = context.engine
  const { latestTimeNs: at, latestHeight, validator } = context.engine.status()
  const next = latestHeight + 1n
  const [commit, set] = await Promise.all([blocks.commit(latestHeight), blocks.validators(next)])
  const last = commit === undefined ? 'null' : commitJson(commit.commit)
  const all = list((set ?? []).map(validatorJson))
  const proposer = validatorJson(validator)
  const full =
    `{"height":"${next}","round":0,"step":1,"start_time":${time(at)},"commit_time":${time(at)},` +
    `"validators":{"validators":${all},"proposer":${proposer}},"proposal":null,` +
    `"proposal_block":null,"locked_round":-1,"locked_block":null,"valid_round":-1,` +
    `"valid_block":null,"votes":[],"commit_round":-1,"last_commit":${last},` +
    `"triggered_timeout_precommit":false}`
  const short =
    `{"height/round/step":"${next}/0/1","start_time":${time(at)},"proposal_block_hash":"",` +
    `"locked_block_hash":"","valid_block_hash":"","height_vote_set":[],` +
    `"proposer":{"address":${hex(validator.address)},"index":0}}`
  return { full, short }
}

/** status, abci_info, abci_query, genesis and their like. */
export function infoMethods(context: RpcContext): Methods {
  const { engine, limits, feed } = context
  const genesis = new GenesisText(engine.genesis)
  const status = (): string => statusJson(context, engine.status())
  return {
    health: method({}, () => {
      if (engine.halted !== undefined) throw internalError(engine.halted)
      return '{}'
    }),
    // Never before the first block: clients cannot decode a status without one.
    status: method({}, () => {
      const first = feed.firstBlock(limits.firstBlockTimeoutMs)
      return first === undefined ? status() : first.then(status)
    }),
    net_info: method({}, () => '{"listening":true,"listeners":[],"n_peers":"0","peers":[]}'),
    abci_info: method({}, () => `{"response":${infoJson(engine.app.info())}}`),
    abci_query: method({ path: 'text', data: 'hex', height: 'int', prove: 'bool' }, (params) => {
      const { path = '', data = NO_BYTES, height = 0n, prove = false } = params
      if (path.length > MAX_PATH_CHARS) {
        refuseParam('path', path, `at most ${MAX_PATH_CHARS} characters`)
      }
      if (height < 0n) refuseParam('height', height.toString(), 'a height, or 0 for the latest')
      const answer = context.query({ path, data, height, prove })
      const json = (response: Awaited<typeof answer>): string =>
        `{"response":${queryJson(response)}}`
      return answer instanceof Promise ? answer.then(json) : json(answer)
    }),
    genesis: method({}, () => genesis.whole()),
    genesis_chunked: method({ chunk: 'int' }, ({ chunk = 0n }) => genesis.chunk(chunk)),
    dump_consensus_state: method(
      {},
      async () => `{"round_state":${(await roundState(context)).full},"peers":[]}`,
    ),
    consensus_state: method({}, async () => `{"round_state":${(await roundState(context)).short}}`),
  }
}
