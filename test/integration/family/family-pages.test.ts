import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { destroyBirthPapers } from '../../../core/use-cases/family/destroy-birth-papers.ts'
import { paths } from '../../../portal/paths.ts'
import { type FormBrowser, plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { lastCode } from '../citizen/citizen-builders.ts'
import { anAccount } from '../desk/desk-house.ts'
import { aChild, aRelative } from './family-house.ts'

let house: TestHouse
let portal: WholePortal
let jpeg: Buffer
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  jpeg = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#ddd' } })
    .jpeg()
    .toBuffer()
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

let phones = 0
const aPhone = () => `+849100${String(++phones).padStart(5, '0')}`

/** A browser that has proved this phone on the page of the family. */
async function atHome(phone: string): Promise<FormBrowser> {
  const browser = portal.browser()
  const start = await browser.open(paths.family.own)
  expect(start.url).toBe(paths.family.phone)
  const asked = await browser.send(start, { phone: phone.replace('+84', '0') })
  const home = await browser.send(asked, { code: await lastCode(house, phone) })
  expect(home.url).toBe(paths.family.own)
  return browser
}

const day = (iso: string | null) => (iso ?? '').split('-').reverse().join('/')
const typed = (person: { fullName: string; birthDate: string | null; sex: string | null }) => ({
  fullName: person.fullName,
  birthDate: day(person.birthDate),
  sex: person.sex ?? 'female',
})

async function addByFacts(browser: FormBrowser, person: Parameters<typeof typed>[0]) {
  return browser.send(await browser.open(paths.family.add), typed(person))
}

test('A07 a parent reports for three children one after the other, without typing who they are again', async () => {
  const phone = aPhone()
  const browser = await atHome(phone)
  const names = ['Phạm Văn An', 'Phạm Văn Bình', 'Phạm Thị Chi']
  for (const [at, fullName] of names.entries()) {
    const child = await aChild(house, {
      fullName,
      phone,
      birthDate: `2016-0${at + 1}-05`,
      sex: at === 2 ? 'female' : 'male',
    })
    expect((await addByFacts(browser, child)).url).toContain(paths.family.own)
  }
  const codes = new Set<string>()
  for (const fullName of names) {
    const home = await browser.open(paths.family.own)
    const types = await browser.send(home, {}, `Báo sai cho ${fullName}`)
    expect(types.url).toBe(paths.citizen.report)
    const facts = await browser.send(types, { aboutMe: 'WRONG_NAME' })
    expect(facts.url).toBe(paths.reportSteps.facts)
    expect(facts.html).toContain(fullName)
    const photos = await browser.send(facts, { fullName: `${fullName} Nhỏ` })
    expect(photos.html).toContain('name="consent"')
    const review = await browser.send(photos, {}, 'next')
    for (const other of names.filter((one) => one !== fullName)) expect(review.html).not.toContain(other)
    const [, submission = ''] =
      review.forms.flatMap(({ fields }) => fields).find(([name]) => name === 'submission') ?? []
    const receipt = await browser.send(review, { submission })
    codes.add(/PA-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(receipt.html)?.[0] ?? 'none')
  }
  expect([codes.size, codes.has('none')]).toEqual([3, false])
  const rows = await house.db.selectFrom('reports').select(['person_id', 'phone']).where('phone', '=', phone).execute()
  expect(new Set(rows.map((row) => row.person_id)).size).toBe(3)
})

test('A08 one press on the look-up result and on a member: gone, with a code, and a case at the station', async () => {
  const phone = aPhone()
  const [shown, member] = [await aRelative(house, { phone }), await aRelative(house, { phone, fullName: 'Vũ Thị Lạ' })]
  const browser = await atHome(phone)
  await addByFacts(browser, member)
  const result = await browser.send(await browser.open(paths.citizen.lookUp), {
    ...typed(shown),
    phone: phone.replace('+84', '0'),
  })
  expect(result.url).toBe(paths.lookUpSteps.result)
  const done = await browser.send(result, {}, 'Tôi không biết người này')
  expect(done.html).toMatch(/PA-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  expect(plain(done.html)).not.toContain(shown.fullName)
  expect(plain((await browser.open(paths.lookUpSteps.result)).html)).not.toContain(shown.fullName)
  const page = await browser.open(
    /href="(\/gia-dinh\/nguoi\/[^"]+)"/.exec((await browser.open(paths.family.own)).html)?.[1] ?? '',
  )
  expect(page.html).toContain(member.fullName)
  const second = await browser.send(page, {}, 'Tôi không biết người này')
  expect(second.status).toBe(200)
  const home = await browser.open(paths.family.own)
  expect(plain(home.html)).not.toContain(member.fullName)
  expect(home.html.match(/PA-[0-9A-Z]{4}-[0-9A-Z]{4}/g)).toHaveLength(2)
})

