import { randomUUID } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import { BLOCKING_REASONS } from '../../../core/domain/signing/blocking-reason.ts'
import { exportForPlatform } from '../../../core/use-cases/exchange/export-for-platform.ts'
import { settleResults } from '../../../core/use-cases/exchange/settle-results.ts'
import { issuePassport } from '../../../core/use-cases/passport/issue-passport.ts'
import { signRecords } from '../../../core/use-cases/signing/sign-records.ts'
import { decodeBase45, encodeBase45 } from '../../../platform/passport/base45.ts'
import { createPassportDesk } from '../../../platform/passport/passport-desk.ts'
import { makePracticeSigner, readPassportSigner } from '../../../platform/passport/signer.ts'
import { findCodes } from '../../../platform/photos/qr-decoder.ts'
import { readSheet } from '../../../platform/sheets/read-sheet.ts'
import { type FormBrowser, plain } from '../../support/form-browser.ts'
import { cardSeen } from '../counter/counter-house.ts'
import {
  approve,
  aReport,
  type ChainHouse,
  MINUTES,
  newIdNumber,
  openChainHouse,
  SCAN,
  sendToPolice,
  value,
} from './chain-house.ts'
import { type LastPages, openLastPages } from './pages2-portal.ts'

let house: ChainHouse
let pages: LastPages
beforeEach(async () => {
  await close()
  house = await openChainHouse()
  pages = await openLastPages(house)
})
afterAll(close)

async function close() {
  await pages?.close()
  await house?.close()
}

const HEADER = 'Mã đối tượng,Họ và tên,Ngày sinh,Giới tính,CCCD/CMND,Số điện thoại,Kết quả xác minh'
const csv = (...lines: string[]) => ({
  fileName: 'ket-qua.csv',
  type: 'text/csv',
  bytes: Buffer.from([HEADER, ...lines].join('\n')),
})

/** A person whose phone is approved to become 0912345678. */
async function personWithNewPhone(serial: number, fullName: string): Promise<PlatformRecord> {
  const person = await house.person({ fullName, idNumber: newIdNumber(serial), phone: '+84900000001' })
  const phone = { field: 'phone', recorded: '+84900000001', correct: '+84912345678', source: 'typed' } as const
  await approve(house, await aReport(house, person, { types: ['WRONG_PHONE'], changes: [phone] }))
  return person
}

const lineOf = (person: PlatformRecord, phone: string) =>
  `${person.recordId},${person.fullName},17/05/1990,Nữ,${person.idNumber},${phone},Xác minh thông tin đúng`

const sendOut = () => exportForPlatform(house.app, { officer: house.clerk, kind: 'hand_edit' })
const stillWaiting = async (browser: FormBrowser, path: string) => plain((await browser.open(path)).html)

