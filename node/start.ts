/** A node, composed: home, application, engine, and the servers in front. */
import { existsSync, readFileSync } from 'node:fs'
import { type Logger, pino } from 'pino'
import type { QueryRequest, QueryResponse } from '../chain/types/abci.js'
import { programVersion } from './cli/main.js'
import { EmbeddedEngine } from './engine/embeddedEngine.js'
import { parseGenesisDoc, printGenesisDoc } from './engine/genesisDoc.js'
import { LevelKvDb } from './engine/kvDb.js'
import type { GenesisDoc } from './engine/types.js'
import { FileSigner, openNodeKey } from './engine/validatorKey.js'
import { devAccounts, DEV_CHAIN_ID } from './genesis/development.js'
import { homeFiles, initHome, openValidatorKey } from './genesis/home.js'
import { openHomeApp } from './homeApp.js'
import { checkHomeVersion } from './homeVersion.js'
import { LevelEventIndex } from './indexer/eventIndex.js'
import { countChecks } from './metrics/countChecks.js'
import type { NodeMetrics } from './metrics/metrics.js'
import { COMET_VERSION, startRpc } from './rpc/server.js'
import type { Doors } from './services/doors.js'
import type { NodeUrls, RunningNode, StartOptions } from './startOptions.js'
import { writeAtomic } from './storage/atomicFile.js'
import { realDisk } from './storage/disk.js'
import { parseGasPrices } from './tx/gas.js'
import { hostPort } from './hostPort.js'
import { lockHome } from './storage/homeLock.js'

const NS_PER_MS = 1_000_000n
/** The kvstore application's chain has the name that CometBFT's own test images use. */
const KVSTORE_CHAIN_ID = 'dockerchain'

const nowNs = (): bigint => BigInt(Date.now()) * NS_PER_MS

/** The genesis of the kvstore chain: this node's validator and no state. */
function kvStoreGenesis(home: string, chainId: string): GenesisDoc {
  const key = openValidatorKey(home)
  const base = parseGenesisDoc(
    JSON.stringify({ chain_id: chainId, genesis_time: new Date().toISOString() }),
  )
  const validator = { pubKeyType: 'ed25519' as const, pubKey: key.pubKey, power: 10n }
  return { ...base, appState: {}, validators: [{ ...validator, name: 'The Machine 2035' }] }
}

/** The genesis of a home; an empty home becomes a chain of its own. */
async function openGenesis(options: StartOptions, report: string[]): Promise<GenesisDoc> {
  const files = homeFiles(options.home)
  if (!existsSync(files.genesis)) {
    if (options.app === 'kvstore') {
      const doc = kvStoreGenesis(options.home, options.chainId ?? KVSTORE_CHAIN_ID)
      writeAtomic(realDisk, files.genesis, Buffer.from(printGenesisDoc(doc)))
      report.push(`wrote ${files.genesis}`)
    } else {
      const made = await initHome(options.home, {
        chainId: options.chainId ?? DEV_CHAIN_ID,
        development: true,
        nowNs: nowNs(),
        ...(options.moniker === undefined ? {} : { moniker: options.moniker }),
      })
      report.push('the home was empty: made keys and a development chain', ...made.report)
    }
  }
  const genesis = parseGenesisDoc(readFileSync(files.genesis, 'utf8'))
  if (options.chainId !== undefined && options.chainId !== genesis.chainId)
    throw new RangeError(
      `chain-id is ${options.chainId}, ${files.genesis} is of ${genesis.chainId}: choose another --home, or leave the flag out`,
    )
  return genesis
}

/** Prefix of the addresses in a genesis. */
function prefixOf(genesis: GenesisDoc): string {
  const state = genesis.appState as { auth?: { accounts?: unknown[] } } | null
  const address = /"(?:address)":"([a-z][a-z0-9]*)1/.exec(
    JSON.stringify(state?.auth?.accounts?.[0] ?? ''),
  )
  return address?.[1] ?? 'infonex'
}

