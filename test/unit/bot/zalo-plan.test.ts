import { expect, test } from 'vitest'
import { isPublic } from '../../../bot/zalo/media.ts'
import { planForZalo, textMessage } from '../../../bot/zalo/plan.ts'
import { fillTemplate } from '../../../bot/zalo/templates.ts'
import { mayWrite } from '../../../bot/zalo/window.ts'
import type { OutboundContent } from '../../../core/domain/chat/outbound-content.ts'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'

const says = (text: string, more: Partial<OutboundContent> = {}): OutboundContent => ({
  kind: 'text',
  text,
  choices: [],
  links: [],
  closesContact: false,
  ...more,
})
const choices = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ token: `token-${n}`, label: `Mục ${n + 1}`, small: false }))
const buttonsIn = (message: object) =>
  (message as { attachment?: { payload: { buttons: { title: string; type: string; payload: unknown }[] } } }).attachment
    ?.payload.buttons ?? []

test('2,000 signs are one message and 2,001 are two, counted in NFC', () => {
  expect(planForZalo(says('a'.repeat(2000)))).toHaveLength(1)
  expect(planForZalo(says('a'.repeat(2001))).map(({ text }) => text.length)).toEqual([2000, 1])
  const composed = 'Mũi tiêm đã ghi nhận. '.repeat(90)
  expect(composed.normalize('NFD').length).toBeGreaterThan(2000)
  expect(planForZalo(says(composed.normalize('NFD')))).toHaveLength(1)
  const long = 'Mũi tiêm đã ghi nhận. '.repeat(190)
  const parts = planForZalo(says(long.normalize('NFD')))
  expect(parts.every(({ text }) => [...text].length <= 2000 && text === text.normalize('NFC'))).toBe(true)
  expect(parts.every(({ text }) => text.trimEnd().endsWith('.'))).toBe(true)
})

test('buttons stand under the last part, as payloads the citizen does not see', () => {
  const parts = planForZalo(says(`${'a'.repeat(1999)} b`, { kind: 'choices', choices: choices(2) }))
  expect(parts.map((part) => buttonsIn(textMessage(part)).length)).toEqual([0, 2])
  expect(buttonsIn(textMessage(parts[1]!))[0]).toEqual({ title: 'Mục 1', type: 'oa.query.hide', payload: 'token-0' })
})

test('six choices on Zalo: five buttons, and the sixth can be answered by its number', () => {
  const [part] = planForZalo(says('Chọn một mục:', { kind: 'choices', choices: choices(6) }))
  expect(buttonsIn(textMessage(part!))).toHaveLength(5)
  expect(part?.text).toBe('Chọn một mục:\n6. Mục 6')
})

test('links are counted among the five buttons', () => {
  const links = [{ label: 'Mở cổng', url: 'https://portal.example/tra-cuu' }]
  const [part] = planForZalo(says('Chọn:', { kind: 'choices', choices: choices(5), links }))
  const buttons = buttonsIn(textMessage(part!))
  expect(buttons).toHaveLength(5)
  expect(buttons.at(-1)).toEqual({ title: 'Mở cổng', type: 'oa.open.url', payload: { url: links[0]?.url } })
  expect(part?.text).toBe('Chọn:\n5. Mục 5')
})

test('a title is at most 100 signs', () => {
  const one = [{ token: 't', label: 'ơ'.repeat(101).normalize('NFD'), small: false }]
  const [button] = buttonsIn(textMessage(planForZalo(says('Chọn:', { choices: one }))[0]!))
  expect([...(button?.title ?? '')]).toHaveLength(100)
})

test('a picture goes first, and the card that asks for the phone last', () => {
  const attachment = {
    maker: 'receipt_qr',
    code: 'PA-1',
    form: 'image',
    fileName: 'ma.png',
    mime: 'image/png',
  } as const
  const parts = planForZalo(says('Xin số của bạn', { kind: 'own_contact', choices: choices(1), attachment }))
  expect(
    parts.map(({ kind, text, choices, attachment }) => [kind, text, choices.length, attachment !== undefined]),
  ).toEqual([
    ['text', '', 0, true],
    ['choices', 'Xin số của bạn', 1, false],
    ['own_contact', '', 0, false],
  ])
})

test('I03 the chat is open for seven days after the last word', () => {
  const now = new Date('2026-11-16T12:00:00+07:00')
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  expect(mayWrite(ago(168), now)).toBe(true)
  expect(mayWrite(new Date(ago(168).getTime() - 1), now)).toBe(false)
  expect(mayWrite(null, now)).toBe(false)
})

const ids = { notice: '300001', otp: '300002' }
const notice = (templateKey: (typeof NOTICE_KEYS)[number], code = 'PA-1234-5678') => ({
  notice: { templateKey, code, link: `https://portal.example/theo-doi/${code}`, locale: 'vi' as const },
  oneTimeCode: null,
})

test.each(NOTICE_KEYS)('I06 the template says the code and a status for %s, within its limits', (key) => {
  const filled = fillTemplate(notice(key), ids)
  expect(Object.keys(filled?.data ?? {})).toEqual(['ma_ho_so', 'trang_thai'])
  expect([...(filled?.data.trang_thai ?? '')].length).toBeLessThanOrEqual(30)
  expect(filled?.data.trang_thai).not.toBe('')
})

test('I03 a template is not sent with a parameter Zalo would refuse, nor before its approval', () => {
  expect(fillTemplate(notice('reminder-error-list', ''), ids)).toBeNull()
  expect(fillTemplate(notice('report-taken', 'P'.repeat(31)), ids)).toBeNull()
  expect(fillTemplate(notice('report-taken'), { ...ids, notice: null })).toBeNull()
  expect(fillTemplate({ notice: null, oneTimeCode: '123456' }, ids)).toEqual({
    templateId: '300002',
    data: { otp: '123456' },
  })
  expect(fillTemplate({ notice: null, oneTimeCode: null }, ids)).toBeNull()
})

test('pictures never come from this machine or the network behind it', () => {
  const inside = ['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1']
  for (const address of [...inside, '::1', '::', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'])
    expect([address, isPublic(address)]).toEqual([address, false])
  for (const address of ['1.1.1.1', '118.102.1.1', '2001:4860:4860::8888', '::ffff:1.1.1.1'])
    expect([address, isPublic(address)]).toEqual([address, true])
})