test('G03 read back: preview, apply, then landed, lost and overwritten values stand as was, is and approved; G05 the officer decides', async () => {
  const people = [
    await personWithNewPhone(1, 'Trần Thị Vào'),
    await personWithNewPhone(2, 'Lê Văn Mất'),
    await personWithNewPhone(3, 'Phạm Thị Khác'),
  ] as const
  value(await sendOut())
  house.clock.advance(60_000)
  const clerk = await pages.officer('clerk')
  const phones = ['0912345678', '0900000001', '0900000009']
  const lines = people.map((person, n) => lineOf(person, phones[n] ?? ''))
  const preview = await clerk.send(await clerk.open('/can-bo/ket-qua'), {
    file: csv(...lines, ',Không Mã,01/01/1990,Nam,,,Đúng', 'S-LA,Người Lạ,01/01/1990,Nam,,,Đúng'),
    rows: '5',
  })
  const shown = plain(preview.html)
  expect(shown).toContain('Số dòng của tệp 5')
  expect(shown).toContain('Số dòng theo khai báo 5')
  expect(shown).toContain('Xác minh đúng 4')
  expect(shown).toContain('Thiếu mã đối tượng.')
  expect(shown).not.toContain('Đã vào Nền tảng')
  expect((await house.db.selectFrom('people').select('phone').execute()).every((one) => one.phone?.endsWith('1'))).toBe(
    true,
  )

  const applying = await clerk.send(preview, {}, 'apply')
  expect(applying.html).toContain('<progress id="progress-bar"')
  await settleResults(house.app, { importId: preview.url.split('/').at(-1) ?? '' })
  const outcome = await clerk.open(applying.url)
  const text = plain(outcome.html)
  expect(text).toContain('Người khác đã sửa 1 Chưa vào 1 Đã vào Nền tảng 1')
  expect(text).toMatch(/Phạm Thị Khác \S+ Số điện thoại 0900000001 0900000009 0912345678 Vẫn dùng giá trị đã duyệt/)
  expect(text).toMatch(/Lê Văn Mất \S+ Số điện thoại 0900000001 0900000001 0912345678/)
  expect(text).toMatch(/Trần Thị Vào \S+ Số điện thoại 0900000001 0912345678 0912345678/)
  expect(text).toContain('Dòng không nhận được 2')
  expect(text).toContain('Chưa có đối tượng này trong sổ.')

  expect((await clerk.send(outcome, {}, 'accept')).html).toContain('Đã ghi nhận lựa chọn')
  expect(await stillWaiting(clerk, outcome.url)).toContain('Không còn phải chọn')
  expect(value(await sendOut()).totals.rows, 'the lost one and the chosen one').toBe(2)
})

test('G06 control totals: refused rows come back as the same file with a column of reasons', async () => {
  const clerk = await pages.officer('clerk')
  const page = await clerk.send(await clerk.open('/can-bo/ket-qua'), { file: csv('S-1,Tên,01/01/1990,Nam,,,chưa rõ') })
  const href = /href="([^"]+dong-loi)"/.exec(page.html)?.[1] ?? ''
  const sheet = await readSheet(await clerk.download(href))
  if (!sheet.ok) throw new Error(sheet.reason)
  const [header, row] = sheet.lines.map((line) => line.cells)
  expect(header?.slice(0, 7)).toEqual(HEADER.split(','))
  expect(row).toEqual(['S-1', 'Tên', '01/01/1990', 'Nam', '', '', 'chưa rõ', 'Kết quả xác minh không đọc được.'])
})

test('G06 control totals: a list short of its own total, without its columns or no sheet at all is refused with the difference', async () => {
  const clerk = await pages.officer('clerk')
  const upload = async (file: ReturnType<typeof csv> | null, rows = '') =>
    plain((await clerk.send(await clerk.open('/can-bo/ket-qua'), { ...(file && { file }), rows })).html)
  const line = 'S-1,Tên,01/01/1990,Nam,,,Đúng'
  expect(await upload(csv(line), '3')).toContain('theo khai báo 3 dòng, đếm được 1 dòng, lệch -2')
  expect(await upload({ ...csv(), bytes: Buffer.from('Mã đối tượng,Họ và tên\nS-1,Tên') })).toContain(
    'Tệp thiếu cột bắt buộc: Kết quả xác minh.',
  )
  expect(await upload({ ...csv(), bytes: Buffer.from('%PDF-1.7 …') })).toContain('Đây không phải bảng tính')
  expect(await upload(null)).toContain('Hãy chọn một tệp.')
  expect(await upload(csv(line), '-1')).toContain('Số dòng phải là một số nguyên dương.')
  expect(await house.db.selectFrom('imports').select('id').where('kind', '=', 'results').execute()).toEqual([])
})

test('F10 the same list twice says so and changes nothing; another station does not see it', async () => {
  const clerk = await pages.officer('clerk')
  const send = async () =>
    clerk.send(await clerk.open('/can-bo/ket-qua'), { file: csv('S-1,Tên,01/01/1990,Nam,,,Đúng') })
  const first = await send()
  const second = await send()
  expect(second.url).toBe(`${first.url}?told=known`)
  expect(second.html).toContain('Tệp này đã được nhập trước đây')
  const station = { kind: 'station', name: 'Trạm Y tế xã Khác', parent_id: 'ttyt-mau', police_unit_id: 'ca-mau' }
  const dataset = { dataset_version: '2021', valid_from: '2021-01-01' }
  await house.db
    .insertInto('units')
    .values({ id: 'tyt-khac', code: 'tyt-khac', ...station, ...dataset })
    .execute()
  const stranger = await pages.officer('clerk', 'tyt-khac')
  for (const path of [first.url, `${first.url}/dong-loi`]) expect((await stranger.open(path)).status, path).toBe(404)
})

