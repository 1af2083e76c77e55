import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { planForTelegram } from '../../../bot/telegram/plan.ts'
import { holderOf, stepNotice } from '../../../core/domain/citizen/tracking.ts'
import { NOTICE_KEYS, NOTICE_OF } from '../../../core/domain/report/notice.ts'
import { END_STATES } from '../../../core/domain/report/report.ts'
import {
  REPORT_ACTIONS,
  REPORT_LIFECYCLE,
  REPORT_STATES,
  type ReportState,
} from '../../../core/domain/report/report-lifecycle.ts'
import { heldText } from '../../../templates/held.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { createRenderer } from '../../../templates/render.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })

/** All that ever stands in the history of a report: moves of the lifecycle, and steps beside it. */
const STEPS = ['record', ...REPORT_ACTIONS, 'photos_destroyed', 'ask_seen'] as const

/** Who reads a step where: the sentence each place takes for it. */
const PLACES: Record<string, (action: string) => string> = {
  'page of the citizen': (action) => `track.steps.${stepNotice(action)}`,
  'call list of the staff': (action) => `chat.timeline.${stepNotice(action)}`,
  'desk of the staff': (action) => `case.steps.${action}`,
}

test('D01 every step has words of its own for citizens on page and chat and for staff, in both languages', () => {
  for (const [place, key] of Object.entries(PLACES)) {
    for (const locale of render.locales) {
      const words = STEPS.map((action) => render.sentence(key(action), locale))
      expect([place, locale, words.filter((text) => text.trim().length < 4)]).toEqual([place, locale, []])
      expect([place, locale, new Set(words).size]).toEqual([place, locale, STEPS.length])
    }
    const [vi, en] = render.locales.map((locale) => STEPS.map((action) => render.sentence(key(action), locale)))
    expect(vi?.filter((text, at) => text === en?.[at])).toEqual([])
  }
})

test('D01 every state has its name and its meaning wherever it is shown, in both languages', () => {
  for (const key of ['track.states.?.name', 'track.states.?.text', 'chat.states.?', 'queue.states.?']) {
    for (const locale of render.locales) {
      const words = REPORT_STATES.map((state) => render.sentence(key.replace('?', state), locale))
      expect([key, locale, new Set(words).size]).toEqual([key, locale, REPORT_STATES.length])
    }
  }
})

test('D01 the chat timeline shows every step with its time, unit and plain words', () => {
  const timeline = STEPS.map((action, index) => ({
    at: new Date(Date.UTC(2026, 10, 1 + index, 3)).toISOString(),
    step: stepNotice(action),
    unitName: `Trạm số ${index}`,
  }))
  for (const locale of render.locales) {
    const view = { ...tracked, timeline, publicUrl: 'https://so-tiem.example' }
    const lines = render.text('chat/tracking', view, locale).split('\n')
    for (const [index, action] of STEPS.entries()) {
      const line = lines.find((one) => one.includes(`Trạm số ${index}`) && one.includes(`${day(1 + index)}/11/2026`))
      expect([action, locale, line]).toEqual([action, locale, expect.stringContaining('10:00')])
      expect(line).toContain(render.sentence(`track.steps.${stepNotice(action)}`, locale))
    }
  }
})

const day = (number: number) => String(number).padStart(2, '0')
const tracked = {
  code: 'PA-7K3M-92XY',
  state: 'in_review',
  recordedAt: '2026-11-01T03:00:00Z',
  dueAt: '2026-11-03T03:00:00Z',
  endState: null,
  hops: 0,
  expects: null,
  asksSeen: false,
  held: {
    state: 'in_review',
    holder: { kind: 'station', unitName: 'Trạm Y tế xã Mẫu', sinceDays: 2, dueAt: null },
    asOf: new Date('2026-11-03T03:00:00Z'),
  },
  refusal: null,
  answer: null,
  passportReady: false,
  asked: null,
  deferredUntil: null,
  parts: [],
  disputed: null,
  isOwn: true,
}

test('D02 every state has one holder, with words on page and chat in both languages', () => {
  const kinds = new Set(
    REPORT_STATES.flatMap((state) =>
      [{}, { police: { dueAt: new Date(0) } }, { hamlet: { dueAt: new Date(0) } }].flatMap((lists) =>
        [true, false].map(
          (askedCitizen) =>
            holderOf({ state, recordedAt: new Date(0), askedCitizen, hamlet: null, police: null, ...lists }).kind,
        ),
      ),
    ),
  )
  expect([...kinds].sort()).toEqual(['hamlet', 'nobody', 'platform', 'police', 'station', 'you'])
  for (const locale of render.locales) {
    const say = (key: string, params?: Readonly<Record<string, string | number>>) =>
      render.sentence(key, locale, params)
    const texts = [...kinds].map((kind) =>
      heldText(
        { state: 'in_review', holder: { kind, unitName: null, sinceDays: 2, dueAt: null }, asOf: new Date(0) },
        locale,
        say,
      ),
    )
    expect(new Set(texts).size).toBe(kinds.size)
    expect(texts.filter((text) => text === null)).toEqual([null])
    expect(texts.filter((text) => text !== null && !text.includes('2'))).toEqual([])
  }
})

