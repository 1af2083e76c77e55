import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { OBJECTION_CODES } from '../../../core/domain/objection.ts'
import { readSentences } from '../../../templates/rendering/sentences.ts'

test('every objection has a sentence', () => {
  const sentences = readSentences(fileURLToPath(new URL('../../../templates/locales', import.meta.url)))
  expect(OBJECTION_CODES.filter((code) => !sentences.has(`objections.${code}`))).toEqual([])
})