test('K02 roles: results are the station’s, signing is the head’s alone', async () => {
  const status = async (role: 'clerk' | 'head' | 'police_officer', path: string) =>
    (await (await pages.officer(role)).open(path)).status
  expect(await status('clerk', '/can-bo/ket-qua')).toBe(200)
  expect(await status('head', '/can-bo/ky')).toBe(200)
  // A clerk looks at what is ready, as the second pair of eyes, and cannot sign (H01).
  const looking = await (await pages.officer('clerk')).open('/can-bo/ky')
  expect([looking.html.includes('value="certificate"'), looking.html.includes('value="two_on"')]).toEqual([
    false,
    false,
  ])
  expect(await status('police_officer', '/can-bo/ky')).toBe(403)
  expect(await status('police_officer', '/can-bo/ket-qua')).toBe(403)
  expect((await pages.citizen().open('/can-bo/ky')).url).toContain('/can-bo/dang-nhap')
})

const matched = (serial: number, wish = {}) =>
  house.person({ idNumber: newIdNumber(serial), class: 'right', matchResult: 'right', ...wish })

test('H01 ready to sign: one confirmed act signs those ticked; an unconfirmed one signs nobody and keeps the ticks', async () => {
  const [chosen, other] = [await matched(1, { fullName: 'Trần Thị Ký' }), await matched(2, { fullName: 'Lê Văn Để' })]
  const head = await pages.officer('head')
  const page = await head.open('/can-bo/ky')
  expect(plain(page.html)).toContain('Mũi 1 · AstraZeneca · 10/11/2021')
  expect(plain(page.html), 'the end of the number tells two people apart').toContain('•••••••••001')
  expect(page.html).not.toContain(newIdNumber(1))
  const unconfirmed = await head.send(page, { person: [chosen.id] }, 'certificate')
  expect(unconfirmed.status).toBe(422)
  expect(unconfirmed.html).toContain('Hãy đánh dấu đã xem trước khi ký.')
  expect(unconfirmed.html).toContain(`value="${chosen.id}" aria-label="Chọn: Trần Thị Ký" checked`)
  expect(unconfirmed.html).not.toContain(`value="${other.id}" aria-label="Chọn: Lê Văn Để" checked`)
  expect((await head.send(page, { person: [], confirmed: 'yes' }, 'certificate')).html).toContain(
    'Hãy chọn ít nhất một',
  )
  const done = plain((await head.send(page, { person: [chosen.id], confirmed: 'yes' }, 'certificate')).html)
  expect(done).toContain('Đã ký số 1 người.')
  expect(done).toContain('Lưu ý: khi ký chưa kiểm tra được chứng thư có bị thu hồi không.')
  expect(done).toMatch(/Trần Thị Ký S\w+ Đã ký số Phạm Thị Thử/)
  expect(done).toContain('Lê Văn Để')
  const tasks = await house.db.selectFrom('tasks').select('name').where('name', '=', 'issue-passport').execute()
  expect(tasks).toHaveLength(1)
  const again = await head.send(page, { person: [chosen.id], confirmed: 'yes' }, 'certificate')
  expect(plain(again.html)).toContain('Chưa có hồ sơ nào sẵn sàng để ký.')
})

test('H01 ready to sign: 500 people in one confirmed act', { timeout: 120_000 }, async () => {
  for (let n = 0; n < 500; n += 1) await matched(n)
  const head = await pages.officer('head')
  const signed = await head.send(await head.open('/can-bo/ky'), { confirmed: 'yes' }, 'certificate')
  expect(plain(signed.html)).toContain('Đã ký số 500 người.')
})

