import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { unmaskPhoto } from '../../../core/use-cases/desk/unmask-photo.ts'
import { openPhotoDesk } from '../../../platform/photos/photo-desk.ts'
import { cardPhoto, facePhoto, portraitPixels, textPixels } from '../../support/card-photos.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, anOfficer, aReport, type DeskPortal, must, objectionOf, openDesk } from './desk-house.ts'
import { deskVisitor } from './desk-visitor.ts'

let house: TestHouse
let desk: DeskPortal
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
})
afterAll(async () => {
  await desk.close()
  await house.close()
})

let sent = 0
async function caseWith(kind: PhotoKind, bytes: Buffer): Promise<{ report: Report; photoId: string }> {
  const report = await aReport(house, { personId: (await house.person()).id })
  const photo = { kind, bytes, dedupeKey: `mask-${++sent}`, consentVersion: PHOTO_CONSENT_VERSION }
  const command = { address: report.address ?? '', caseId: report.id, ...photo }
  const { photoId } = must(await attachPhoto(house.app, command))
  await readCardOfPhoto(house.app, photoId)
  return { report, photoId }
}

async function anOfficerAtWork(wish: Parameters<typeof anAccount>[1] = {}) {
  const browser = deskVisitor(desk.url)
  const account = await anAccount(house, wish)
  await browser.logIn(account)
  const page = async (code: string) => (await browser.get(`/can-bo/phan-anh/${code}`)).html
  const picture = async (code: string) => {
    const src = /<img src="(\/can-bo\/anh\/[^"]+)"/.exec(await page(code))?.[1]
    if (!src) return null
    return Buffer.from(await (await browser.ask(src.replaceAll('&#x3D;', '='))).arrayBuffer())
  }
  const unmask = (code: string, form: Record<string, string>) => browser.send(`/can-bo/phan-anh/${code}/bo-che`, form)
  return { browser, account, page, picture, unmask }
}

const audited = (photoId: string) =>
  house.db
    .selectFrom('audit')
    .select(['staff_id', 'action', 'detail'])
    .where('subject_id', '=', photoId)
    .orderBy('seq')
    .execute()

test('C08 the portrait of a card does not leave the server without an unmask record; its text does', async () => {
  const { report, photoId } = await caseWith('card_front', await cardPhoto({ turned: 8, tilt: 0.05 }))
  const officer = await anOfficerAtWork()
  const covered = await officer.picture(report.code)
  if (!covered) throw new Error('no picture')
  expect(await portraitPixels(covered)).toBe(0)
  expect(await textPixels(covered)).toBeGreaterThan(1000)
  const answer = await officer.unmask(report.code, { photoId, unmaskReason: 'compare_face' })
  expect(answer.location).toContain(`/can-bo/phan-anh/${report.code}?anh=${photoId}`)
  expect(await portraitPixels((await officer.picture(report.code)) ?? covered)).toBeGreaterThan(5000)
  const unmask = await house.db
    .selectFrom('photo_unmasks')
    .selectAll()
    .where('photo_id', '=', photoId)
    .executeTakeFirstOrThrow()
  const looked = (unmaskId: string | null) => ({ reportId: report.id, unmaskId, purpose: 'handle_report' })
  expect(await audited(photoId)).toEqual([
    { staff_id: officer.account.staffId, action: 'see_photo', detail: looked(null) },
    {
      staff_id: officer.account.staffId,
      action: 'unmask_photo',
      detail: { reportId: report.id, reason: 'compare_face', unmaskId: unmask.id },
    },
    { staff_id: officer.account.staffId, action: 'see_photo', detail: looked(unmask.id) },
  ])
})

test('C08 an unmask counts for one officer, one photo and five minutes', async () => {
  const { report, photoId } = await caseWith('card_front', await cardPhoto())
  const officer = await anOfficerAtWork()
  const colleague = await anOfficerAtWork()
  await officer.page(report.code)
  await officer.unmask(report.code, { photoId, unmaskReason: 'suspect_forgery', unmaskNote: 'Chữ không đều' })
  const theirs = await colleague.picture(report.code)
  expect(theirs && (await portraitPixels(theirs))).toBe(0)
  house.clock.advance(5 * 60_000)
  const late = await officer.picture(report.code)
  expect(late && (await portraitPixels(late))).toBe(0)
})

test.each([
  ['a selfie sent as a card', 'card_front' as const],
  ['a selfie sent as another paper', 'other' as const],
])('C08 %s is covered whole: nothing leaves before a reason is given', async (_, kind) => {
  const { report, photoId } = await caseWith(kind, await facePhoto())
  const officer = await anOfficerAtWork()
  const html = await officer.page(report.code)
  expect(html).toContain('Ảnh này đang được che hết')
  expect(html).not.toContain('/can-bo/anh/')
  await officer.unmask(report.code, { photoId, unmaskReason: 'compare_face' })
  const opened = await officer.picture(report.code)
  expect(opened && (await portraitPixels(opened))).toBeGreaterThan(100_000)
})

test('C08 a card lying at any angle: no pixel of the portrait is shown', async () => {
  const photos = openPhotoDesk({ ocr: false })
  const leaks: unknown[] = []
  let opened = 0
  for (const turned of [0, 37, 90, 151, 222, 333])
    for (const tilt of [-0.12, 0.1]) {
      const width = turned % 2 === 0 ? 620 : 1000
      const jpeg = await cardPhoto({ turned, tilt, width })
      const covered = await photos.cover(jpeg, { shown: await photos.cardAreas(jpeg), turn: 90 })
      if ((await textPixels(covered)) > 1000) opened += 1
      const pixels = await portraitPixels(covered)
      if (pixels > 0) leaks.push({ turned, tilt, width, pixels })
    }
  await photos.close()
  expect(leaks).toEqual([])
  // What is covered whole shows no portrait either: the windows must have been there.
  expect(opened).toBeGreaterThanOrEqual(6)
})

test('C08 without a reason, or with "other" and no words, nothing is uncovered', async () => {
  const { report, photoId } = await caseWith('card_front', await cardPhoto())
  const officer = await anOfficerAtWork()
  await officer.page(report.code)
  const forms: Record<string, string>[] = [
    { photoId },
    { photoId, unmaskReason: 'because' },
    { photoId, unmaskReason: 'other' },
  ]
  for (const form of forms) {
    const answer = await officer.unmask(report.code, form)
    expect([answer.status, answer.html.includes('error-summary')]).toEqual([422, true])
  }
  const rows = await house.db.selectFrom('photo_unmasks').select('id').where('photo_id', '=', photoId).execute()
  expect(rows).toEqual([])
})

test('C08 nobody uncovers a photo of a case that is out of reach, or one of another case', async () => {
  const { report, photoId } = await caseWith('card_front', await cardPhoto())
  const other = await caseWith('other', await facePhoto())
  const ask = { code: report.code, photoId, reason: 'compare_face', note: null } as const
  const police = await anOfficer(house, { role: 'police_officer', unitId: 'ca-mau' })
  const far = await anOfficer(house, { unitId: 'ca-mau' })
  const clerk = await anOfficer(house)
  expect(objectionOf(await unmaskPhoto(house.app, { ...ask, officer: police }))).toBe('not_your_role')
  expect(objectionOf(await unmaskPhoto(house.app, { ...ask, officer: far }))).toBe('no_such_report')
  expect(objectionOf(await unmaskPhoto(house.app, { ...ask, officer: clerk, photoId: other.photoId }))).toBe(
    'no_such_photo',
  )
})
