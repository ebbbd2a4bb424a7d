/** A client meets a server before it tells it anything: who answers there has to hold the receipt key (rules.md H24). */
import { randomBytes } from 'node:crypto'
import { equalBytes, toHex } from '../../chain/types/bytes.js'
import type { SignatureVerifier } from '../../chain/types/verifier.js'
import { isLoopback, parseEndpoint } from '../../modules/router/endpoint.js'
import type { PlainTypes } from '../../proto/gen/plain.js'
import { decodeMessage, encodeMessage, handshakeBytes } from '../../proto/inference/objects.js'
import { PaidClientError } from './paidClientWire.js'
import { verifySigned } from './signers.js'

/** A subscribed server, as the chain shows it. */
export type Subscription = Pick<
  PlainTypes['infonex.router.v1.Server'],
  'id' | 'endpoint' | 'transport' | 'transportKey' | 'receiptKey'
>

/** What a client meets a server with. */
export interface Meeting {
  readonly chainId: string
  readonly server: Subscription
  readonly verifier: SignatureVerifier
  /** Default: the global fetch, which keeps to no pinned key and so goes to the machine itself alone. */
  readonly fetch?: typeof fetch
  /** Whether that fetch speaks to nobody but the holder of the server's transport key. */
  readonly pinned?: boolean
  /** Time for it, in ms. Default 5,000. */
  readonly timeoutMs?: number
}

/** Transport of servers that are reached in plain text, on the machine itself. */
const LOOPBACK = 3
/** Bytes of a handshake's answer at most. */
const ANSWER_BYTES_MAX = 4_096

function refuse(code: string, text: string): never {
  throw new PaidClientError(code, text)
}

function checkTransport({ server, pinned = false }: Meeting): void {
  const endpoint = parseEndpoint(server.endpoint)
  if (endpoint === undefined) refuse('bad_endpoint', `"${server.endpoint}" is no endpoint`)
  const plain = server.transport === LOOPBACK
  if (plain && !isLoopback(endpoint.host))
    refuse('bad_endpoint', `${endpoint.host} is reached in plain text, and is not this machine`)
  if (!plain && !pinned)
    refuse(
      'not_pinned',
      `server ${server.id} pins the key ${toHex(server.transportKey)}, this client does not keep to it`,
    )
}

async function askFor(challenge: Uint8Array, meeting: Meeting): Promise<Uint8Array> {
  const { server, fetch: ask = fetch, timeoutMs = 5_000 } = meeting
  const url = `${server.endpoint.replace(/\/$/, '')}/v2/handshake/${toHex(challenge)}`
  const away = (why: string): never => refuse('no_handshake', `${server.endpoint}: ${why}`)
  try {
    const response = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    if (!response.ok || text.length > ANSWER_BYTES_MAX) return away(`status ${response.status}`)
    const { handshake } = JSON.parse(text) as { handshake?: unknown }
    if (typeof handshake !== 'string') return away('it shows no handshake')
    return Uint8Array.from(Buffer.from(handshake, 'base64'))
  } catch (error) {
    if (error instanceof PaidClientError) throw error
    return away((error as Error).message)
  }
}

/**
 * Resolves when who answers at a server's endpoint has signed, with the server's receipt key, a fresh challenge and
 * all that the chain says of where the server is. A server that subscribed another's URL cannot.
 * @throws PaidClientError bad_endpoint, not_pinned, no_handshake or wrong_server
 */
export async function meetServer(meeting: Meeting): Promise<void> {
  const { chainId, server, verifier } = meeting
  checkTransport(meeting)
  const challenge = Uint8Array.from(randomBytes(32))
  const bytes = await askFor(challenge, meeting)
  const { id: serverId, endpoint, transport, transportKey, receiptKey } = server
  const want = { chainId, serverId, endpoint, transport, transportKey, challenge }
  const wrong = (why: string): never => refuse('wrong_server', `${endpoint}: ${why}`)
  let signed: PlainTypes['infonex.inference.v1.SignedHandshake']
  try {
    signed = decodeMessage('infonex.inference.v1.SignedHandshake', bytes)
  } catch {
    return wrong('its handshake cannot be read')
  }
  if (signed.handshake === null || receiptKey === null) return wrong('its handshake is empty')
  const name = 'infonex.inference.v1.Handshake'
  if (!equalBytes(encodeMessage(name, signed.handshake), encodeMessage(name, want)))
    return wrong(`its handshake is that of server ${signed.handshake.serverId}, or of another time`)
  if (!verifySigned(verifier, receiptKey, handshakeBytes(want), signed.signature))
    return wrong(`the handshake is not signed by the receipt key of server ${serverId}`)
}
