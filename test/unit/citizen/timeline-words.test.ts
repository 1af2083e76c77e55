import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { planForTelegram } from '../../../bot/telegram/plan.ts'
import { holderOf, stepNotice } from '../../../core/domain/citizen/tracking.ts'
import { NOTICE_KEYS, NOTICE_OF } from '../../../core/domain/report/notice.ts'
import {
  REPORT_ACTIONS,
  REPORT_LIFECYCLE,
  REPORT_STATES,
  type ReportState,
} from '../../../core/domain/report/report-lifecycle.ts'
import { outgoingText } from '../../../templates/outgoing-text.ts'
import { createRenderer } from '../../../templates/render.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })

/** All that ever stands in the history of a report: moves of the lifecycle, and steps beside it. */
const STEPS = ['record', ...REPORT_ACTIONS, 'photos_destroyed'] as const

/** Who reads a step where: the sentence each place takes for it. */
const PLACES: Record<string, (action: string) => string> = {
  'page of the citizen': (action) => `track.steps.${stepNotice(action)}`,
  'chat of the citizen': (action) => `chat.timeline.${stepNotice(action)}`,
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
      expect(line).toContain(render.sentence(`chat.timeline.${stepNotice(action)}`, locale))
    }
  }
})

const day = (number: number) => String(number).padStart(2, '0')
const tracked = {
  code: 'PA-7K3M-92XY',
  state: 'in_review',
  recordedAt: '2026-11-01T03:00:00Z',
  dueAt: '2026-11-03T03:00:00Z',
  holder: { kind: 'station', unitName: 'Trạm Y tế xã Mẫu', sinceDays: 2, dueAt: null },
  refusal: null,
  answer: null,
  passportReady: false,
  asked: null,
  deferredUntil: null,
  isOwn: true,
}

test('D02 every state has one holder, with words on page and chat in both languages', () => {
  const kinds = new Set(
    REPORT_STATES.flatMap((state) =>
      [null, { dueAt: new Date(0) }].flatMap((police) =>
        [true, false].map((askedCitizen) => holderOf({ state, recordedAt: new Date(0), askedCitizen, police }).kind),
      ),
    ),
  )
  expect([...kinds].sort()).toEqual(['nobody', 'platform', 'police', 'station', 'you'])
  for (const locale of render.locales) {
    for (const key of ['track.holder', 'chat.holders'])
      expect(new Set([...kinds].map((kind) => render.sentence(`${key}.${kind}`, locale))).size).toBe(kinds.size)
    expect(render.sentence('track.holder.since', locale, { days: 2 })).toContain('2')
    expect(render.sentence('track.holder.due', locale, { due: '16:00' })).toContain('16:00')
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
