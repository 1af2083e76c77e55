import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Request } from 'express'

/** For counting tries only: the sender's network does not leave this line in plain. Behind a proxy it needs TRUST_PROXY. */
export function originOf(req: Request): string {
  return createHash('sha256')
    .update(`origin|${networkOf(req.ip ?? '')}`)
    .digest('base64url')
    .slice(0, 22)
}

/** The /24 or /64 an address stands in: one line of a customer or a block of them, whatever host part they take next (features L07). */
export function networkOf(ip: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)?.[1]
  if (v4) return v4
  return isIPv6(ip) ? first64Bits(ip) : ip
}

function first64Bits(ip: string): string {
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const between = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(between).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