test('H11 minutes when there is no certificate: kept, named minutes, never shown as signed', async () => {
  await pages.close()
  // An officer to whom nobody has issued a certificate.
  pages = await openLastPages(house, {
    ...house.app,
    signing: {
      ...house.app.signing,
      driverOf: async () => null,
      signEach: async () => ({ ok: false as const, reason: 'no_certificate' as const }),
    },
  })
  const person = await matched(1, { fullName: 'Trần Thị Ký' })
  const head = await pages.officer('head')
  const refused = await head.send(await head.open('/can-bo/ky'), { confirmed: 'yes' }, 'certificate')
  expect(refused.html).toContain('Bạn chưa có chứng thư số. Hãy lập biên bản ở dưới.')
  expect(refused.html).toContain('<details class="card" open>')
  const { parties } = MINUTES
  const dateless = await head.send(refused, { parties, date: '31/02/2026' }, 'minutes')
  expect(dateless.html).toContain('Biên bản còn thiếu')
  expect(dateless.html).toContain(`value="${parties}"`)
  const drawn = await head.send(dateless, { date: '16/11/2026' }, 'minutes')
  expect(plain(drawn.html)).toMatch(/Biên bản BB-\d{4}-0001 Chờ bản chụp/)
  const scan = { fileName: 'bien-ban.pdf', type: 'application/pdf', bytes: SCAN }
  const kept = plain((await head.send(drawn, { scan }, 'record')).html)
  expect(kept).toContain('Những người này vẫn chưa được ký số.')
  expect(kept).toContain('Đã ký số 0 người. Có biên bản, chưa ký số: 1 người.')
  expect(kept).toMatch(/Trần Thị Ký S\w+ Biên bản BB-\d{4}-0001, chưa ký số/)
  expect(kept).toMatch(/Sẵn sàng để ký 1 .*Trần Thị Ký Có biên bản, chưa ký số/)
  expect((await house.app.store.transaction((tx) => tx.records.get(person.id)))?.signedAt).toBeNull()
})

test('H12 why no passport yet: everybody who waits has one reason with its next step, and a reason is a filter', async () => {
  await house.person({ fullName: 'Không Có Số' })
  await house.person({ fullName: 'Số Ngắn', idText: '12345' })
  const checked = await house.person({ idNumber: newIdNumber(1), class: 'wrong_facts', matchResult: 'wrong' })
  await sendToPolice(house, await aReport(house, checked), checked, newIdNumber(1))
  await aReport(house, await matched(2))
  await house.person({ idNumber: newIdNumber(3), matchResult: 'wrong' })
  await house.person({ idNumber: newIdNumber(4), matchResult: 'not_verifiable' })
  await house.person({ idNumber: newIdNumber(5) })
  await matched(6, { doses: [] })
  await matched(7, { doses: [{ vaccine: 'Covivac' }] })
  await matched(18, { doses: [{ givenOn: '1980-01-01' }] })
  await matched(19, { fullName: 'Ольга Thử' })
  await oneFrozenAndTwoJoined()
  const head = await pages.officer('head')
  const page = await head.open('/can-bo/ky')
  const [, blocked = ''] = page.html.replaceAll('&#x3D;', '=').split('id="blocked"')
  expect([...blocked.matchAll(/<a href="[^"]*reason=(\w+)/g)].map((match) => match[1])).toEqual([...BLOCKING_REASONS])
  const short = plain((await head.open('/can-bo/ky?reason=malformed_id')).html)
  expect(short).toMatch(/Số Ngắn 17\/05\/1990 •{5} Số định danh sai định dạng/)
  expect(short).not.toContain('Không Có Số')
})

