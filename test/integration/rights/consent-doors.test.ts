import { afterAll, beforeAll, expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { makeUploadLink } from '../../../core/use-cases/channel-switch/upload-link.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { askRight } from '../../../core/use-cases/rights/ask-right.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport, codeOfObjection, doneValue, hoa, holdPhone, newDraft } from '../citizen/citizen-builders.ts'
import { aPhone, aPhoto, provedBrowser, words } from './rights-house.ts'

let house: TestHouse
let portal: WholePortal
let picture: { fileName: string; type: string; bytes: Buffer }
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  picture = { fileName: 'the.jpg', type: 'image/jpeg', bytes: await aPhoto() }
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const kept = async () => ({
  photos: (await house.db.selectFrom('photos').select('id').execute()).length,
  uploads: (await house.db.selectFrom('chat_uploads').select('id').execute()).length,
})

/** The version stored with the photo received last. */
async function lastVersion(): Promise<string> {
  const row = await house.db
    .selectFrom('photos')
    .innerJoin('consents', 'consents.id', 'photos.consent_id')
    .select('text_version')
    .orderBy('photos.received_at', 'desc')
    .executeTakeFirstOrThrow()
  return row.text_version
}

async function addressOf(phone: string): Promise<string> {
  const row = await house.db
    .selectFrom('proofs')
    .select('address')
    .where('phone', '=', phone)
    .where('address', 'like', 'web|%')
    .executeTakeFirstOrThrow()
  return row.address
}

test('L09 the API refuses an upload without the version of the text that is shown today', async () => {
  const address = 'web|portal|api'
  const caseId = await newDraft(house, address)
  const before = await kept()
  for (const consentVersion of [null, '', '2020-01-1', 'sheet-2026-11-1']) {
    const photo = { address, caseId, kind: 'other' as const, bytes: picture.bytes, dedupeKey: 'p', consentVersion }
    expect(codeOfObjection(await attachPhoto(house.app, photo))).toBe('consent_needed')
  }
  expect(await kept()).toEqual(before)
})

test('L09 L05 after consent was taken back an old page does not speak for the person: the API asks anew', async () => {
  const [address, phone] = ['web|portal|old-page', aPhone(61)]
  await holdPhone(house, address, phone)
  const caseId = await newDraft(house, address)
  const send = (dedupeKey: string) =>
    attachPhoto(house.app, {
      address,
      caseId,
      kind: 'other',
      bytes: picture.bytes,
      dedupeKey,
      consentVersion: PHOTO_CONSENT_VERSION,
    })
  doneValue(await send('first'))
  const { receipt } = doneValue(await askRight(house.app, { address, kind: 'withdraw', words: null, locale: 'vi' }))
  expect(receipt?.photos).toBe(1)
  expect(codeOfObjection(await send('second'))).toBe('consent_needed')
})

test('L09 portal: the photos page takes no picture before the yes, shows the counter path, and stores the version with it', async () => {
  const phone = aPhone(62)
  const browser = await provedBrowser(house, portal, phone)
  const address = await addressOf(phone)
  const corrections = [{ field: 'fullName' as const, correct: 'Nguyễn Thị Thơ', source: 'typed' as const }]
  await saveDraft(house.app, {
    address,
    body: { ...EMPTY_DRAFT, types: ['WRONG_NAME'], claimant: hoa, phone, corrections },
  })
  const page = await browser.open('/phan-anh/anh')
  expect(words(page)).toContain('mang giấy tờ đến Trạm Y tế')
  const before = await kept()
  const form = new FormData()
  form.append('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '')
  form.append('act', 'add')
  form.append('kind', 'other')
  form.append('photo', new Blob([new Uint8Array(picture.bytes)], { type: 'image/jpeg' }), 'the.jpg')
  expect((await browser.ask('/phan-anh/anh', { method: 'POST', body: form })).status).toBe(422)
  expect(await kept()).toEqual(before)
  const agreed = await browser.send(page, { consent: PHOTO_CONSENT_VERSION })
  await browser.send(agreed, { kind: 'other', photo: picture })
  expect([(await kept()).photos, await lastVersion()]).toEqual([before.photos + 1, PHOTO_CONSENT_VERSION])
})

test('L09 a later photo of a sent report needs its own tick', async () => {
  const phone = aPhone(63)
  const browser = await provedBrowser(house, portal, phone)
  const address = await addressOf(phone)
  const { code } = doneValue(
    await recordReport(
      house.app,
      await aReport(house, { provedBy: address, phone, draftId: await newDraft(house, address) }),
    ),
  )
  const page = await browser.open(`/theo-doi/${code}/gui-them`)
  const before = await kept()
  const refused = await browser.send(page, { kind: 'other', photo: picture })
  expect([refused.status, await kept()]).toEqual([422, before])
  await browser.send(page, { kind: 'other', photo: picture, consent: PHOTO_CONSENT_VERSION })
  expect([(await kept()).photos, await lastVersion()]).toEqual([before.photos + 1, PHOTO_CONSENT_VERSION])
})

test('L09 the upload link takes nothing without the tick, and stores the version for the chat it belongs to', async () => {
  const address = 'telegram|bot|links'
  const token = await house.app.store.transaction((tx) => makeUploadLink(house.app, tx, address))
  const browser = portal.browser()
  const page = await browser.open(`/gui-anh/${token}`)
  expect(words(page)).toContain('Trạm Y tế')
  const before = await kept()
  expect((await browser.send(page, { photo: picture })).status).toBe(422)
  expect(await kept()).toEqual(before)
  await browser.send(page, { photo: picture, consent: PHOTO_CONSENT_VERSION })
  const consent = await house.app.store.transaction((tx) => tx.citizens.consentOf(address, PHOTO_CONSENT_VERSION))
  expect([(await kept()).uploads, consent?.textVersion]).toEqual([before.uploads + 1, PHOTO_CONSENT_VERSION])
})
