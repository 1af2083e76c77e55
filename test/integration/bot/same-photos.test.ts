import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHOTO_KINDS, type PhotoKind } from '../../../core/domain/citizen/photo-kind.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import type { FormBrowser, Page } from '../../support/form-browser.ts'
import { sharedData } from '../../support/shared-data.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'

let house: BotHouse
let portal: WholePortal

beforeAll(async () => {
  house = await openBotHouse()
  portal = await openWholePortal(house)
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const SIX: readonly (readonly [file: string, kind: PhotoKind])[] = [
  ['dev-001', 'card_front'],
  ['dev-002', 'card_back'],
  ['dev-003', 'dose_paper'],
  ['dev-004', 'dose_paper'],
  ['dev-005', 'other'],
  ['dev-006', 'other'],
].map(([name, kind]) => [sharedData(`cccd/images/${name}.jpg`), kind as PhotoKind])

const label = (kind: PhotoKind) => house.render.sentence(`chat.photoKinds.${kind}`, 'vi')
const agree = () => house.render.sentence('chat.consent.yes', 'vi')

/** The stored set of one case: what each photo shows and its bytes, whatever its order and id. */
async function storedFor(address: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('photos')
    .select(['kind', 'sha256', 'bytes', 'width', 'height', 'state'])
    .where('draft_address', '=', address)
    .execute()
  return rows.map((row) => JSON.stringify(row)).sort()
}

async function byTelegram(chat: number): Promise<string> {
  for (const [file, kind] of SIX) {
    await house.telegram.sendDocument(chat, readFileSync(file))
    await house.settle()
    if (house.telegram.last(chat).buttons.some((button) => button.text === agree())) {
      await house.telegram.press(chat, agree())
      await house.settle()
    }
    await house.telegram.press(chat, label(kind))
    await house.settle()
  }
  return house.address(chat)
}

/** The page waits for its answer, which is given meanwhile. */
async function answered<T>(act: Promise<T>): Promise<T> {
  let over = false
  const end = () => {
    over = true
  }
  act.then(end, end)
  while (!over) {
    await house.settle()
    await wait(20)
  }
  return act
}

const jpeg = (file: string) => ({ fileName: 'anh.jpg', type: 'image/jpeg', bytes: readFileSync(file) })
const sessionOf = (browser: FormBrowser) => `web|portal|${browser.cookies.get('phien')?.split('.')[0]}`

async function byWebChat(): Promise<string> {
  const browser = portal.browser()
  const press = async (page: Page, words: string) => answered(browser.send(page, {}, words))
  for (const [file, kind] of SIX) {
    let page = await answered(browser.send(await browser.open('/tro-chuyen'), { file: jpeg(file) }))
    if (page.forms.some((form) => form.buttons.some((button) => button.label === agree())))
      page = await press(page, agree())
    await press(page, label(kind))
  }
  return sessionOf(browser)
}

async function byPortal(): Promise<string> {
  const browser = portal.browser()
  const who = { fullName: 'Bùi Thị Ảnh', birthDate: '01/02/1969', sex: 'female', phone: '0912000777' }
  await browser.send(await browser.open('/phan-anh'), { aboutDoses: ['MISSING_DOSE'] })
  const asked = await browser.send(await browser.open('/phan-anh/nguoi-phan-anh'), who)
  await browser.send(asked, { code: await lastCode(house, '+84912000777') })
  const page = await browser.open('/phan-anh/anh')
  const consent = /name="consent" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  await browser.send(page, { consent }, 'agree')
  for (const [file, kind] of SIX) await browser.send(await browser.open('/phan-anh/anh'), { kind, photo: jpeg(file) })
  return sessionOf(browser)
}

test('C01 the same six images by Telegram, web chat and portal give identical stored sets', async () => {
  expect(new Set(SIX.map(([, kind]) => kind))).toEqual(new Set(PHOTO_KINDS))
  const sets = [
    await storedFor(await byTelegram(8_600)),
    await storedFor(await byWebChat()),
    await storedFor(await byPortal()),
  ]
  expect(sets[0]).toHaveLength(6)
  expect(new Set(sets[0]?.map((row) => JSON.parse(row).sha256)).size).toBe(6)
  expect(sets[1], 'web chat').toEqual(sets[0])
  expect(sets[2], 'portal').toEqual(sets[0])
})