/** A dose its person never had, and two records that officers joined while the Platform holds them apart. */
async function oneFrozenAndTwoJoined(): Promise<void> {
  const frozen = await matched(8)
  const { id: report_id } = await aReport(house, frozen)
  const dose = await house.db
    .selectFrom('doses')
    .select('id')
    .where('person_id', '=', frozen.id)
    .executeTakeFirstOrThrow()
  await house.db.insertInto('disputed_doses').values({ report_id, dose_id: dose.id, disputed_at: new Date() }).execute()
  const ids = { kept_id: (await matched(9)).id, joined_id: (await matched(10)).id, id: randomUUID(), report_id }
  const [proposed_by, confirmed_by] = [house.clerk.staffId, house.head.staffId]
  const at = new Date()
  await house.db
    .insertInto('record_joins')
    .values({ ...ids, proposed_by, confirmed_by, proposed_at: at, confirmed_at: at })
    .execute()
}

async function passportFor(person: PlatformRecord) {
  value(await signRecords(house.app, { officer: house.head, personIds: [person.id] }))
  const newest = house.db.selectFrom('signed_records').select('id').orderBy('signed_at', 'desc')
  await issuePassport(house.app, { signedRecordId: (await newest.executeTakeFirstOrThrow()).id })
  const alive = house.db.selectFrom('passports').selectAll().where('revoked_at', 'is', null)
  return alive.orderBy('dose_number', 'desc').executeTakeFirstOrThrow()
}

async function prove(browser: FormBrowser, person: PlatformRecord, level: 1 | 2) {
  if (level === 2) await cardSeen(house, person.id)
  await browser.open('/')
  const session = browser.cookies.get('phien')?.split('.')[0]
  const [proved_at, expires_at] = [house.clock.now(), new Date(house.clock.now().getTime() + 3_600_000)]
  const proof = { id: crypto.randomUUID(), address: `web|portal|${session}`, phone: null, person_id: person.id }
  await house.db
    .insertInto('proofs')
    .values({ ...proof, level, proved_at, expires_at })
    .execute()
}

test('H03 the 11 fields in the official order, in both languages, with a QR that reads as the passport; A06 only at level 2', async () => {
  const person = await matched(1, { doses: [{ number: 1 }, { number: 2, givenOn: '2021-12-20' }] })
  const citizen = pages.citizen()
  expect((await citizen.open('/ho-chieu')).html).toContain('Cần xác nhận bạn là ai')
  await prove(citizen, person, 1)
  const { hc1, ci } = await passportFor(person)
  expect((await citizen.open('/ho-chieu')).html).toContain('Cần xác nhận bạn là ai')
  await prove(citizen, person, 2)
  const page = await citizen.open('/ho-chieu')
  const rows = [...page.html.matchAll(/<dt>([\s\S]*?)<\/dt><dd>([\s\S]*?)<\/dd>/g)]
  expect(rows, 'one code for each dose').toHaveLength(22)
  expect(rows.slice(0, 11).map(([, label = '', text = '']) => `${plain(label)}: ${plain(text)}`)).toEqual([
    '1. Họ và tên Full name: Nguyễn Thị Thử',
    '2. Ngày tháng năm sinh Date of birth: 17/05/1990',
    '3. Quốc tịch Nationality: Việt Nam',
    '4. Bệnh dịch mà chứng nhận nhắm tới Disease targeted: COVID-19',
    '5. Số mũi tiêm đã nhận Number of doses received: 2',
    '6. Ngày tiêm Date of vaccination: 20/12/2021',
    '7. Liều số Dose number: 2',
    '8. Vắc xin Vaccine: Vắc xin véc tơ vi rút',
    '9. Sản phẩm vắc xin Vaccine product: Vaxzevria',
    '10. Nhà cung cấp hoặc sản xuất vắc xin Supplier or manufacturer: AstraZeneca AB',
    `11. Mã số của chứng nhận Certificate number: ${ci}`,
  ])
  const png = /src="data:image\/png;base64,([^"]+)"/.exec(page.html.replaceAll('&#x3D;', '='))?.[1] ?? ''
  const grey = sharp(Buffer.from(png, 'base64')).grayscale().removeAlpha()
  const { data, info } = await grey.raw().toBuffer({ resolveWithObject: true })
  expect((await findCodes({ data, width: info.width, height: info.height })).map((code) => code.text)).toEqual([hc1])
  expect(plain(page.html)).toContain('Mã QR có hiệu lực đến 16/11/2027')
  expect((await pages.citizen().open('/ho-chieu')).html, 'another browser').toContain('Cần xác nhận bạn là ai')
})