/** Things to undo in reverse order, whatever fails. */
class Closers {
  readonly #list: (() => Promise<void> | void)[] = []
  #closing: Promise<void> | undefined

  add(close: () => Promise<void> | void): void {
    this.#list.unshift(close)
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (const close of this.#list) await close()
    })()
    return this.#closing
  }
}

/** Starts a node; it answers when this resolves. @throws Error with what to do about it. */
export async function startNode(options: StartOptions): Promise<RunningNode> {
  const closers = new Closers()
  try {
    return await compose(options, closers)
  } catch (error) {
    await closers.close().catch(() => undefined)
    throw error
  }
}

async function compose(options: StartOptions, closers: Closers): Promise<RunningNode> {
  const began = performance.now()
  const logger = pino(
    { level: options.logLevel ?? 'warn' },
    pino.destination({ dest: 2, sync: true }),
  )
  const version = programVersion()
  const report: string[] = []
  const files = homeFiles(options.home)
  closers.add(lockHome(options.home))
  checkHomeVersion(options.home, version)
  const genesis = await openGenesis(options, report)
  const watch: Watch = {}
  const note = (text: string): void => logger.warn(text)
  const home = openHomeApp({
    ...options,
    version,
    note,
    reporter: {
      unexpected: (error, where) => logger.error({ err: error, where }, 'unexpected throw'),
      notice: note,
    },
    ...(isMeasured(options) ? { onCommit: (s: number) => watch.metrics?.committed(s) } : {}),
  })
  closers.add(() => home.close())
  report.push(...home.report)
  const index = await LevelEventIndex.open(files.index)
  closers.add(() => index.close())
  const { engine, report: handshake } = await EmbeddedEngine.open({
    app: isMeasured(options)
      ? countChecks(home.app, (response) => watch.metrics?.checked(response))
      : home.app,
    genesis,
    db: await LevelKvDb.open(files.blocks),
    signer: FileSigner.open(files.validatorKey, files.validatorState),
    nodeId: openNodeKey(files.nodeKey).id,
    index,
    moniker: options.moniker,
    pace: {
      ...(options.mode === undefined ? {} : { mode: options.mode }),
      ...(options.blockTimeMs === undefined ? {} : { blockTimeMs: options.blockTimeMs }),
      ...(options.idleMs === undefined ? {} : { idleMs: options.idleMs }),
    },
    retainBlocks: options.minRetainBlocks,
    preverify: home.preverify,
    note,
  })
  closers.add(() => engine.stop())
  report.push(...handshake)
  await engine.start()
  const urls = await startServers(options, {
    engine,
    genesis,
    version,
    logger,
    closers,
    home,
    watch,
  })
  return {
    chainId: genesis.chainId,
    urls,
    engine,
    report,
    readyMs: performance.now() - began,
    stop: () => closers.close(),
  }
}

/** Where the servers and the application find the metrics, once they are there. */
interface Watch {
  metrics?: NodeMetrics
}

function isMeasured({ metricsAddress }: StartOptions): boolean {
  return metricsAddress !== undefined && metricsAddress !== false
}

interface Parts {
  readonly watch: Watch
  readonly engine: EmbeddedEngine
  readonly genesis: GenesisDoc
  readonly version: string
  readonly logger: Logger<never, boolean>
  readonly closers: Closers
  readonly home: ReturnType<typeof openHomeApp>
}

