import type { X509Certificate } from 'node:crypto'
import { algorithmOf } from '../../platform/passport/cose.ts'
import { createPassportDesk } from '../../platform/passport/passport-desk.ts'
import { factsOf, kidOf } from '../../platform/passport/trusted-certificate.ts'

interface BrowserCode {
  claims: { iat: number; certificate: Map<string, Map<string, string>[]> }
}
interface BrowserLists {
  trust: object
  revoked: object
  now: number
}

/** Scripts of the page, as the browser runs them. */
const asset = (name: string) => import(new URL(`../../portal/assets/${name}`, import.meta.url).href)
export const { readCode }: { readCode(text: string): Promise<BrowserCode> } = await asset('health-code.js')
export const { judge }: { judge(code: BrowserCode | null, lists: BrowserLists): Promise<{ state: string }> } =
  await asset('passport-reader.js')

interface Shown {
  hc1: string
  trust: readonly X509Certificate[]
  clock: Date
}

/** What the page in the browser says. */
export async function inBrowser({ hc1, trust, clock }: Shown, revoked: object = {}): Promise<string> {
  const code = await readCode(hc1).catch(() => null)
  const lists = { trust: { keys: trust.flatMap(keysOf) }, revoked: { kids: revoked } }
  return (await judge(code, { ...lists, now: clock.getTime() })).state
}

/** What the server says of the same code with the same trust. */
export async function onServer({ hc1, trust, clock }: Shown): Promise<string> {
  const noSigner = () => Promise.reject(new Error('nothing is signed here'))
  const desk = createPassportDesk({ loadSigner: noSigner, loadTrust: async () => trust })
  const checked = await desk.verify(hc1, clock)
  return checked.ok ? 'valid' : checked.reason
}

function keysOf(certificate: X509Certificate) {
  const { key, kinds, validFrom } = factsOf(certificate)
  const alg = key && algorithmOf(key)
  if (!key || !alg) return []
  const spki = key.export({ format: 'der', type: 'spki' }).toString('base64')
  return [{ kid: kidOf(certificate), alg, spki, kinds, validFrom }]
}
