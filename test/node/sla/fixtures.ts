import { importSla } from '../../../node/sla/importSla.js'
import type { ImportedSla } from '../../../node/sla/importSla.js'
import { SlaImportError } from '../../../node/sla/problem.js'
import type { Problem } from '../../../node/sla/problem.js'
import type { ReadBeside } from '../../../node/sla/refs.js'

/** Imports a text as if it were a file. */
export function imported(text: string, readBeside?: ReadBeside): ImportedSla {
  const bytes = new TextEncoder().encode(text)
  return importSla(bytes, {
    file: 'plan.yaml',
    ...(readBeside === undefined ? {} : { readBeside }),
  })
}

/** The canonical text that a document is read as. */
export function canonical(text: string, readBeside?: ReadBeside): string {
  return new TextDecoder().decode(imported(text, readBeside).bytes)
}

/** The refusals of a document; empty when it is accepted. */
export function refusals(source: string | Uint8Array): readonly Problem[] {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  try {
    importSla(bytes, { file: 'plan.yaml' })
    return []
  } catch (error) {
    if (error instanceof SlaImportError) return error.problems
    throw error
  }
}

/** One offer as each of the five dialects writes it. */
export const SAME_OFFER: Readonly<Record<string, string>> = {
  '1.0.0': `
sla: 1.0.0
context: { id: chat, type: plans, provider: acme, api: ./chat.yaml }
metrics:
  requests: { type: integer, format: int64, description: calls }
  e2e_ms: { type: number, format: double, unit: ms }
plans:
  base:
    availability: R/00:00:00Z/23:59:59Z
    pricing: { currency: EUR }
    quotas:
      /v1/chat: { post: { requests: [{ max: 1000, period: day }] } }
  free:
    rates:
      /v1/chat: { post: { requests: [{ max: 1, period: second }] } }
  pro:
    pricing: { cost: 49.50, currency: EUR, billing: yearly }
    quotas:
      /v1/chat: { post: { requests: [{ max: 100000.0, period: day }, { max: unlimited }] } }
    guarantees:
      global: { global: [{ objective: e2e_ms <= 800.0, period: day, window: dynamic }] }
`,
  '1.0.1': `
sla4oas: 1.0.1
context:
  id: chat
  type: plans
  provider: acme
  api:
    $ref: ./chat.yaml
metrics:
  requests:
    type: integer
    format: int64
  e2e_ms:
    type: number
    format: double
    unit: ms
plans:
  pro:
    name: pro
    availability: R/00:00:00Z/23:59:59Z
    pricing:
      cost: "49.5"
      currency: EUR
      billing: yearly
    quotas:
      /v1/chat:
        post:
          requests:
            - max: 100000
              period: day
              scope: account
            - max: unlimited
    guarantees:
      global:
        global:
          - objective: "e2e_ms<=800"
            period: day
            window: dynamic
  free:
    availability: R/00:00:00Z/23:59:59Z
    pricing:
      currency: EUR
      cost: 0
    quotas:
      /v1/chat:
        post:
          requests:
            - max: 1000
              period: day
    rates:
      /v1/chat:
        post:
          requests:
            - max: 1
              period: second
              type: burst
`,
  interim: JSON.stringify({
    plans: {
      free: {
        rates: { '/v1/chat': { post: { requests: [{ period: 'second', max: 1 }] } } },
      },
      base: {
        quotas: { '/v1/chat': { post: { requests: [{ period: 'day', max: 1000 }] } } },
        pricing: { currency: 'EUR', cost: 0, billing: 'monthly' },
        availability: 'R/00:00:00Z/23:59:59Z',
      },
      pro: {
        guarantees: {
          global: {
            global: [{ window: 'dynamic', period: 'day', objective: 'e2e_ms <= 800' }],
          },
        },
        quotas: {
          '/v1/chat': {
            post: { requests: [{ max: 100000, period: 'day' }, { max: 'unlimited' }] },
          },
        },
        pricing: { billing: 'yearly', cost: 49.5 },
      },
    },
    metrics: {
      e2e_ms: { unit: 'ms', format: 'double', type: 'number' },
      requests: { format: 'int64', type: 'integer' },
    },
    context: { provider: 'acme', api: { $ref: './chat.yaml' }, type: 'plans', id: 'chat' },
    sla4oai: '1.0.1',
  }),
  research: `
context: {id: chat, version: '1.0', type: plans, provider: acme, api: ./chat.yaml}
infrastructure: {supervisor: http://supervisor.example/v1/, monitor: http://monitor.example/v1/}
metrics:
  requests: {type: int64, description: "Number of requests"}
  e2e_ms: {type: double, unit: ms}
pricing: {cost: 0, currency: euro, billing: monthly}
availability: R/00:00:00Z/23:59:59Z
quotas:
  /v1/chat:
    post:
      requests:
      - {max: 1000, period: daily}
plans:
  free:
    rates: {/v1/chat: {post: {requests: [{max: 1, period: secondly}]}}}
  pro:
    pricing: {cost: 49.5, billing: yearly}
    quotas:
      /v1/chat:
        post:
          requests:
          - {max: 100000, period: daily}
          - {max: unlimited, period: forever}
    guarantees:
      global:
        global:
        - {objective: e2e_ms <= 800, period: daily, window: dynamic}
`,
  dataset: `
context:
  id: chat
  sla: '1.0'
  type: plans
  api: ./chat.yaml
  provider: acme
infrastructure:
  supervisor: 'http://supervisor.example/api/v2'
metrics:
  requests: { type: integer, format: int64 }
  e2e_ms: { type: number, format: double, unit: ms }
pricing:
  cost: 0
  currency: EUR
  period: { amount: 1, unit: month }
availability: R/00:00:00Z/23:59:59Z
plans:
  free:
    quotas:
      /v1/chat: { post: { requests: [{ max: 1000, period: { amount: '1', unit: day } }] } }
    rates:
      /v1/chat: { post: { requests: [{ max: 1, period: { unit: second, amount: 1 } }] } }
  pro:
    pricing: { cost: 49.5, period: { amount: 1, unit: year } }
    quotas:
      /v1/chat:
        post:
          requests:
            - { max: 100000, period: { amount: 1, unit: day } }
            - { max: unlimited, period: { amount: 1, unit: forever } }
    guarantees:
      global: { global: [{ objective: e2e_ms <= 800, period: { amount: 1, unit: day }, window: dynamic }] }
`,
}

/** Shortest document that is accepted, with places for more. */
export function smallDocument(
  more: { plan?: string; root?: string; metrics?: string } = {},
): string {
  const { plan = 'pricing: { cost: 1 }', root = '', metrics = 'requests: { type: integer }' } = more
  const indent = (text: string): string =>
    text
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')
  return `sla4oas: 1.0.1
context: { id: small, type: plans, provider: acme }
${root}
metrics:
${indent(metrics)}
plans:
  only:
${indent(plan)}
`
}

/** A limit of requests on `post /v1/chat`, as a plan's section. */
export function quotas(limit: string): string {
  return `quotas:
  /v1/chat:
    post:
      requests:
        - ${limit}`
}
