import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { cardLabel } from '../../../core/use-cases/citizen/open-photo.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anAccount, aReport, type DeskPortal, must, openDesk } from './desk-house.ts'
import { deskVisitor } from './desk-visitor.ts'

const LEFT_HALF = [
  { x: 0, y: 0 },
  { x: 400, y: 0 },
  { x: 400, y: 500 },
  { x: 0, y: 500 },
]

let house: TestHouse
let desk: DeskPortal
let report: Report
let photoId: string
let plain: Buffer
beforeAll(async () => {
  house = await openTestHouse()
  desk = await openDesk(house.app)
  report = await aReport(house, { personId: (await house.person()).id })
  plain = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#88a' } })
    .jpeg()
    .toBuffer()
  const photo = { kind: 'card_front', bytes: plain, dedupeKey: 'one', consentVersion: PHOTO_CONSENT_VERSION } as const
  photoId = must(await attachPhoto(house.app, { address: report.address ?? '', caseId: report.id, ...photo })).photoId
  await house.app.store.transaction((tx) => tx.photos.setShownAreas(photoId, [LEFT_HALF]))
})
afterAll(async () => {
  await desk.close()
  await house.close()
})

const linkOn = (html: string) => /<img src="(\/can-bo\/anh\/[^"]+)"/.exec(html)?.[1] ?? 'none'

async function deskOf(wish: Parameters<typeof anAccount>[1] = {}) {
  const browser = deskVisitor(desk.url)
  const account = await anAccount(house, wish)
  await browser.logIn(account)
  return { browser, account }
}

test('C11 a photo opens for its session only, for sixty seconds, and replay elsewhere finds nothing', async () => {
  const { browser, account } = await deskOf()
  const link = linkOn((await browser.get(`/can-bo/phan-anh/${report.code}`)).html)
  const picture = await browser.ask(link)
  expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual([
    200,
    'image/jpeg',
    'no-store',
  ])
  const colleague = await deskOf()
  expect((await colleague.browser.ask(link)).status).toBe(404)
  const police = await deskOf({ role: 'police_officer', unitId: 'ca-mau' })
  expect((await police.browser.ask(link)).status).toBe(404)
  house.clock.advance(30_000)
  const sameOfficerAgain = deskVisitor(desk.url)
  await sameOfficerAgain.logIn(account)
  expect((await sameOfficerAgain.ask(link)).status).toBe(404)
  house.clock.advance(30_000)
  expect((await browser.ask(link)).status).toBe(404)
  const looks = await house.db.selectFrom('audit').select('staff_id').where('action', '=', 'see_photo').execute()
  expect(looks).toEqual([{ staff_id: account.staffId }])
})

test('C11 who looked is burned into the picture, on machines without any font too', async () => {
  const marked = await house.app.photos.watermark(plain, 'can-bo-1 · 2026-11-16 12:00:00')
  const bright = async (jpeg: Buffer) =>
    (await sharp(jpeg).greyscale().raw().toBuffer()).filter((value) => value > 180).length
  expect(await bright(plain)).toBe(0)
  expect(await bright(marked)).toBeGreaterThan(500)
  const other = await house.app.photos.watermark(plain, 'can-bo-2 · 2026-11-16 12:00:00')
  expect(Buffer.compare(marked, other)).not.toBe(0)
})

test('C05 recorded, claimed and the card stand side by side with their agreement', async () => {
  const card = {
    cccd: '001190000018',
    cmnd: null,
    fullName: 'Nguyễn Thị Thử',
    dob: '1990-05-18',
    gender: 'female',
    address: 'Xã Mẫu',
    issued: '2021-05-01',
  }
  await house.app.store.transaction(async (tx) => {
    const key = (await tx.photos.keyOf(report.id))?.wrappedKey
    if (!key) throw new Error('no key')
    const cardFacts = house.app.vault.seal(key, Buffer.from(JSON.stringify(card)), cardLabel(photoId))
    await tx.photos.setReading(photoId, { cardFacts, reason: 'read' })
  })
  const { browser } = await deskOf()
  const { html } = await browser.get(`/can-bo/phan-anh/${report.code}`)
  const row = (label: string) =>
    html
      .split('<tr')
      .find((part) => part.includes(`>${label}`))
      ?.replace(/<[^>]+>/g, '|')
      .replaceAll('&#x3D;', '=')
  expect(row('Họ và tên')).toMatch(/Nguyễn Thị Thử.*= khớp.*Nguyễn Thị Thử.*= khớp/s)
  expect(row('Ngày sinh')).toMatch(/17\/05\/1990.*17\/05\/1990.*18\/05\/1990.*≠ khác/s)
  expect(row('Số định danh')).toMatch(/Không khai.*001190000018\|/s)
  expect(html).toContain('Mã QR trên thẻ khác với lời khai')
})
