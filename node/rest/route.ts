import type { RpcMethod, RpcService } from '../../proto/gen/services.js'

/** One rpc at one REST path. */
export interface RpcRoute {
  readonly verb: 'GET' | 'POST'
  /** /cosmos/bank/v1beta1/balances/{address} */
  readonly template: string
  /** The template as fastify writes it: parameters by number, since their names may hold dots. */
  readonly url: string
  /** Field paths in the order of the parameters. */
  readonly params: readonly string[]
  /** /cosmos.bank.v1beta1.Query/AllBalances */
  readonly path: string
  readonly service: string
  readonly method: RpcMethod
}

/** Routes that the same URLs lead to: tried in order until one takes the parameters. */
export interface RouteGroup {
  readonly verb: 'GET' | 'POST'
  readonly url: string
  readonly routes: readonly RpcRoute[]
}

/**
 * Turns a google.api.http template into a route. {name} takes one segment, {name=**} the rest.
 * @throws Error on a template that the table should not hold.
 */
export function parseTemplate(template: string): { url: string; params: string[] } {
  const params: string[] = []
  const parts = template.split('/').slice(1)
  const segments = parts.map((segment, i) => {
    const m = /^\{([a-z0-9_.]+)(=\*\*)?\}$/.exec(segment)
    if (m === null) {
      if (/[{}*:]/.test(segment)) throw new Error(`cannot serve the path template ${template}`)
      return segment
    }
    params.push(m[1] as string)
    if (m[2] === undefined) return `:p${params.length - 1}`
    if (i !== parts.length - 1) throw new Error(`${template}: ** must be the last segment`)
    return '*'
  })
  return { url: `/${segments.join('/')}`, params }
}

/** Every REST route of the services; Msg services have none. */
export function rpcRoutes(services: readonly RpcService[]): readonly RpcRoute[] {
  return services.flatMap(({ service, methods }) =>
    methods.flatMap((method) =>
      method.http.map(([verb, template]) => {
        if (verb !== 'GET' && verb !== 'POST') throw new Error(`${service}: no ${verb} routes`)
        const path = `/${service}/${method.name}`
        return { verb, template, ...parseTemplate(template), path, service, method }
      }),
    ),
  )
}

/** Routes by URL. Two rpcs may share one (auth's bech32 conversions do, in the SDK as well). */
export function routeGroups(routes: readonly RpcRoute[]): readonly RouteGroup[] {
  const groups = new Map<string, { verb: 'GET' | 'POST'; url: string; routes: RpcRoute[] }>()
  for (const route of routes) {
    const key = `${route.verb} ${route.url}`
    const group = groups.get(key) ?? { verb: route.verb, url: route.url, routes: [] }
    group.routes.push(route)
    groups.set(key, group)
  }
  return [...groups.values()]
}