const params = { code: 'PA-7K3M-92XY', link: 'https://so-tiem.example/theo-doi/PA-7K3M-92XY' }

test('I01 state × channel × language: whatever brings a report into a state has a text each channel can carry', () => {
  const into = (state: ReportState) =>
    Object.values(REPORT_LIFECYCLE).flatMap((steps) =>
      Object.entries(steps).flatMap(([action, step]) => (step?.to === state ? [action] : [])),
    )
  for (const state of REPORT_STATES) {
    const actions = state === 'queued' ? ['record', ...into(state)] : into(state)
    expect([state, actions.length > 0]).toEqual([state, true])
    for (const action of actions) {
      const templateKey = NOTICE_OF[action as keyof typeof NOTICE_OF]
      for (const locale of render.locales) {
        const text = outgoingText(render, { kind: 'notice', templateKey, locale, params }).text
        const telegram = planForTelegram({ kind: 'text', text, choices: [], links: [], closesContact: false })
        const carried = { telegram: telegram.length === 1, sms: text.length <= 4 * 67, web: text === text.trim() }
        expect([state, action, locale, carried]).toEqual([
          state,
          action,
          locale,
          { telegram: true, sms: true, web: true },
        ])
        expect(text).toContain(params.link)
      }
    }
  }
})

test('I01 no two steps are told in the same words, and none is told in the other language', () => {
  const texts = render.locales.map((locale) =>
    NOTICE_KEYS.map((templateKey) => outgoingText(render, { kind: 'notice', templateKey, locale, params }).text),
  )
  for (const told of texts) expect(new Set(told).size).toBe(NOTICE_KEYS.length)
  expect(texts[0]?.filter((text) => texts[1]?.includes(text))).toEqual([])
  expect(texts[0]?.filter((text) => !/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/.test(text))).toEqual([])
})

test('D02 the sentence a grandmother reads: who, since when, until when with the weekday, in both languages', () => {
  const noon = new Date('2026-11-16T12:00:00+07:00')
  const at = (hours: number) => new Date(noon.getTime() + hours * 3_600_000)
  const held = (
    kind: 'station' | 'police' | 'you',
    sinceDays: number,
    dueAt: Date | null,
    locale: 'vi' | 'en' = 'vi',
  ) => {
    const unitName = kind === 'police' ? 'Công an xã Mẫu' : kind === 'station' ? 'Trạm Y tế xã Mẫu' : null
    const say = (key: string, params?: Readonly<Record<string, string | number>>) =>
      render.sentence(key, locale, params)
    return heldText({ state: 'in_review', holder: { kind, unitName, sinceDays, dueAt }, asOf: noon }, locale, say)
  }
  expect(held('police', 2, at(4))).toBe('Công an xã Mẫu đang kiểm tra, ngày 2 trên 2, hạn 16:00 hôm nay')
  expect(held('station', 0, at(20))).toBe('Đang ở Trạm Y tế xã Mẫu từ hôm nay, hạn 08:00 ngày mai')
  expect(held('station', 0, at(48))).toBe('Đang ở Trạm Y tế xã Mẫu từ hôm nay, hạn 12:00 thứ Tư, 18/11/2026')
  expect(held('station', 3, at(-20))).toBe('Đang ở Trạm Y tế xã Mẫu từ 3 ngày nay, đã quá hạn 16:00 hôm qua')
  expect(held('you', 1, null)).toBe('Đang chờ bạn bổ sung từ 1 ngày nay')
  expect(held('police', 2, at(4), 'en')).toBe('Công an xã Mẫu is checking, day 2 of 2, due 16:00 today')
  expect(held('station', 0, at(48), 'en')).toBe('With Trạm Y tế xã Mẫu since today, due 12:00 on Wednesday, 18/11/2026')
})

test('D06 each end has its own words on page, chat and letter, and none of them says more than it knows', () => {
  for (const locale of render.locales) {
    for (const key of ['track.ends.?.name', 'track.ends.?.text', 'letter.decisions.?']) {
      const words = END_STATES.map((end) => render.sentence(key.replace('?', end), locale))
      expect([key, locale, new Set(words).size]).toEqual([key, locale, END_STATES.length])
    }
  }
  const others = END_STATES.filter((end) => end !== 'corrected_and_seen')
  const said = others.map((end) => render.sentence(`track.ends.${end}.name`, 'vi'))
  expect(said.filter((text) => /đã sửa xong/i.test(text))).toEqual([])
})
