/** The handshake of a server: it shows that it holds the receipt key of its subscription (rules.md H24). */
import type { FastifyInstance } from 'fastify'
import { fromHex } from '../../chain/types/bytes.js'
import { encodeMessage, handshakeBytes } from '../../proto/inference/objects.js'
import type { Signer } from '../inference/signers.js'
import { Recent } from '../metering/recent.js'
import type { ChainView, ServerState } from './chainView.js'
import { Refusal } from './refusal.js'
import { sendRefusal } from './inferRoute.js'

/** What a server shakes hands with. */
export interface HandshakeTools {
  readonly chain: ChainView
  readonly serverId: bigint
  readonly receiptSigner: Signer
  nowMs(): number
}

const HEX_32 = /^[0-9a-f]{64}$/

/** GET /v2/handshake/{32 bytes in hex}: the subscription as the chain has it, and the challenge, signed. */
export function addHandshakeRoute(app: FastifyInstance, tools: HandshakeTools): void {
  const { chain, serverId, receiptSigner } = tools
  const recent = new Recent<ServerState | undefined>(() => tools.nowMs())
  app.get<{ Params: { challenge: string } }>('/v2/handshake/:challenge', async (request, reply) => {
    const { challenge } = request.params
    try {
      if (!HEX_32.test(challenge))
        throw new Refusal(
          'malformed',
          `challenge has ${challenge.length} letters, want 64 hex digits`,
        )
      const server = await recent.of('own', () => chain.server(serverId))
      if (server === undefined)
        throw new Refusal('badTerms', `server ${serverId} is not subscribed`)
      const { endpoint, transport, transportKey } = server
      const handshake = {
        ...{ chainId: chain.chainId, serverId, endpoint, transport, transportKey },
        challenge: fromHex(challenge),
      }
      const signature = receiptSigner.sign(handshakeBytes(handshake))
      const bytes = encodeMessage('infonex.inference.v1.SignedHandshake', { handshake, signature })
      return { handshake: Buffer.from(bytes).toString('base64') }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sendRefusal(reply, error)
      return reply
    }
  })
}
