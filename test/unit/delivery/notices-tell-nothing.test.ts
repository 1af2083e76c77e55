import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'
import { vaccineWords } from './vaccine-words.ts'

const FOLDER = new URL('../../../templates/notifications/', import.meta.url)
const files = readdirSync(FOLDER)

/** A push is read on a locked screen by whoever holds the phone: the case code and the verb, nothing about the person. */
const ALLOWED = new Set(['code', 'link'])
const ABOUT_A_PERSON =
  /họ tên|họ và tên|ngày sinh|năm sinh|số định danh|số CCCD|số CMND|số điện thoại|date of birth|full name|id number|citizen number|phone number/i

describe('I06 no secrets in the preview', () => {
  test('every notice has its words in both languages, and no other file lies there', () => {
    const wanted = NOTICE_KEYS.flatMap((key) => [`${key}.en.hbs`, `${key}.vi.hbs`])
    expect(files.toSorted()).toEqual(wanted.toSorted())
  })

  test.each(files)('%s', (file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8')
    const used = [...text.matchAll(/\{\{\{?[#/]?\s*([^}]*?)\s*\}?\}\}/g)].flatMap(([, inside = '']) =>
      inside.split(/\s+/),
    )
    const names = used.filter((word) => !['if', 'else', 'unless', ''].includes(word))
    expect(names.filter((name) => !ALLOWED.has(name))).toEqual([])
    expect(text).not.toMatch(ABOUT_A_PERSON)
    expect(text).not.toMatch(/\d{9,}/)
    for (const vaccine of vaccineWords()) expect(text.toLowerCase()).not.toContain(vaccine.toLowerCase())
  })
})