/** RPC first: it makes the node ready. The other doors are loaded after it. */
async function startServers(
  options: StartOptions,
  { engine, genesis, version, logger, closers, home, watch }: Parts,
): Promise<NodeUrls> {
  const onError = (error: unknown): void => logger.error({ err: error }, 'a server failed')
  const cometVersion = options.cometVersion ?? COMET_VERSION
  let doors: Doors | undefined
  const rpc = await startRpc(engine, {
    laddr: options.rpcAddress ?? 'tcp://127.0.0.1:26657',
    version: cometVersion,
    query: (request) => door(engine, doors, request),
    onBug: onError,
  })
  closers.add(() => rpc.close())
  const urls: { -readonly [K in keyof NodeUrls]: NodeUrls[K] } = { rpc: rpc.url }
  if (options.metricsAddress !== undefined && options.metricsAddress !== false) {
    const { NodeMetrics } = await import('./metrics/metrics.js')
    const { startMetrics } = await import('./metrics/server.js')
    const { registerRpcMetrics } = await import('./rpc/metrics.js')
    const metrics = new NodeMetrics(engine, home.stats === undefined ? {} : { store: home.stats })
    registerRpcMetrics(metrics.registry, rpc.stats)
    watch.metrics = metrics
    closers.add(() => metrics.close())
    const at = hostPort('metrics-address', options.metricsAddress)
    const server = await startMetrics(metrics, at)
    closers.add(() => server.stop())
    urls.metrics = server.url
  }
  if (options.app === 'kvstore') return urls
  const addressPrefix = prefixOf(genesis)
  const { NodeServices } = await import('./services/nodeServices.js')
  const { doorsOf } = await import('./services/doors.js')
  doors = doorsOf(
    engine,
    new NodeServices(engine, {
      addressPrefix,
      version,
      cometVersion,
      minimumGasPrices: options.minimumGasPrices ?? '0uinx',
      pruningKeepRecent: home.keepRecent,
      rpcAddress: rpc.url.replace('http', 'tcp'),
    }),
  )
  if (options.apiAddress !== false) {
    const { startRest } = await import('./rest/server.js')
    const at = hostPort('api.address', options.apiAddress ?? 'tcp://127.0.0.1:1317')
    const server = await startRest(doors, {
      ...{ ...at, version, onError },
      onRequest: (...row) => watch.metrics?.request('rest', ...row),
    })
    closers.add(() => server.stop())
    urls.api = server.url
  }
  if (options.grpcAddress !== false) {
    const { startGrpc } = await import('./grpc/server.js')
    const at = hostPort('grpc.address', options.grpcAddress ?? '127.0.0.1:9090')
    const server = await startGrpc(doors, {
      ...{ ...at, onError },
      onCall: (...row) => watch.metrics?.request('grpc', ...row),
    })
    closers.add(() => server.stop())
    urls.grpc = server.address
  }
  if (options.faucetAddress !== undefined && options.faucetAddress !== false)
    urls.faucet = await openFaucet(options, options.faucetAddress, doors, closers, addressPrefix)
  return urls
}

/** abci_query: the node's own services in front of the application, unless a proof is wanted. */
function door(
  engine: EmbeddedEngine,
  doors: Doors | undefined,
  request: QueryRequest,
): QueryResponse | Promise<QueryResponse> {
  if (doors === undefined || request.prove || !request.path.includes('Service/'))
    return engine.app.query(request)
  return doors.query(request.path, request.data, request.height)
}

/** The faucet of a development chain signs with the published faucet account. */
async function openFaucet(
  options: StartOptions,
  address: string,
  doors: Doors,
  closers: Closers,
  addressPrefix: string,
): Promise<string> {
  const { Faucet } = await import('./faucet/faucet.js')
  const { startFaucet } = await import('./faucet/server.js')
  const { doorsAccess } = await import('./tx/doorsAccess.js')
  const account = (await devAccounts(addressPrefix)).find(({ role }) => role === 'faucet')
  if (account === undefined) throw new Error('there is no faucet account')
  const faucet = new Faucet({
    access: doorsAccess(doors),
    privateKey: account.privateKey,
    addressPrefix,
    gasPrices: parseGasPrices(options.minimumGasPrices ?? '') ?? [],
  })
  const { chainId } = doors.engine.genesis
  const at = hostPort('faucet-address', address)
  const server = await startFaucet(faucet, { ...at, chainId, addressPrefix })
  closers.add(() => server.stop())
  return server.url
}
