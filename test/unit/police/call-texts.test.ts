import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** The messages of a call and the page they lead to (features F09). */
const NOTICES = ['police-call', 'register-wrong', 'register-mended']
const MOST_LETTERS = 80
const THREAT =
  /phạt|cưỡng chế|bắt buộc|vi phạm|trách nhiệm hình sự|xử lý theo pháp luật|\bmust\b|penalt|fine\b|offence|force/i

const root = new URL('../../../templates/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

function texts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts)
}

/** A sentence ends with a stop, a question, or a colon before a list or a link. */
function sentences(text: string): string[] {
  return text
    .replaceAll(/\{\{?\w+\}?\}/g, '')
    .split(/(?<=[.?!:])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence))
}

const averageOf = (all: readonly string[]) => all.reduce((sum, one) => sum + one.length, 0) / all.length

describe.each(['vi', 'en'] as const)('F09 the words of a call in %s', (locale) => {
  const page = texts(JSON.parse(read(`locales/policecall.${locale}.json`)))
  const notices = NOTICES.map((key) => read(`notifications/${key}.${locale}.hbs`).trim())

  test('short sentences, as for reading age ten', () => {
    expect(averageOf(notices.flatMap(sentences))).toBeLessThanOrEqual(MOST_LETTERS)
    expect(averageOf(page.flatMap(sentences))).toBeLessThanOrEqual(MOST_LETTERS)
    const long = [...notices, ...page].flatMap(sentences).filter((sentence) => sentence.length > 2 * MOST_LETTERS)
    expect(long).toEqual([])
  })

  test('no threat, and it costs nothing', () => {
    expect([...notices, ...page].filter((text) => THREAT.test(text))).toEqual([])
    expect(page.join(' ')).toMatch(locale === 'vi' ? /không mất phí/ : /costs nothing/)
  })

  test.each(NOTICES)('the preview of %s carries the case code, a verb and the link, nothing else', (key) => {
    const text = read(`notifications/${key}.${locale}.hbs`)
    expect([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()).toEqual(['code', 'link'])
    expect(text).not.toMatch(/căn cước|CCCD|dân cư|sổ |khai sinh|card|register|birth|địa chỉ|address/i)
  })
})
