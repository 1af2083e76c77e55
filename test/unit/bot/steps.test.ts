import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Answers } from '../../../bot/conversation/answers.ts'
import { isOneOf, matchChoice, wishesOneOf } from '../../../bot/conversation/match-choice.ts'
import { MENU } from '../../../bot/conversation/state.ts'
import type { Here } from '../../../bot/conversation/step.ts'
import { STEP_NAMES } from '../../../bot/conversation/step-names.ts'
import { STEPS } from '../../../bot/conversation/steps.ts'
import { WRONG_THINGS } from '../../../bot/conversation/wrong-things.ts'
import { REPORT_TYPES } from '../../../core/domain/report/report-type.ts'
import { render } from './talk.ts'

const locale = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../templates/locales/${name}`, import.meta.url)), 'utf8'))

const someone: Answers = {
  goal: 'report',
  fullName: 'Nguyễn Thị Hoa',
  birthDate: '1990-05-17',
  sex: 'female',
  phoneMasked: '•••• ••• 678',
  record: null,
  changes: [{ field: 'sex', correct: 'male', source: 'typed' }],
  doses: [{ doseId: null, number: 1, givenOn: '2021-08-05', vaccine: 'Pfizer', lot: null, place: 'Trạm', note: null }],
  pending: [{ source: 'telegram', fileId: 'f', messageId: '1', bytes: 1, form: 'photo' }],
  card: {
    cccd: '079190012345',
    cmnd: null,
    fullName: 'Nguyễn Thị Hoa',
    dob: '1990-05-17' as never,
    gender: 'female',
    address: 'x',
    issued: '2021-01-01' as never,
  },
  ownReports: [{ id: 'r', code: 'PA-2345-678Z', state: 'refused' }],
  tracked: {
    code: 'PA-2345-678Z',
    asked: { wanted: ['visit'], why: 'missing' },
    mayResend: true,
    mayWithdraw: true,
    mayAppeal: true,
    appeals: 1,
    asksSeen: true,
    isOwn: true,
  },
}

const here: Here = { channel: 'telegram', today: '2026-11-16', forgets: true, handsOver: false, optedOut: false }

test('every question can be asked in both languages, with labels that fit a Telegram button', () => {
  for (const name of STEP_NAMES) {
    const step = STEPS[name]
    if ('request' in step) continue
    for (const language of ['vi', 'en'] as const) {
      for (const say of step.ask(someone, here)) {
        const text =
          'key' in say
            ? render.sentence(say.key, language, say.params)
            : render.text(say.template, { ...say.view, publicUrl: '' }, language)
        expect(text.length, name).toBeGreaterThan(5)
      }
      for (const { label } of step.choices?.(someone, here) ?? []) {
        const shown = 'text' in label ? label.text : render.sentence(label.key, language)
        expect(shown.length, `${name}: ${shown}`).toBeLessThanOrEqual(40)
      }
    }
  }
})

test('the choices of one question never read alike', () => {
  for (const name of STEP_NAMES) {
    const step = STEPS[name]
    if ('request' in step) continue
    const values = (step.choices?.(someone, here) ?? []).map((choice) => choice.value)
    expect(new Set(values).size, name).toBe(values.length)
  }
})

test('B01 each of the 14 things one can report has its question', () => {
  expect([...WRONG_THINGS].sort()).toEqual(Object.keys(REPORT_TYPES).sort())
  const whatElse = STEPS.whatElse
  if ('request' in whatElse) throw new Error('whatElse asks')
  for (const value of WRONG_THINGS)
    expect(whatElse.read({ kind: 'choice', value }, {}, here)).not.toHaveProperty('wrong')
})

test('words that steer are the same in no two meanings', () => {
  for (const name of ['chat.vi.json', 'chat.en.json']) {
    const typed = locale(name).chat.typed as Record<string, string>
    const all = Object.values(typed).flatMap((list) => list.split(',').map((word) => word.trim()))
    expect(new Set(all).size, name).toBe(all.length)
    for (const action of MENU) expect(typed[action]).toBeDefined()
  }
})

test('a choice is understood by number, by label and without marks', () => {
  const choices = ['Nam', 'Nữ'].map((label, index) => ({ token: `${index}`, label, value: label }))
  expect(matchChoice('2', choices)?.label).toBe('Nữ')
  expect(matchChoice('2.', choices)?.label).toBe('Nữ')
  expect(matchChoice(' NU ', choices)?.label).toBe('Nữ')
  expect(matchChoice('3', choices)).toBeNull()
  expect(matchChoice('nữa', choices)).toBeNull()
  expect(isOneOf('Hủy!', 'huỷ, thôi')).toBe(true)
  expect(isOneOf('', 'huỷ, thôi')).toBe(false)
})

test('a wish is heard behind the words that lead to it; what merely speaks of it is none', () => {
  const lead = 'tôi, muốn, cho, xin'
  expect(wishesOneOf('Cho tôi gặp cán bộ với', 'gặp cán bộ', lead)).toBe(true)
  expect(wishesOneOf('tra cuu mui tiem giup', 'tra cứu', lead)).toBe(true)
  expect(wishesOneOf('Tôi đã gửi ảnh rồi', 'gửi ảnh', lead)).toBe(false)
  expect(wishesOneOf('tôi', 'gửi ảnh', lead)).toBe(false)
})
