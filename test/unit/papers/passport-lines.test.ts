import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { createPassportCommand } from '../../../cli/passport.ts'
import { passportClaims } from '../../../core/domain/papers/dcc-payload.ts'
import { encodePassport, newUvci } from '../../../platform/passport/encode.ts'
import { makePracticeSigner, type PassportSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { readVaccines } from '../../../platform/passport/vaccine-table.ts'

const noon = new Date('2026-03-02T05:00:00Z')
let signer: PassportSigner
let pem: string
let hc1: string

beforeAll(async () => {
  const made = await makePracticeSigner(noon)
  pem = made.certificatePem
  signer = readPassportSigner(pem, made.keyPem)
  const doses = [{ number: 1, total: 2, vaccine: 'Moderna', givenOn: '2021-09-09' }]
  const record = { fullName: 'Lê Thị Thử', birthDate: '1980', doses, issuer: 'Trạm', uvci: newUvci(), issuedAt: noon }
  const claims = passportClaims(record, readVaccines())
  if (!claims.ok) throw new Error(claims.objection)
  hc1 = encodePassport(claims.claims, signer)
})

async function verify(input: Readable): Promise<{ valid: boolean; reason: string | null; payload: unknown }[]> {
  const out: string[] = []
  const io = { out: (line: string) => out.push(line), err: () => undefined, say: (key: string) => key, stdin: input }
  const command = createPassportCommand({ loadSigner: async () => signer })
  expect(await command.run(['verify', '--clock', noon.toISOString()], io)).toBe(0)
  return out.map((line) => JSON.parse(line))
}

test('H02 one line in, one line out: a bad line never stops those behind it', async () => {
  const json = (more: object) => JSON.stringify({ hc1, trust: [pem], ...more })
  const lines: [string, string | null][] = [
    [hc1, null],
    ['', 'prefix'],
    [`${hc1} `, 'base45'],
    [`${hc1}\u2028`, 'base45'],
    [`\u2028${hc1}`, 'prefix'],
    [`a\rb`, 'prefix'],
    ['HC1:', 'zlib'],
    [json({}), null],
    [json({ clock: '2028-01-01T00:00:00Z' }), 'times'],
    [json({ trust: [] }), 'kid'],
    [json({ trust: ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'] }), 'kid'],
    [json({ trust: [null] }), 'prefix'],
    [json({ hc1: 5 }), 'prefix'],
    ['{"hc1":', 'prefix'],
    ['null', 'prefix'],
    ['[[[[', 'prefix'],
    [hc1, null],
  ]
  const got = await verify(Readable.from([lines.map(([line]) => line).join('\n')]))
  expect(got.map(({ reason }) => reason)).toEqual(lines.map(([, reason]) => reason))
  for (const { valid, reason, payload } of got) {
    expect(valid).toBe(reason === null)
    if (reason === 'prefix' || reason === 'kid') expect(payload).toBeNull()
  }
})

test('H02 a long list is read as it comes, however its bytes are cut', async () => {
  const whole = Buffer.from(`${hc1}\r\n\nHộ chiếu\n`.repeat(1_000))
  const cut = function* () {
    for (let at = 0; at < whole.length; at += 997) yield whole.subarray(at, at + 997)
  }
  const got = await verify(Readable.from(cut()))
  expect(got).toHaveLength(3_000)
  expect(got.filter(({ valid }) => valid)).toHaveLength(1_000)
  expect(got.filter(({ reason }) => reason === 'prefix')).toHaveLength(2_000)
})

test('H02 a line without an end does not fill the memory, and the next one is read', async () => {
  const flood = function* () {
    for (let part = 0; part < 200; part += 1) yield 'A'.repeat(64 * 1024)
    yield `\n${hc1}\n`
  }
  expect((await verify(Readable.from(flood()))).map(({ reason }) => reason)).toEqual(['prefix', null])
})
