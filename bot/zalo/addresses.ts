import { type ZaloRoots, zaloUrl } from './http.ts'

/** Each host has its own way to be asked (channels 1.1). */
export function zaloAddresses({ api, business }: Pick<ZaloRoots, 'api' | 'business'>) {
  const oa = (path: string) => ({ host: 'oa' as const, url: zaloUrl(api, path) })
  return {
    oa,
    /** A GET of the OA host: one parameter with JSON in it. */
    asked: (path: string, data: object) => {
      const to = oa(path)
      to.url.searchParams.set('data', JSON.stringify(data))
      return to
    },
    /** The ZNS host takes ordinary parameters. */
    zns: (path: string, query: Readonly<Record<string, string>> = {}) => {
      const url = zaloUrl(business, path)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return { host: 'zns' as const, url }
    },
  }
}
