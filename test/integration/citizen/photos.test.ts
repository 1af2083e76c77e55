import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { destroyDuePhotos } from '../../../core/use-cases/citizen/destroy-due-photos.ts'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { dropDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import { openPhoto } from '../../../core/use-cases/citizen/open-photo.ts'
import { photosOf } from '../../../core/use-cases/citizen/photos-of.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { recordReport } from '../../../core/use-cases/citizen/record-report.ts'
import { withdrawReport } from '../../../core/use-cases/citizen/withdraw-report.ts'
import { moveReport } from '../../../core/use-cases/move-report.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aReport, BROWSER, codeOfObjection, doneValue, holdPhone, newDraft } from './citizen-builders.ts'

let house: TestHouse
let draftId: string
const card = readFileSync(sharedData('cccd/images/dev-001.jpg'))
const DAY = 86_400_000

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.advance(3 * 3_600_000)
  await dropDraft(house.app, { address: BROWSER })
  draftId = await newDraft(house)
})

const picture = (shade: number) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: { r: shade, g: 90, b: 90 } } })
    .jpeg()
    .toBuffer()

const send = (bytes: Buffer, kind: PhotoKind = 'dose_paper', wish: object = {}) =>
  attachPhoto(house.app, {
    address: BROWSER,
    caseId: draftId,
    kind,
    bytes,
    dedupeKey: `t|${draftId}|${bytes.length}|${bytes.at(-20)}|${bytes.subarray(-60).toString('hex')}|${kind}`,
    consentVersion: PHOTO_CONSENT_VERSION,
    ...wish,
  })

const row = (photoId: string) =>
  house.db.selectFrom('photos').selectAll().where('id', '=', photoId).executeTakeFirstOrThrow()

async function promised(name: string) {
  const rows = await house.db.selectFrom('tasks').select(['data', 'unique_key']).where('name', '=', name).execute()
  return rows.map((task) => task.data)
}

test('L09 without the consent that is shown today, no photo is stored', async () => {
  for (const consentVersion of [null, '', '2020-01-1']) {
    expect(codeOfObjection(await send(card, 'card_front', { consentVersion }))).toBe('consent_needed')
  }
  const { photoId } = doneValue(await send(card, 'card_front'))
  const { consent_id } = await row(photoId)
  const given = await house.db.selectFrom('consents').selectAll().where('id', '=', consent_id).executeTakeFirstOrThrow()
  expect(given).toMatchObject({ address: BROWSER, text_version: PHOTO_CONSENT_VERSION })
})

test('C01 up to six photos, each with what it shows; the same one twice is one', async () => {
  const first = await picture(10)
  const { photoId } = doneValue(await send(first))
  expect(doneValue(await send(first)).photoId).toBe(photoId)
  for (let shade = 2; shade <= 6; shade++) doneValue(await send(await picture(shade * 20)))
  expect(codeOfObjection(await send(await picture(200)))).toBe('too_many_photos')
  expect(await photosOf(house.app, { address: BROWSER, caseId: draftId })).toHaveLength(6)
  expect(await photosOf(house.app, { address: 'web|portal|stranger', caseId: draftId })).toEqual([])
})

test('six photos sent at the same moment and one more are six', async () => {
  const pictures = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => picture(n * 30)))
  const outcomes = await Promise.all(pictures.map((bytes) => send(bytes)))
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(6)
})

test('C11 C07 what is stored opens only with the case key, and carries no place or camera', async () => {
  const bytes = await sharp(await picture(77))
    .withExif({ IFD0: { Model: 'Nokia 3310' } })
    .toBuffer()
  expect(bytes.includes('Nokia 3310')).toBe(true)
  const { photoId } = doneValue(await send(bytes))
  const { file_key, state } = await row(photoId)
  const sealed = await house.app.files.get(file_key)
  expect(state).toBe('ready')
  expect(sealed?.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false)
  const opened = await openPhoto(house.app, photoId)
  expect(opened.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
  expect((await sharp(opened).metadata()).exif).toBeUndefined()
})

test('C10 a file that is no image is refused with its reason', async () => {
  expect(codeOfObjection(await send(Buffer.from('<svg onload="x"/>')))).toBe('photo_not_an_image')
  expect(codeOfObjection(await send(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])))).toMatch(
    /photo_(damaged|not_an_image)/,
  )
  expect(await photosOf(house.app, { address: BROWSER, caseId: draftId })).toEqual([])
})

test('A10 a card is read once by its task, and what it says is sealed', async () => {
  const { photoId } = doneValue(await send(card, 'card_front'))
  expect(await promised('read-card')).toContainEqual({ photoId })
  expect(await photosOf(house.app, { address: BROWSER, caseId: draftId })).toMatchObject([
    { reading: { state: 'waiting' } },
  ])
  await readCardOfPhoto(house.app, photoId)
  await readCardOfPhoto(house.app, photoId)
  const [photo] = await photosOf(house.app, { address: BROWSER, caseId: draftId })
  expect(photo?.reading).toMatchObject({
    state: 'read',
    card: { cccd: '080177976617', fullName: 'Phạm Ngọc Oanh', dob: '1977-10-11' },
  })
  expect((await row(photoId)).card_facts?.includes('080177976617')).toBe(false)
})

