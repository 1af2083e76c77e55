import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { makeLinkCode } from '../../../core/use-cases/contact/make-link-code.ts'
import { useLinkCode } from '../../../core/use-cases/contact/use-link-code.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, doneValue, holdPhone, newDraft, PHONE } from '../citizen/citizen-builders.ts'
import { anOfficer } from '../desk/desk-house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

test('D12 one tap: the photo key is gone in the same moment, one message says so, every channel shows it, nobody is left in it', async () => {
  const [zalo, telegram] = ['zalo|oa|1', 'telegram|bot|1']
  const { code: linkCode } = doneValue(await makeLinkCode(house.app, { address: zalo }))
  doneValue(await useLinkCode(house.app, { address: telegram, code: linkCode }))
  await holdPhone(house, zalo)
  const draftId = await newDraft(house, zalo)
  const photo = { address: zalo, caseId: draftId, kind: 'card_front' as const, dedupeKey: 'photo-1' }
  const grey = { width: 60, height: 40, channels: 3, background: '#888' } as const
  const bytes = await sharp({ create: grey }).jpeg().toBuffer()
  doneValue(await attachPhoto(house.app, { ...photo, bytes, consentVersion: PHOTO_CONSENT_VERSION }))
  const report = await aReport(house, { address: zalo, provedBy: zalo, draftId, note: 'Tên tôi là Nguyễn Thị Thử' })
  const { code, reportId } = doneValue(await recordReport(house.app, report))

  doneValue(await withdrawReport(house.app, { code, address: telegram }))

  const keys = await house.db.selectFrom('case_keys').selectAll().execute()
  expect(keys).toMatchObject([{ wrapped_key: null, destroyed_at: house.clock.now() }])
  await destroyPhotos(house.app, { caseId: reportId, reason: 'withdrawn' })
  const told = await house.app.store.transaction((tx) => tx.outbox.ofReport(reportId))
  expect(told.map(({ templateKey }) => templateKey)).toEqual(['report-recorded', 'report-withdrawn'])
  for (const who of [
    { address: zalo },
    { address: telegram },
    { phoneTail: PHONE.slice(-3), address: 'web|portal|x' },
  ]) {
    const { state, timeline } = doneValue(await trackReport(house.app, { code, ...who }))
    expect([state, timeline.slice(-2).map(({ step }) => step)]).toEqual([
      'withdrawn',
      ['report-withdrawn', 'photos-destroyed'],
    ])
  }
  const row = await house.db.selectFrom('reports').selectAll().where('id', '=', reportId).executeTakeFirstOrThrow()
  expect(JSON.stringify({ ...row, phone: null })).not.toMatch(/Nguyễn|1990|Thơ/)
  const view = doneValue(await openCase(house.app, { officer: await anOfficer(house), code }))
  expect(view.report.claimant.fullName).toBe('')
})
