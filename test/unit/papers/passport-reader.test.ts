import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kidOf, readCertificate } from '../../../platform/passport/trusted-certificate.ts'
import { inBrowser, judge, onServer, readCode } from '../../support/both-verifiers.ts'
import { sharedData } from '../../support/shared-data.ts'

const read = (path: string) => JSON.parse(readFileSync(sharedData(`dcc/dev/${path}`), 'utf8'))

interface Vector {
  id: string
  hc1: string
  certificate: string
  clock: string
}

const vectors: Vector[] = [
  ...read('index.json').map(({ id, file, clock }: { id: string; file: string; clock: string }) => {
    const { PREFIX, TESTCTX } = read(file)
    return { id, hc1: PREFIX ?? '', certificate: TESTCTX.CERTIFICATE, clock }
  }),
  ...read('derived.json'),
  ...read('qr.json')
    .filter(({ certificate }: Partial<Vector>) => certificate)
    .map(({ id, hc1, certificate }: Vector) => ({ id, hc1, certificate, clock: '2021-10-01T00:00:00Z' })),
]

const shown = ({ hc1, certificate, clock }: Vector) => ({
  hc1,
  trust: [readCertificate(certificate)],
  clock: new Date(clock),
})

test('H07 the page in the browser answers like the server on every public vector and picture', async () => {
  const [here, there] = [[] as string[], [] as string[]]
  for (const vector of vectors) {
    here.push(`${vector.id} ${await inBrowser(shown(vector))}`)
    there.push(`${vector.id} ${await onServer(shown(vector))}`)
  }
  expect(here).toEqual(there)
  // Rightly signed by other countries, with a null or an odd date inside (dcc.md, Pitfalls): told so, and never as valid.
  expect(there.filter((answer) => answer.endsWith(' irregular'))).toEqual([
    'NL-126-NL-vaccination irregular',
    'qa-BG-1.0.0-specialcases-VAC-NULL-DATETIME irregular',
    'qa-PL-1.0.0-VAC-12 irregular',
  ])
  expect(vectors.length).toBe(96 + 42 + 46)
})

test('H05 a code on the list is replaced, whichever of its spellings is shown', async () => {
  const twins: { id: string; hc1: string; twin: string }[] = read('revocation-twins.json')
  const pictures: Vector[] = read('qr.json')
  const hashes: { id: string; UCI: string }[] = read('revocation-hashes.json')
  let seen = 0
  for (const { id, hc1, twin } of twins) {
    const { certificate } = pictures.find((one) => one.id === id) as Vector
    const code = await readCode(hc1)
    const [entry] = code.claims.certificate.get('v') ?? []
    if (!entry) continue
    const uci = createHash('sha256')
      .update(entry.get('ci') ?? '')
      .digest('hex')
      .slice(0, 32)
    const known = hashes.find((one) => one.id === id)
    if (known) expect(uci).toBe(known.UCI)
    const kids = { [kidOf(readCertificate(certificate))]: { [uci]: '2026-11-20T03:00:00.000Z' } }
    const clock = new Date(code.claims.iat * 1000).toISOString()
    for (const spelling of [hc1, twin])
      expect(await inBrowser(shown({ id, hc1: spelling, certificate, clock }), kids)).toBe('replaced')
    seen += 1
  }
  expect(seen).toBeGreaterThan(0)
})

test('H07 hostile text never breaks the page: it is no passport', async () => {
  const trust = { keys: [] }
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^HC1:[0-9A-Z $%*+./:-]{0,120}$/),
    fc.string({ unit: 'binary' }),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const code = await readCode(text).catch(() => null)
      const { state } = await judge(code, { trust, revoked: { kids: {} }, now: 0 })
      return state === 'not_a_passport'
    }),
    { numRuns: 500 },
  )
})
