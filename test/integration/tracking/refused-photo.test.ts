import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import type { FailedPhoto } from '../../../core/domain/report/photo-region.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { destroyPhotos } from '../../../core/use-cases/citizen/destroy-photos.ts'
import { trackReport } from '../../../core/use-cases/citizen/track-report.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { linkOwnPhoto, OWN_PHOTO_MINUTES, openOwnPhoto } from '../../../core/use-cases/follow-up/own-photo.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { plain } from '../../support/form-browser.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { codeOfObjection, doneValue, lastCode } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, reportNow } from '../desk/desk-house.ts'

const CHAT = 7_401
const PHONE = '+84912345678'
let house: BotHouse
let portal: WholePortal
let clerk: Officer
beforeAll(async () => {
  house = await openBotHouse()
  portal = await openWholePortal(house)
  clerk = await anOfficer(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

async function withPhoto() {
  const report = await aReport(house, { address: house.address(CHAT), phone: PHONE })
  const { photoId } = doneValue(
    await attachPhoto(house.app, {
      caseId: report.id,
      address: report.address ?? '',
      dedupeKey: report.id,
      kind: 'dose_paper',
      bytes: readFileSync(sharedData('cccd/images/dev-001.jpg')),
      consentVersion: PHOTO_CONSENT_VERSION,
    }),
  )
  return { report, photoId }
}

async function refuse({ id, code }: Report, photo: FailedPhoto | null) {
  const { version } = await reportNow(house.app, id)
  const decision = { action: 'refuse' as const, reasons: ['PHOTO_BLURRED' as const], sentence: null, photo }
  return decide(house.app, { officer: clerk, code, version, decision })
}

const own = async ({ code, address }: Report) => doneValue(await trackReport(house.app, { code, address }))

test('D04 without a legal reason nothing is refused, neither by the program nor by the table', async () => {
  const report = await aReport(house)
  const none = { action: 'refuse' as const, reasons: [], sentence: 'Không.' }
  const { code, id, version } = report
  expect(codeOfObjection(await decide(house.app, { officer: clerk, code, version, decision: none }))).toBe(
    'reason_needed',
  )
  const row = house.db.updateTable('reports').set({ state: 'refused' }).where('id', '=', id).execute()
  await expect(row).rejects.toThrow(/check constraint/)
})

test('D04 the marked part of the own photo, cut out; unmarked, the whole of it; nothing for a reason that no picture explains', async () => {
  const { report, photoId } = await withPhoto()
  doneValue(await refuse(report, { photoId, region: 'bottom_right' }))
  const { failedPhoto } = await own(report)
  expect(failedPhoto).toEqual({ photoId, region: 'bottom_right' })
  const address = report.address ?? ''
  const sizes = []
  for (const region of ['bottom_right', 'whole'] as const) {
    const link = await linkOwnPhoto(house.app, { address, photo: { photoId, region } })
    const jpeg = await openOwnPhoto(house.app, { address, token: link?.token ?? '' })
    const { width = 0, height = 1 } = await sharp(jpeg ?? undefined).metadata()
    sizes.push([(width / height).toFixed(1), (await sharp(jpeg ?? undefined).stats()).channels[0]?.mean.toFixed(0)])
  }
  expect(sizes[0]?.[0]).toBe(sizes[1]?.[0])
  expect(sizes[0]?.[1]).not.toBe(sizes[1]?.[1])
  const unmarked = await withPhoto()
  doneValue(await refuse(unmarked.report, null))
  expect((await own(unmarked.report)).failedPhoto).toEqual({ photoId: unmarked.photoId, region: 'whole' })
  expect(codeOfObjection(await refuse(await aReport(house), { photoId, region: 'whole' }))).toBe('no_such_photo')
})

test('D04 the picture is for its owner, for minutes, through a link of that browser alone; destroyed, it is gone', async () => {
  const { report, photoId } = await withPhoto()
  doneValue(await refuse(report, { photoId, region: 'top' }))
  const address = report.address ?? ''
  const photo = { photoId, region: 'top' as const }
  expect(await linkOwnPhoto(house.app, { address: 'web|portal|nobody', photo })).toBeNull()
  const { token = '' } = (await linkOwnPhoto(house.app, { address, photo })) ?? {}
  expect(await openOwnPhoto(house.app, { address: 'web|portal|nobody', token })).toBeNull()
  expect(await openOwnPhoto(house.app, { address, token: 'x' })).toBeNull()
  expect(await openOwnPhoto(house.app, { address, token })).not.toBeNull()
  house.clock.advance(OWN_PHOTO_MINUTES * 60_000)
  expect(await openOwnPhoto(house.app, { address, token })).toBeNull()
  const later = (await linkOwnPhoto(house.app, { address, photo }))?.token ?? ''
  await destroyPhotos(house.app, { caseId: report.id, reason: 'retention' })
  expect(await openOwnPhoto(house.app, { address, token: later })).toBeNull()
  expect((await own(report)).failedPhoto).toBeNull()
})

test('D04 page: reason, way to fix, own picture, example picture, one button; only after the proof of the phone', async () => {
  const { report, photoId } = await withPhoto()
  doneValue(await refuse(report, { photoId, region: 'top' }))
  const browser = portal.browser()
  const stranger = await browser.send(await browser.open('/theo-doi'), { code: report.code, tail: '678' })
  expect(stranger.html).not.toContain('/theo-doi/anh/')
  const asked = await browser.send(stranger, {}, 'Sửa và gửi lại')
  const digits = await lastCode(house, PHONE)
  const page = await browser.send(asked, { code: digits })
  const text = plain(page.html)
  for (const told of [
    'Ảnh mờ, không đọc được chữ',
    'Chụp lại nơi đủ sáng',
    'Phần ảnh chưa dùng được',
    'Ảnh nên như thế này',
    'Sửa và gửi lại',
  ])
    expect(text).toContain(told)
  const src = /src="(\/theo-doi\/anh\/[^"]+)"/.exec(page.html)?.[1] ?? ''
  const picture = await browser.ask(src)
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect((await portal.browser().ask(src)).status).toBe(404)
})

test('D04 chat: the picture comes with the reasons, and the button opens the same case again', async () => {
  const { report, photoId } = await withPhoto()
  doneValue(await refuse(report, { photoId, region: 'top' }))
  await house.settle()
  await house.telegram.say(CHAT, report.code)
  await house.settle()
  const picture = house.telegram.sent(CHAT).findLast(({ method }) => method === 'sendPhoto')
  expect((await sharp(picture?.file?.bytes ?? undefined).metadata()).format).toBe('jpeg')
  await house.telegram.press(CHAT, 'Sửa và gửi lại')
  await house.settle()
  await house.telegram.say(CHAT, 'Tôi đã chụp lại ở chỗ sáng.')
  await house.settle()
  expect(await reportNow(house.app, report.id)).toMatchObject({ code: report.code, state: 'queued', round: 2 })
})
