/** tcp://HOST:PORT, http://HOST:PORT or HOST:PORT. @throws RangeError that names the flag */
export function hostPort(flag: string, address: string): { host: string; port: number } {
  const found = /^(?:(?:tcp|http):\/\/)?(?:\[([0-9a-fA-F:]+)\]|([^:/[\]]+)):(\d{1,5})\/?$/.exec(
    address,
  )
  const port = Number(found?.[3])
  const host = found?.[1] ?? found?.[2]
  if (host === undefined || port > 65_535)
    throw Object.assign(new RangeError(`${flag} is "${address}", want HOST:PORT`), {
      code: 'bad_argument',
    })
  return { host, port }
}
