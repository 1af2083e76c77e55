import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { App } from '../../../core/ports/app.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { openPhoto } from '../../../core/use-cases/citizen/open-photo.ts'
import { photosOf } from '../../../core/use-cases/citizen/photos-of.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { grantPhotoLinks } from '../../../core/use-cases/desk/photo-link.ts'
import { unmaskPhoto } from '../../../core/use-cases/desk/unmask-photo.ts'
import { cardPhoto } from '../../support/card-photos.ts'
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

/** The house with one of its doors held shut until the test opens it. */
function heldAt(door: 'check' | 'store') {
  let release = () => {}
  let arrive = () => {}
  const open = new Promise<void>((resolve) => (release = resolve))
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const held = async () => {
    arrive()
    await open
  }
  const { photos, files } = house.app
  const app: App = {
    ...house.app,
    ...(door === 'check' && {
      photos: { ...photos, takeIn: async (bytes) => held().then(() => photos.takeIn(bytes)) },
    }),
    ...(door === 'store' && {
      files: { ...files, put: async (key, bytes) => held().then(() => files.put(key, bytes)) },
    }),
  }
  return { app, release, arrived }
}

async function aCase() {
  const report = await aReport(house, { personId: (await house.person()).id })
  const photo = {
    address: report.address ?? '',
    caseId: report.id,
    kind: 'card_front',
    bytes: await cardPhoto(),
    dedupeKey: report.id,
    consentVersion: PHOTO_CONSENT_VERSION,
  } as const
  return { report, photo }
}

async function staffPage(code: string): Promise<string> {
  const browser = deskVisitor(desk.url)
  await browser.logIn(await anAccount(house))
  return (await browser.get(`/can-bo/phan-anh/${code}`)).html
}

const idOf = async (reportId: string) =>
  (await house.app.store.transaction((tx) => tx.photos.ofCase(reportId)))[0]?.id ?? null

test('C10 while a stranger’s file is being checked there is nothing of it to open, for staff and citizen', async () => {
  const { report, photo } = await aCase()
  const { app, release, arrived } = heldAt('check')
  const attaching = attachPhoto(app, photo)
  await arrived
  expect(await idOf(report.id)).toBeNull()
  expect(await staffPage(report.code)).not.toContain('/can-bo/anh/')
  expect(await photosOf(house.app, { address: photo.address, caseId: report.id })).toEqual([])
  release()
  must(await attaching)
})

test('C10 checked but not stored yet: both sides read that it is being checked, and nothing opens', async () => {
  const { report, photo } = await aCase()
  const { app, release, arrived } = heldAt('store')
  const attaching = attachPhoto(app, photo)
  await arrived
  const photoId = (await idOf(report.id)) ?? ''
  const html = await staffPage(report.code)
  expect(html).toContain('đang kiểm tra')
  expect(html).not.toContain('/can-bo/anh/')
  const own = await photosOf(house.app, { address: photo.address, caseId: report.id })
  expect(own.map(({ state }) => state)).toEqual(['waiting'])
  await expect(openPhoto(house.app, photoId)).rejects.toThrow('not ready')
  release()
  must(await attaching)
})

test('C10 C08 stored but not looked at: no link is given, no reason uncovers it; afterwards it opens', async () => {
  const { report, photo } = await aCase()
  const { photoId } = must(await attachPhoto(house.app, photo))
  const officer = await anOfficer(house)
  const links = () => grantPhotoLinks(house.app, { officer, session: 'a session', code: report.code })
  const html = await staffPage(report.code)
  expect(html).toContain('Ảnh này đang kiểm tra')
  expect(html).not.toContain('/can-bo/anh/')
  expect(must(await links()).size).toBe(0)
  const ask = { officer, code: report.code, photoId, reason: 'compare_face', note: null } as const
  expect(objectionOf(await unmaskPhoto(house.app, ask))).toBe('no_such_photo')
  await readCardOfPhoto(house.app, photoId)
  expect(must(await links()).size).toBe(1)
  expect(await staffPage(report.code)).toContain('/can-bo/anh/')
})
