import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { WANTED } from '../../../core/domain/staff/wanted.ts'
import {
  hasOpenVariable,
  READY_ANSWER_KEYS,
  READY_ANSWERS,
  type ReadyAnswerKey,
  unfilledOf,
} from '../../../core/domain/thread/ready-answer.ts'

const folder = fileURLToPath(new URL('../../../templates/ready-answers/', import.meta.url))
const kebab = (code: string) => code.toLowerCase().replaceAll('_', '-')
const sourceOf = (key: string, locale: string) => readFileSync(`${folder}${key}.${locale}.hbs`, 'utf8')

test('E07 each of the 13 refusal reasons and each item an officer may ask for has a ready answer', () => {
  const wanted = [
    ...REFUSAL_REASONS.map((code) => `refused-${kebab(code)}`),
    ...WANTED.map((item) => `more-${kebab(item)}`),
  ]
  expect(wanted.filter((key) => !(key in READY_ANSWERS))).toEqual([])
})

test('E07 the folder holds these answers and no other', () => {
  const files = READY_ANSWER_KEYS.flatMap((key) => [`${key}.en.hbs`, `${key}.vi.hbs`])
  expect(readdirSync(folder).sort()).toEqual(files.sort())
})

test.each(READY_ANSWER_KEYS.flatMap((key) => [[key, 'vi'] as const, [key, 'en'] as const]))(
  'E07 %s (%s) uses the variables the table names, and no other',
  (key, locale) => {
    const used = [...sourceOf(key, locale).matchAll(/\{\{(?!else)(\w+)\}\}/g)].map((match) => match[1] ?? '')
    expect([...new Set(used)].sort()).toEqual([...READY_ANSWERS[key].needs].sort())
  },
)

test.each(READY_ANSWER_KEYS)('I06 %s holds no name, number or vaccine', (key) => {
  for (const locale of ['vi', 'en'])
    expect(sourceOf(key, locale)).not.toMatch(/\d|fullName|idNumber|phone|Comirnaty|AstraZeneca|Vero|Moderna|Pfizer/)
})

test('E07 an answer whose variable is empty is not filled, one without variables always is', () => {
  const empty = { code: null, link: null, openingHours: null, address: '' }
  expect(unfilledOf('come-in', { ...empty, openingHours: '7:30–17:00' })).toBe('address')
  expect(unfilledOf('received', empty)).toBeNull()
  const all: ReadyAnswerKey[] = [...READY_ANSWER_KEYS]
  expect(all.filter((key) => READY_ANSWERS[key].needs.length > 0 && unfilledOf(key, empty) === null)).toEqual([])
})

test('E07 a variable that was copied by hand is seen', () => {
  expect(hasOpenVariable('Phản ánh {{code}} đã xong')).toBe(true)
  expect(hasOpenVariable('Phản ánh {PA} đã xong')).toBe(false)
})
