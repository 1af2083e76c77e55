import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PHOTO_TIPS, tipFor } from '../../../core/domain/citizen/photo-tip.ts'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { photosView } from '../../../portal/citizen/report/photos-view.ts'
import type { StepVisit } from '../../../portal/citizen/report/step-page.ts'

test.each([
  ['card_front', 'no_code', 'see_back'],
  ['card_back', 'no_code', 'see_front'],
  ['card_front', 'glare', 'glare'],
  ['card_back', 'too_dark', 'too_dark'],
  ['card_front', 'took_too_long', 'other'],
] as const)('C03 a %s that gave %s leads to the tip %s', (kind, reason, tip) => {
  expect(tipFor({ kind, reason, tries: 1 })).toBe(tip)
  expect(tipFor({ kind, reason, tries: 2 })).toBe(tip)
})

test('C03 after two tries the third photo is accepted whatever is wrong with it', () => {
  expect(tipFor({ kind: 'card_front', reason: 'blurred', tries: 3 })).toBe('accepted')
})

test.each(['vi', 'en'])('C03 every tip has its sentence in %s, on the portal and in chat', (language) => {
  const words = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../../templates/locales/${name}.${language}.json`, import.meta.url), 'utf8'))
  const { chat } = words('chat')
  const { report } = words('report')
  expect(Object.keys(chat.tips)).toEqual(expect.arrayContaining([...PHOTO_TIPS]))
  expect(Object.keys(report.photos.tip)).toEqual(expect.arrayContaining([...PHOTO_TIPS]))
})

test('C03 the portal’s page gives a tip to the first two cards and accepts the third', () => {
  const unread = {
    kind: 'card_front' as const,
    state: 'ready' as const,
    reading: { state: 'unread', reason: 'no_code' } as const,
  }
  const paper = { ...unread, kind: 'dose_paper' as const, reading: { state: 'unread', reason: 'not_asked' } as const }
  const photos = [unread, paper, unread, unread].map((photo, i) => ({ ...photo, photoId: String(i) }))
  const visit = {
    draft: EMPTY_DRAFT,
    place: null,
    say: (key: string) => key,
    req: { form: {} },
  } as unknown as StepVisit
  const tips = photosView(visit, photos).photos.map(({ tip }) => tip)
  const [seeBack, accepted] = ['report.photos.tip.see_back', 'report.photos.tip.accepted']
  expect(tips).toEqual([seeBack, null, seeBack, accepted])
})
