/** A real node in a process of its own, and the wallets of the development accounts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Secp256k1HdWallet } from '@cosmjs/amino'
import { stringToPath } from '@cosmjs/crypto'
import {
  DirectSecp256k1HdWallet,
  makeCosmoshubPath,
  type OfflineSigner,
} from '@cosmjs/proto-signing'
import { SigningStargateClient, type SigningStargateClientOptions } from '@cosmjs/stargate'
import t from 'tap'
import type { StartOptions } from '../../node/startOptions.js'
import { type NodeProcess, spawnNode } from '../support/nodeProcess.js'

/** Published; the ten development accounts are its first ten HD indices. */
export const MNEMONIC = 'test test test test test test test test test test test junk'
export const CHAIN_ID = 'infonex-dev-1'
export const PREFIX = 'infonex'
/** Enough gas for any test, and a fee. */
export const FEE = { amount: [{ denom: 'uinx', amount: '500' }], gas: '200000' }
/** A block is there within milliseconds in instant mode: no need to poll every three seconds. */
export const FAST = { broadcastPollIntervalMs: 10, broadcastTimeoutMs: 10_000 }

export interface Chain {
  /** HTTP; `ws` is the same for WebSockets. */
  readonly http: string
  readonly ws: string
  readonly home: string
  /** Stops the node and starts it again on the same home and port. */
  restart(): Promise<void>
  /** SIGKILL, as a power cut. */
  kill(): Promise<void>
}

/** Starts a node on an empty home; the root test's teardown ends it. Doors other than the RPC are off. */
export async function startChain(options: Partial<StartOptions> = {}): Promise<Chain> {
  const home = mkdtempSync(path.join(tmpdir(), 'infonex-e2e-'))
  const settings: StartOptions = {
    ...{ home, rpcAddress: 'tcp://127.0.0.1:0', apiAddress: false, grpcAddress: false },
    ...{ idleMs: 500 },
    ...options,
  }
  let node: NodeProcess = await spawnNode(settings)
  const http = node.urls.rpc
  t.teardown(async () => {
    await node.kill()
    rmSync(home, { recursive: true, force: true })
  })
  const again = async (): Promise<void> => {
    node = await spawnNode({ ...settings, rpcAddress: http.replace('http', 'tcp') })
  }
  return {
    http,
    ws: http.replace('http', 'ws'),
    home,
    restart: async () => {
      await node.stop()
      await again()
    },
    kill: () => node.kill(),
  }
}

const hdPaths = (indices: readonly number[]) => indices.map((i) => makeCosmoshubPath(i))

/** A wallet that signs in SIGN_MODE_DIRECT, with these development accounts. */
export function directWallet(...indices: number[]): Promise<DirectSecp256k1HdWallet> {
  return DirectSecp256k1HdWallet.fromMnemonic(MNEMONIC, {
    prefix: PREFIX,
    hdPaths: hdPaths(indices),
  })
}

/** The same accounts in a wallet that signs amino JSON only, as a hardware wallet does. */
export function aminoWallet(...indices: number[]): Promise<Secp256k1HdWallet> {
  return Secp256k1HdWallet.fromMnemonic(MNEMONIC, { prefix: PREFIX, hdPaths: hdPaths(indices) })
}

/** A wallet of an account that the chain has never seen. */
export function strangerWallet(index: number): Promise<DirectSecp256k1HdWallet> {
  const hdPaths = [stringToPath(`m/44'/118'/1'/0/${index}`)]
  return DirectSecp256k1HdWallet.fromMnemonic(MNEMONIC, { prefix: PREFIX, hdPaths })
}

/** The first address of a wallet. */
export async function firstAddress(wallet: OfflineSigner): Promise<string> {
  const [account] = await wallet.getAccounts()
  if (account === undefined) throw new Error('the wallet is empty')
  return account.address
}

/** CosmJS' own signing client for a wallet, polling fast. */
export function connectSigner(
  url: string,
  wallet: OfflineSigner,
  options: SigningStargateClientOptions = {},
): Promise<SigningStargateClient> {
  return SigningStargateClient.connectWithSigner(url, wallet, { ...FAST, ...options })
}

/** MsgSend of uinx. */
export function send(fromAddress: string, toAddress: string, amount: bigint | number) {
  return {
    typeUrl: '/cosmos.bank.v1beta1.MsgSend',
    value: { fromAddress, toAddress, amount: [{ denom: 'uinx', amount: amount.toString() }] },
  }
}

/** An amount of uinx. */
export const uinx = (amount: bigint | number) => [{ denom: 'uinx', amount: amount.toString() }]