async function stationBrowser(): Promise<FormBrowser> {
  const browser = portal.browser()
  const { login, password, code } = await anAccount(house, { role: 'clerk' })
  const second = await browser.send(await browser.open(paths.staff.logIn), { login, password })
  await browser.send(second, { code: code() })
  return browser
}

const file = () => ({ bytes: jpeg, fileName: 'giay.jpg', type: 'image/jpeg' })

test('A07 a child by a photo of the birth certificate: seen by the station, accepted, and the photo is gone', async () => {
  const phone = aPhone()
  const child = await aChild(house, { fullName: 'Đỗ Văn Tí', birthDate: '2018-08-09' })
  const browser = await atHome(phone)
  const form = await browser.open(paths.family.birthPaper)
  const noConsent = await browser.send(form, { ...typed(child), photo: file() })
  expect(noConsent.status).toBe(422)
  const sent = await browser.send(form, { ...typed(child), photo: file(), consent: 'birth-paper-2026-11-1' })
  expect(plain(sent.html)).toContain('Trạm Y tế đang xem')
  const nobody = await browser.send(form, {
    ...typed(child),
    fullName: 'Không Có Em',
    photo: file(),
    consent: 'birth-paper-2026-11-1',
  })
  expect(nobody.status).toBe(200)
  const station = await stationBrowser()
  const desk = await station.open(paths.helper.birthPapers)
  const photoPath = /href="(\/can-bo\/giay-khai-sinh\/[^"]+\/anh)"/.exec(desk.html)?.[1] ?? ''
  expect((await station.download(photoPath)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  const looks = await house.db.selectFrom('audit').select('action').where('subject_kind', '=', 'birth_paper').execute()
  expect(looks).toEqual([{ action: 'see_photo' }])
  await station.send(desk, {}, 'Nhận, thêm vào danh sách')
  expect((await station.ask(photoPath)).status).toBe(404)
  expect(plain((await browser.open(paths.family.own)).html)).toContain('Đỗ Văn Tí')
  await destroyBirthPapers(house.app)
  const left = await house.db
    .selectFrom('birth_papers')
    .select(['file_key', 'wrapped_key'])
    .where('state', '=', 'accepted')
    .execute()
  expect(left).toEqual([{ file_key: '', wrapped_key: null }])
})

test('A07 a birth certificate that nobody looked at for 30 days is destroyed and counts as not accepted', async () => {
  const browser = await atHome(aPhone())
  const form = await browser.open(paths.family.birthPaper)
  const child = { fullName: 'Đỗ Văn Út', birthDate: '01/02/2019', sex: 'male' }
  await browser.send(form, { ...child, photo: file(), consent: 'birth-paper-2026-11-1' })
  house.clock.advance(31 * 86_400_000)
  expect((await destroyBirthPapers(house.app)).destroyed).toBeGreaterThan(0)
  const waiting = await house.db.selectFrom('birth_papers').select('id').where('wrapped_key', 'is not', null).execute()
  expect(waiting).toEqual([])
})

test('A07 somebody of 14 is no child of a birth certificate', async () => {
  const browser = await atHome(aPhone())
  const old = { fullName: 'Đỗ Văn Lớn', birthDate: '01/01/2010', sex: 'male' }
  const form = await browser.open(paths.family.birthPaper)
  const answer = await browser.send(form, { ...old, photo: file(), consent: 'birth-paper-2026-11-1' })
  expect([answer.status, plain(answer.html).includes('dưới 14 tuổi')]).toEqual([422, true])
})

test('A07 a member takes their record over on their own phone, with the code from the list', async () => {
  const phone = aPhone()
  const mother = await aRelative(house, { phone, fullName: 'Bùi Thị Mẹ' })
  const browser = await atHome(phone)
  await addByFacts(browser, mother)
  const page = await browser.open(
    /href="(\/gia-dinh\/nguoi\/[^"]+)"/.exec((await browser.open(paths.family.own)).html)?.[1] ?? '',
  )
  const shown = await browser.send(page, {}, 'Lấy mã chuyển hồ sơ')
  const code = /class="big-code"[^>]*>([^<]+)</.exec(shown.html)?.[1] ?? ''
  const own = await atHome(aPhone())
  const taken = await own.send(await own.open(paths.family.takeOver), { code, birthDate: day(mother.birthDate) })
  expect(plain(taken.html)).toContain('Bùi Thị Mẹ')
  expect(plain((await browser.open(paths.family.own)).html)).not.toContain('Bùi Thị Mẹ')
})

test('A07 a member of somebody else is a page that does not exist', async () => {
  const browser = await atHome(aPhone())
  const answer = await browser.open(paths.family.member('00000000-0000-4000-8000-00000000000a'))
  expect(answer.status).toBe(404)
  expect((await browser.open(paths.family.member("x' or 1=1"))).status).toBe(404)
})
