import { afterAll, beforeEach, expect, test } from 'vitest'
import { dropForgottenUploads, keepUpload } from '../../../core/use-cases/chat/uploads.ts'
import { destroyDuePhotos } from '../../../core/use-cases/citizen/destroy-due-photos.ts'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { provePhotosGone, wrongWith } from '../../../core/use-cases/clock/prove-photos-gone.ts'
import { TIMETABLE } from '../../../workers/timetable.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { aPhone, aSentReport } from './rights-house.ts'

const DAY = 86_400_000

let house: TestHouse
beforeEach(async () => {
  await house?.close()
  house = await openTestHouse()
})
afterAll(() => house.close())

test('C12 every road a photo takes ends in the nightly proof of 0, with a row that says so', async () => {
  const address = 'telegram|bot|1'
  const { reportId } = await aSentReport(house, { address, phone: aPhone(1) })
  const ended = await aSentReport(house, { address: 'telegram|bot|2', phone: aPhone(2) })
  await house.db.updateTable('reports').set({ state: 'closed' }).where('id', '=', ended.reportId).execute()
  const uploadId = await keepUpload(house.app, { address, bytes: Buffer.from('a picture') })
  expect(await provePhotosGone(house.app)).toMatchObject({ kept: 2, overdue: 0, keylessFiles: 0, forgottenUploads: 0 })

  house.clock.advance(31 * DAY)
  const late = await provePhotosGone(house.app)
  expect(late).toMatchObject({ kept: 2, overdue: 1, forgottenUploads: 1 })
  const told: [string, number][] = []
  await TIMETABLE['prove-photos-gone']?.work(house.app, (code, count) => told.push([code, count]))
  expect(told).toEqual([['photos_overdue', 2]])

  expect((await destroyDuePhotos(house.app)).cases).toBe(1)
  await dropForgottenUploads(house.app)
  await destroyPhotos(house.app, { caseId: ended.reportId, reason: 'retention' })
  const clean = await provePhotosGone(house.app)
  expect([clean.kept, wrongWith(clean)]).toEqual([1, 0])
  expect(await house.app.files.get(`chat-upload/${uploadId}`)).toBeNull()
  const receipts = await house.app.store.transaction((tx) => tx.outbox.ofReport(ended.reportId))
  expect(receipts.map(({ templateKey }) => templateKey)).toContain('photos-destroyed')
  expect(await house.db.selectFrom('photo_proofs').select('overdue').orderBy('id').execute()).toEqual(
    [0, 1, 1, 0].map((overdue) => ({ overdue })),
  )
  expect((await house.app.store.transaction((tx) => tx.reports.get(reportId)))?.state).toBe('queued')
})

test('C12 7 days after the police result; a file whose key is gone but that was not removed is counted', async () => {
  const { reportId } = await aSentReport(house, { address: 'telegram|bot|1', phone: aPhone(3) })
  house.clock.advance(60_000)
  await house.app.store.transaction((tx) =>
    tx.history.append({
      subject: 'report',
      subjectId: reportId,
      action: 'police_confirmed',
      from: 'needs_identity',
      to: 'approved',
      actor: { kind: 'system', role: 'system' },
      detail: {},
      at: house.clock.now(),
    }),
  )
  house.clock.advance(7 * DAY - 60_000)
  expect((await provePhotosGone(house.app)).overdue).toBe(0)
  house.clock.advance(3 * 3_600_000)
  expect((await provePhotosGone(house.app)).overdue).toBe(1)
  await house.app.store.transaction((tx) => tx.photos.destroyKeys(reportId, house.clock.now()))
  expect(await provePhotosGone(house.app)).toMatchObject({ overdue: 0, keylessFiles: 1 })
  await destroyPhotos(house.app, { caseId: reportId, reason: 'retention' })
  expect(wrongWith(await provePhotosGone(house.app))).toBe(0)
})