test('C03 a card that cannot be read gives one reason, and stays for the officer', async () => {
  const { photoId } = doneValue(await send(await picture(5), 'card_front'))
  await readCardOfPhoto(house.app, photoId)
  const [photo] = await photosOf(house.app, { address: BROWSER, caseId: draftId })
  expect(photo).toMatchObject({
    state: 'ready',
    reading: { state: 'unread', reason: expect.stringMatching(/^[a-z_]+$/) },
  })
})

async function sentWithPhoto() {
  await holdPhone(house)
  const { photoId } = doneValue(await send(card, 'card_front'))
  const claimant = {
    fullName: 'Trần Thị Ảnh',
    birthDate: `19${60 + Number(house.clock.now().getUTCHours())}-01-01`,
    sex: 'female' as const,
    idNumber: null,
    passportCountry: null,
  }
  return { photoId, ...doneValue(await recordReport(house.app, await aReport(house, { draftId, claimant }))) }
}

async function destroyDue(): Promise<number> {
  const before = (await promised('destroy-photos')).length
  await destroyDuePhotos(house.app)
  const tasks = (await promised('destroy-photos')).slice(before) as { caseId: string; reason: 'retention' }[]
  for (const task of tasks) await destroyPhotos(house.app, task)
  return tasks.length
}

test('C12 a withdrawn report: key, facts and file are gone, and the citizen has a receipt', async () => {
  const { photoId, code, reportId } = await sentWithPhoto()
  const { file_key } = await row(photoId)
  expect(codeOfObjection(await withdrawReport(house.app, { code, address: 'web|portal|stranger' }))).toBe(
    'no_such_report',
  )
  doneValue(await withdrawReport(house.app, { code, address: BROWSER }))
  expect(await promised('destroy-photos')).toContainEqual({ caseId: reportId, reason: 'withdrawn' })
  await destroyPhotos(house.app, { caseId: reportId, reason: 'withdrawn' })
  await destroyPhotos(house.app, { caseId: reportId, reason: 'withdrawn' })
  expect(await row(photoId)).toMatchObject({ state: 'destroyed', card_facts: null })
  expect(await house.app.files.get(file_key)).toBeNull()
  await expect(openPhoto(house.app, photoId)).rejects.toThrow()
  const events = await house.db
    .selectFrom('report_events')
    .select('action')
    .where('report_id', '=', reportId)
    .orderBy('seq')
    .execute()
  expect(events.map((event) => event.action)).toEqual(['record', 'withdraw', 'photos_destroyed'])
  const told = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('report_id', '=', reportId)
    .orderBy('sequence')
    .execute()
  expect(told.map(({ content }) => (content as { templateKey: string }).templateKey)).toEqual([
    'report-recorded',
    'report-withdrawn',
  ])
})

test('C12 photos go 30 days after the end, 7 days after the police result, and unsent ones after 7 days', async () => {
  await house.db.updateTable('photos').set({ state: 'destroyed' }).execute()
  const clerk = await house.staff({ role: 'clerk' })
  const refused = await sentWithPhoto()
  const move = (id: string, action: 'take' | 'refuse' | 'send_to_police' | 'police_confirmed') =>
    house.app.store.transaction(async (tx) => {
      const report = await tx.reports.lock(id)
      const change = action === 'refuse' ? { refusalReasons: ['PHOTO_BLURRED' as const] } : {}
      const actor = action === 'police_confirmed' ? ({ kind: 'system', role: 'system' } as const) : clerk
      doneValue(await moveReport(house.app, tx, report!, { action, actor, change }))
    })
  await move(refused.reportId, 'take')
  await move(refused.reportId, 'refuse')
  house.clock.advance(3_600_000)
  draftId = await newDraft(house)
  const checked = await sentWithPhoto()
  await move(checked.reportId, 'take')
  await move(checked.reportId, 'send_to_police')
  await move(checked.reportId, 'police_confirmed')
  draftId = await newDraft(house)
  const unsent = doneValue(await send(card, 'card_back'))
  house.clock.advance(6 * DAY)
  expect(await destroyDue()).toBe(0)
  house.clock.advance(1.1 * DAY)
  expect(await destroyDue()).toBe(2)
  expect([(await row(checked.photoId)).state, (await row(unsent.photoId)).state]).toEqual(['destroyed', 'destroyed'])
  expect((await row(refused.photoId)).state).toBe('ready')
  house.clock.advance(23 * DAY)
  expect(await destroyDue()).toBe(1)
  expect((await row(refused.photoId)).state).toBe('destroyed')
  expect(await destroyDue()).toBe(0)
  await holdPhone(house)
  const again = doneValue(
    await send(card, 'card_front', { caseId: refused.reportId, dedupeKey: (await row(refused.photoId)).dedupe_key }),
  )
  expect(again.photoId).not.toBe(refused.photoId)
  expect((await row(again.photoId)).state).toBe('ready')
  const reopened = await openPhoto(house.app, again.photoId)
  expect(reopened.length).toBeGreaterThan(1000)
})

test('the file store is never asked while a transaction is open', async () => {
  const { photoId } = doneValue(await send(card, 'card_front'))
  let open = 0
  const asked: number[] = []
  const { store, files } = house.app
  const watched = {
    ...house.app,
    store: {
      ...store,
      transaction: async <T>(work: Parameters<typeof store.transaction<T>>[0]) => {
        open += 1
        return store.transaction<T>(work).finally(() => {
          open -= 1
        })
      },
    },
    files: {
      ...files,
      get: (key: string) => {
        asked.push(open)
        return files.get(key)
      },
    },
  }
  await readCardOfPhoto(watched, photoId)
  expect(asked).toEqual([0])
})
