import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { compoundStreams } from '../../../platform/sheets/compound-file.ts'
import { openStandard } from '../../../platform/sheets/standard-encryption.ts'

async function locked(): Promise<Buffer> {
  const book = { sheets: [{ name: 'A', rows: [['001190000001']] }], encryption: { password: 'x', spinCount: 1 } }
  return Buffer.from(await writeXlsx(book))
}

test('F07 the streams of a locked workbook are found by name, and Excel’s own kind is left to the sheet library', async () => {
  const file = await locked()
  expect([...(compoundStreams(file)?.keys() ?? [])].toSorted()).toContain('EncryptedPackage')
  expect(openStandard(file, 'x')).toBe('other_kind')
})

test('F07 a damaged or hostile file ends in a plain answer, never in a loop', async () => {
  const file = await locked()
  const spoiled = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(spoiled, fc.nat(file.length), (changes, length) => {
      const copy = Buffer.from(file)
      for (const [at, byte] of changes) copy[at] = byte
      const answer = openStandard(copy.subarray(0, length), 'x')
      return typeof answer === 'string' || Buffer.isBuffer(answer)
    }),
    { numRuns: 300 },
  )
  expect(compoundStreams(randomBytes(300))).toBeNull()
})
