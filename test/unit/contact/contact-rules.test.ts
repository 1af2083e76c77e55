import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newLinkCode, readLinkCode } from '../../../core/domain/contact/link-code.ts'
import { messageOfToken, tokenOfMessage } from '../../../core/domain/contact/message-token.ts'
import { isStopWord } from '../../../core/domain/contact/stop-word.ts'
import { type Refusal, refusersOf, subjectsOf } from '../../../core/domain/report/repeated-refusal.ts'

test('A13 a link code has eight characters nobody confuses, and is read as people type it', () => {
  const codes = Array.from({ length: 500 }, () => newLinkCode(Math.random))
  for (const code of codes) {
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/)
    expect(readLinkCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code)
  }
  expect(new Set(codes).size).toBe(500)
})

test('A13 what is no link code is read as none', () => {
  for (const text of ['', 'xin chào', 'ABCD-EFG', 'ABCD-EFGHJ', 'ABCD-EFG0', "' or 1=1--", 'PA-7K3M-92XY']) {
    expect([text, readLinkCode(text)]).toEqual([text, null])
  }
})

test('I12 a token of 22 letters and digits names one message and nothing else', () => {
  const ids = [...Array.from({ length: 200 }, () => randomUUID()), '00000000-0000-4000-8000-000000000000']
  for (const id of ids) {
    const token = tokenOfMessage(id)
    expect(token).toMatch(/^[0-9A-Za-z]{22}$/)
    expect(messageOfToken(token)).toBe(id)
  }
  for (const text of ['', 'x', 'z'.repeat(22), `${'0'.repeat(21)}'`, 'á'.repeat(22)]) {
    expect([text, messageOfToken(text)]).toEqual([text, null])
  }
})

test('I10 the word that is "dung" without marks silences us only when it is "dừng"', () => {
  const stops = ['DỪNG', 'dừng', ' Dừng. ', 'Dừng'.normalize('NFD'), 'DUNG', 'DUNG!']
  for (const text of stops) expect([text, isStopWord(text)]).toEqual([text, true])
  for (const text of ['dung', 'Dung', 'đúng', 'Đúng', 'ĐÚNG', 'dùng', 'Dũng', '']) {
    expect([text, isStopWord(text)]).toEqual([text, false])
  }
})

test('B08 three refusals of one field bar those who refused it, and only them', () => {
  const of = (subjects: string[], staffId: string): Refusal => ({ subjects, staffId })
  const twice = [of(['fullName'], 'a'), of(['fullName', 'sex'], 'a'), of(['sex'], 'b')]
  expect(refusersOf(['fullName', 'sex'], twice)).toEqual([])
  expect(refusersOf(['fullName'], [...twice, of(['fullName'], 'c')])).toEqual(['a', 'c'])
  expect(refusersOf(['birthDate'], [...twice, of(['fullName'], 'c')])).toEqual([])
  expect(subjectsOf({ types: ['WRONG_NAME', 'MISSING_DOSE'], changes: [] })).toEqual(['MISSING_DOSE'])
})
