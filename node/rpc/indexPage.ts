import type { Methods } from './method.js'

/** The page at GET /: every method that a URI reaches, with its parameters, as CometBFT lists them. */
export function indexPage(methods: Methods): string {
  const rows: string[] = []
  for (const [name, { params, socketOnly }] of Object.entries(methods)) {
    if (socketOnly) continue
    const query = Object.keys(params)
      .map((param) => `${param}=_`)
      .join('&amp;')
    const path = query === '' ? `/${name}` : `/${name}?${query}`
    rows.push(`<li><a href="${path}">${path}</a></li>`)
  }
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>InfoNex RPC</title></head>' +
    '<body><h1>Available endpoints</h1><p>Text in double quotes, bytes as 0x and hex. The same ' +
    'methods by JSON-RPC: POST / and WebSocket /websocket (which also has subscribe, unsubscribe, ' +
    `unsubscribe_all).</p><ul>${rows.join('')}</ul></body></html>`
  )
}
