import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OBJECTION_CODES } from '../../../core/domain/objection.ts'
import { signatureObjection } from '../../../core/domain/signing/signature-objection.ts'
import { SIGNATURE_FAULTS } from '../../../core/domain/signing/signing-driver.ts'
import { readSentences } from '../../../templates/rendering/sentences.ts'

const sentences = readSentences(fileURLToPath(new URL('../../../templates/locales', import.meta.url)))

test('every objection has a sentence', () => {
  expect(OBJECTION_CODES.filter((code) => !sentences.has(`objections.${code}`))).toEqual([])
})

test.each(['vi', 'en'] as const)('F06 no two faults of a signature share a sentence (%s)', (locale) => {
  const said = SIGNATURE_FAULTS.map((fault) =>
    sentences.say(`objections.${signatureObjection(fault).objection.code}`, locale),
  )
  expect(new Set(said).size).toBe(SIGNATURE_FAULTS.length)
})