test('A06 a proved person without a passport is told why, and one whose code has run out keeps the fields', async () => {
  const citizen = pages.citizen()
  const person = await matched(1, { nationality: 'KR', idNumber: null, idText: 'M12345678' })
  await prove(citizen, person, 2)
  expect((await citizen.open('/ho-chieu')).html).toContain('Bạn chưa có hộ chiếu vắc xin')
  await passportFor(person)
  house.clock.advance(366 * 86_400_000)
  await prove(citizen, person, 2)
  const page = plain((await citizen.open('/ho-chieu?lang=en')).html)
  expect(page).toContain('The QR code expired on 16/11/2027')
  expect(page).toContain('South Korea')
})

/** One letter of the signed content is another one; everything around it is in order. */
function forged(hc1: string): string {
  const cose = inflateSync(decodeBase45(hc1.slice(4)) ?? Buffer.alloc(0))
  const at = cose.indexOf('1990-05-17')
  cose.write('2', at + 9)
  return `HC1:${encodeBase45(deflateSync(cose))}`
}

async function strangersPassport(): Promise<string> {
  const now = house.clock.now()
  const { certificatePem, keyPem } = await makePracticeSigner(now)
  const loadSigner = async () => readPassportSigner(certificatePem, keyPem)
  const desk = createPassportDesk({ loadSigner, loadTrust: async () => [] })
  const doses = [{ number: 1, total: 2, vaccine: 'Pfizer', givenOn: '2021-10-10' }]
  const facts = { fullName: 'Nguyễn Thị Lạ', birthDate: '1990-01-01', issuer: 'Nơi khác', doses, issuedAt: now }
  return (await desk.issue(facts)).hc1
}

test('H07 public verification: six different answers, nothing shown of a code that is not valid, nothing stored', async () => {
  const person = await matched(1)
  const first = await passportFor(person)
  const gate = pages.citizen()
  const everything = async () => {
    const tables = ['audit', 'passports', 'proofs', 'tasks', 'outbox', 'drafts'] as const
    return Promise.all(tables.map((table) => house.db.selectFrom(table).selectAll().execute()))
  }
  const check = async (code: string) => {
    const before = await everything()
    const page = await gate.send(await gate.open('/xac-thuc'), { code })
    expect(await everything()).toEqual(before)
    expect(page.html, 'the code is not given back').not.toContain(code.slice(4, 60))
    return plain(page.html)
  }
  const broken = first.hc1.replace(/.{76}/g, '$&\r\n')
  const valid = await check(broken)
  expect(valid).toContain('Hợp lệ')
  expect(valid).toMatch(/Họ và tên Nguyễn Thị Thử Ngày sinh 17\/05\/1990/)
  expect(valid, 'a stranger sees name and birth date only').not.toMatch(/Vaxzevria|10\/11\/2021/)
  const bad: [string, string][] = [
    [await strangersPassport(), 'Không biết nơi ký'],
    [forged(first.hc1), 'Chữ ký không đúng'],
    ['https://example.org/', 'Đây không phải hộ chiếu vắc xin'],
  ]
  await house.db.updateTable('people').set({ signed_at: null }).execute()
  await house.db.updateTable('doses').set({ lot: 'AZ9999' }).execute()
  house.clock.advance(86_400_000)
  const second = await passportFor(person)
  bad.push([first.hc1, 'Mã này đã được thay hoặc thu hồi ngày 17/11/2026'])
  for (const [code, words] of bad) {
    const page = await check(code)
    expect(page).toContain(words)
    expect(page, words).not.toMatch(/Nguyễn Thị (Thử|Lạ)/)
  }
  house.clock.advance(366 * 86_400_000)
  expect(await check(second.hc1)).toContain('Mã QR đã hết hạn')
  expect((await gate.send(await gate.open('/xac-thuc'), { code: ' \n' })).status).toBe(422)
})
