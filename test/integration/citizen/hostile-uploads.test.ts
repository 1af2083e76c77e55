import { readFileSync } from 'node:fs'
import { deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_CONSENT_VERSION } from '../../../core/domain/consent/photo-consent.ts'
import { attachPhoto } from '../../../core/use-cases/citizen/attach-photo.ts'
import { openPhoto } from '../../../core/use-cases/citizen/open-photo.ts'
import { readCardOfPhoto } from '../../../core/use-cases/citizen/read-card-of-photo.ts'
import { type FormBrowser, plain } from '../../support/form-browser.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { anAccount, aReport } from '../desk/desk-house.ts'
import { lastCode } from './citizen-builders.ts'

let house: TestHouse
let portal: WholePortal
let citizen: FormBrowser
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  citizen = portal.browser()
  const who = { fullName: 'Bùi Thị Tải', birthDate: '01/02/1969', sex: 'female', phone: '0912000888' }
  await citizen.send(await citizen.open('/phan-anh'), { aboutDoses: ['MISSING_DOSE'] })
  const asked = await citizen.send(await citizen.open('/phan-anh/nguoi-phan-anh'), who)
  await citizen.send(asked, { code: await lastCode(house, '+84912000888') })
  const page = await citizen.open('/phan-anh/anh')
  await citizen.send(page, { consent: /name="consent" value="([^"]+)"/.exec(page.html)?.[1] ?? '' }, 'agree')
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const card = readFileSync(sharedData('cccd/images/dev-001.jpg'))
const upload = async (bytes: Uint8Array, fileName = 'anh.jpg', type = 'image/jpeg') =>
  citizen.send(await citizen.open('/phan-anh/anh'), { kind: 'other', photo: { fileName, type, bytes } })
const photos = () => house.db.selectFrom('photos').select(['id', 'state']).execute()

const NOT_AN_IMAGE = 'Tệp này không phải ảnh'
const DAMAGED = 'Ảnh bị hỏng'
const TOO_BIG = 'Ảnh quá lớn'

/** A PNG that promises more pixels than any phone takes; nothing of it would ever have to arrive. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const chunk = (kind: string, content: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, Buffer.from(kind), content, Buffer.alloc(4)])
  }
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1000)))])
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>'
const ZIP = Buffer.concat([Buffer.from('PK\x03\x04'), deflateRawSync(Buffer.alloc(1_000_000))])

test.each<[string, Uint8Array, string]>([
  ['a drawing with a script, called a photo', Buffer.from(SVG), NOT_AN_IMAGE],
  ['a drawing behind a byte-order mark', Buffer.from(`\ufeff<?xml version="1.0"?>${SVG}`), NOT_AN_IMAGE],
  ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), NOT_AN_IMAGE],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj'), NOT_AN_IMAGE],
  ['a program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(500)]), NOT_AN_IMAGE],
  ['an archive', ZIP, NOT_AN_IMAGE],
  ['a TIFF, which no phone sends', Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(300)]), NOT_AN_IMAGE],
  ['a photo cut in half', card.subarray(0, card.length / 2), DAMAGED],
  ['a header and nothing else', card.subarray(0, 20), DAMAGED],
  ['a bomb of 3.6 thousand million pixels', pngOf(60_000, 60_000), TOO_BIG],
  ['a picture of no height', pngOf(500, 0), DAMAGED],
])('C10 at the portal’s door: %s is refused with its reason and leaves nothing', async (_, bytes, reason) => {
  const before = await photos()
  const page = await upload(bytes)
  expect([page.status, plain(page.html)]).toEqual([422, expect.stringContaining(reason)])
  expect(await photos()).toEqual(before)
})

test('C10 at the portal’s door: a file over 8 MB is not even held, whatever it is', async () => {
  const page = await upload(Buffer.concat([card, Buffer.alloc(9 * 1024 * 1024)]))
  expect(page.status).toBe(413)
  expect(await photos()).toEqual([])
})

test('C10 at the portal’s door: the sender’s file name and type are believed by nobody and shown to nobody', async () => {
  const name = '../../<img src=x onerror=alert(1)>.svg'
  const page = await upload(await sharp(card).resize(400).jpeg().toBuffer(), name, 'image/svg+xml')
  expect(page.html).not.toContain('onerror')
  const [photo] = await house.db.selectFrom('photos').selectAll().execute()
  expect(photo).toMatchObject({ state: 'ready', file_key: expect.stringMatching(/^case-photo\/[0-9a-f-]{36}$/) })
})

test('C10 at the portal’s door: what hides behind a real photo is gone with its metadata', async () => {
  const polyglot = Buffer.concat([
    await sharp(card).resize(300).jpeg().toBuffer(),
    Buffer.from(`<script>${SVG}</script>`),
    ZIP,
  ])
  const before = (await photos()).length
  expect((await upload(polyglot)).status).toBe(200)
  const after = await house.db.selectFrom('photos').selectAll().orderBy('received_at', 'desc').execute()
  expect(after).toHaveLength(before + 1)
  for (const photo of after) {
    const opened = await openPhoto(house.app, photo.id)
    expect(opened.includes('<script>')).toBe(false)
    expect(opened.includes('PK\x03\x04')).toBe(false)
  }
})

test('C10 a photo that is not checked and sealed yet is shown to nobody, and comes when it is sent again', async () => {
  const report = await aReport(house)
  const photo = {
    address: report.address ?? '',
    caseId: report.id,
    kind: 'card_front',
    bytes: card,
    dedupeKey: 'p',
  } as const
  const killed = {
    ...house.app,
    files: { ...house.app.files, put: () => Promise.reject(new Error('the disk is away')) },
  }
  const consentVersion = PHOTO_CONSENT_VERSION
  await expect(attachPhoto(killed, { ...photo, consentVersion })).rejects.toThrow('the disk is away')
  const waiting = await house.db.selectFrom('photos').select('state').where('report_id', '=', report.id).execute()
  expect(waiting).toEqual([{ state: 'waiting' }])
  const clerk = portal.browser()
  const { login, password, code } = await anAccount(house)
  const second = await clerk.send(await clerk.open('/can-bo/dang-nhap'), { login, password })
  await clerk.send(second, { code: code() })
  const pictures = async () =>
    ((await clerk.open(`/can-bo/phan-anh/${report.code}`)).html.match(/\/can-bo\/anh\//g) ?? []).length
  expect(await pictures()).toBe(0)
  const attached = await attachPhoto(house.app, { ...photo, consentVersion })
  if (!attached.ok) throw new Error(attached.objection.code)
  // Sealed, but nobody has looked yet what of it may be shown.
  expect(await pictures()).toBe(0)
  await readCardOfPhoto(house.app, attached.value.photoId)
  expect(await pictures()).toBeGreaterThan(0)
})

test('C10 after all of it the door still takes a good photo', async () => {
  expect((await upload(await sharp(card).resize(500).png().toBuffer())).status).toBe(200)
  expect((await photos()).filter((photo) => photo.state === 'ready').length).toBeGreaterThanOrEqual(4)
})
