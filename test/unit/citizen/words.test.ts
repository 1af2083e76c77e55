import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { stepNotice } from '../../../core/domain/citizen/tracking.ts'
import { NOTICE_KEYS } from '../../../core/domain/report/notice.ts'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import { REPORT_ACTIONS, REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import { REPORT_TYPES } from '../../../core/domain/report/report-type.ts'
import { createRenderer } from '../../../templates/render.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
const view = { code: 'PA-7K3M-92XY', link: 'https://so-tiem.example/theo-doi/PA-7K3M-92XY' }

test('I01 every step has its message in both languages, with code and link and nothing else', () => {
  for (const key of NOTICE_KEYS) {
    for (const locale of render.locales) {
      const text = render.text(`notifications/${key}`, view, locale)
      expect({ key, locale, has: [text.includes(view.link), text.length < 320, text.includes('{{')] }).toEqual({
        key,
        locale,
        has: [true, true, false],
      })
    }
  }
})

/** Steps from the first to the one before the Platform's own list. */
const AFTER_LANDING = ['report-landed', 'record-signed', 'ask-seen', 'seen-confirmed', 'report-settled']
const BEFORE_LANDING = NOTICE_KEYS.filter((key) => !AFTER_LANDING.includes(key))

test('D07 no message says that something was corrected before the Platform shows it', () => {
  for (const key of BEFORE_LANDING) {
    expect(render.text(`notifications/${key}`, view, 'vi')).not.toMatch(
      /đã (được )?(sửa (xong|đúng)|cập nhật|hoàn (thành|tất))|đã ghi thông tin đúng/i,
    )
    expect(render.text(`notifications/${key}`, view, 'en')).not.toMatch(
      /has been (corrected|updated|fixed)|is now correct|\bdone\b/i,
    )
  }
  const earlier = REPORT_STATES.filter((state) => !['platform_updated', 'closed'].includes(state))
  for (const state of earlier) {
    const words =
      render.sentence(`track.states.${state}.name`, 'vi') + render.sentence(`track.states.${state}.text`, 'vi')
    expect(words).not.toMatch(/đã (được )?(sửa xong|cập nhật|hoàn (thành|tất))|đã ghi đúng/i)
  }
})

test('D01 every action of the lifecycle has its line on the timeline', () => {
  for (const action of ['record', 'photos_destroyed', ...REPORT_ACTIONS]) {
    const step = stepNotice(action)
    for (const locale of render.locales) expect(render.sentence(`track.steps.${step}`, locale)).not.toBe('')
  }
  expect(stepNotice('repeat')).toBeNull()
})

test('D04 each of the 13 reasons says why, how to fix it, and gives an example', () => {
  for (const reason of REFUSAL_REASONS) {
    const words = ['name', 'fix', 'example'].flatMap((part) =>
      render.locales.map((locale) => render.sentence(`track.reasons.${reason}.${part}`, locale)),
    )
    expect(new Set(words).size).toBe(6)
  }
})

test('B01 each of the 14 types has a name and a hint in both languages', () => {
  const names = Object.keys(REPORT_TYPES).flatMap((type) =>
    render.locales.map((locale) => render.sentence(`report.type.${type}.name`, locale)),
  )
  expect(names).toHaveLength(28)
})
