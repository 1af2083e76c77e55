import { type LookupAddress, lookup } from 'node:dns'
import { request as requestPlain } from 'node:http'
import { type RequestOptions, request as requestSecure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { FetchedMedia } from '../channel.ts'

/**
 * Hosts that pictures may come from. Empty: any public host over https, since Zalo does not tell its hosts
 * (channels 6, point 7). One that is named may be private and plain, so that a server of ours can stand in.
 */
export type MediaHosts = readonly string[]

const TIMEOUT_MS = 30_000

/** One plain GET without redirects; throws when the network fails, so that it is tried again. */
export async function fetchZaloMedia(address: string, limitBytes: number, hosts: MediaHosts): Promise<FetchedMedia> {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !mayFetch(url, hosts)) return { ok: false, reason: 'gone' }
  const isNamed = hosts.includes(url.host)
  try {
    return await get(url, limitBytes, isNamed ? undefined : publicOnly)
  } catch (fault) {
    if (fault instanceof PrivateAddress) return { ok: false, reason: 'gone' }
    // The address leads to somebody's card: only the kind of the fault goes on.
    throw new Error(`A picture could not be fetched: zalo_media_${codeOf(fault)}`)
  }
}

function mayFetch({ protocol, host, hostname }: URL, hosts: MediaHosts): boolean {
  if (hosts.includes(host)) return protocol === 'https:' || protocol === 'http:'
  if (hosts.length > 0 || protocol !== 'https:') return false
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) === 0 || isPublic(literal)
}

class PrivateAddress extends Error {}

/** Checked where the connection is made, so that a name cannot point elsewhere a moment later. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (fault, addresses: LookupAddress[] = []) => {
    const first = addresses[0]
    if (fault || !first) return callback(fault ?? new PrivateAddress(), '', 4)
    if (!addresses.every(({ address }) => isPublic(address))) return callback(new PrivateAddress(), '', 4)
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}

const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  // Both carry an IPv4 address inside: Teredo, 6to4.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6')

/** Neither this machine nor a network behind it; an IPv4 address written as IPv6 is read as what it is. */
export function isPublic(address: string): boolean {
  return !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function get(url: URL, limitBytes: number, lookup: LookupFunction | undefined): Promise<FetchedMedia> {
  const ask = url.protocol === 'https:' ? requestSecure : requestPlain
  const options: RequestOptions = { signal: AbortSignal.timeout(TIMEOUT_MS), ...(lookup && { lookup }) }
  return new Promise((resolve, reject) => {
    const sent = ask(url, options, (answer) => {
      answer.once('error', reject)
      const status = answer.statusCode ?? 0
      if (status !== 200) {
        answer.destroy()
        return status >= 500 ? reject(new StatusFault(status)) : resolve({ ok: false, reason: 'gone' })
      }
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size <= limitBytes) return
        resolve({ ok: false, reason: 'too_big' })
        answer.destroy()
      })
      answer.once('end', () => resolve({ ok: true, bytes: Buffer.concat(chunks) }))
    })
    sent.once('error', reject)
    sent.end()
  })
}

class StatusFault extends Error {
  code: string
  constructor(status: number) {
    super('The picture server has trouble')
    this.code = String(status)
  }
}

function codeOf(fault: unknown): string {
  const { code } = fault as { code?: unknown }
  return typeof code === 'string' && /^\w{2,40}$/.test(code) ? code : 'network'
}
