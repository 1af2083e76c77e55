import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSAL_REASONS } from '../../../core/domain/report/refusal-reason.ts'
import type { LetterKind } from '../../../core/ports/letters.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { drawUpLetters, lookAtLetters } from '../../../core/use-cases/letters/draw-up-letters.ts'
import { hamletOf } from '../../../core/use-cases/letters/hamlet-of.ts'
import { markHandedOver, openBatch } from '../../../core/use-cases/letters/letter-batch.ts'
import { letterSheets } from '../../../portal/staff/letters/letter-words.ts'
import { createRenderer } from '../../../templates/render.ts'
import { codesOn } from '../../support/pdf-codes.ts'
import { textOfPdf } from '../../support/pdf-text.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { loggedIn, openStation } from '../station/station-portal.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../../templates', import.meta.url)) })
let house: TestHouse
let clerk: Officer
beforeAll(async () => {
  house = await openTestHouse()
  clerk = await anOfficer(house)
})
afterAll(() => house.close())

const publicUrl = 'https://sotiem.gov.vn'
const rounds = async (kind: LetterKind, officer = clerk) =>
  must(await lookAtLetters(house.app, officer)).rounds.filter((round) => round.kind === kind)
const drawUp = (kind: LetterKind, hamlet: string | null) => drawUpLetters(house.app, { officer: clerk, kind, hamlet })

async function pdfOf(batchId: string): Promise<Buffer> {
  const opened = must(await openBatch(house.app, { officer: clerk, batchId }))
  return house.app.papers.lettersPdf(letterSheets(opened, render, publicUrl))
}

test('letters: the hamlet is read from the address as the Platform writes it', () => {
  const cases: [string | null, string | null][] = [
    ['Thôn 3', 'Thôn 3'],
    ['  tổ dân phố   4, phường Mẫu', 'tổ dân phố 4'],
    ['Số 5 đường Mẫu; Ấp Bình An, Xã Mẫu', 'Ấp Bình An'],
    ['12 đường Mẫu', null],
    ['Ấp', null],
    [null, null],
  ]
  for (const [address, hamlet] of cases) expect([address, hamletOf(address)]).toEqual([address, hamlet])
})

test('letters: people on the error list without a phone get one A5 page each, printed by hamlet, in large print', async () => {
  const [hoa, an, binh] = [
    await house.person({ fullName: 'Nguyễn Thị Thử Hòa', address: 'Thôn 1' }),
    await house.person({ fullName: 'Trần Văn Thử An', address: 'Thôn 1' }),
    await house.person({ fullName: 'Lê Thử Bình', address: 'Thôn 2' }),
  ]
  await house.person({ fullName: 'Phạm Thử Có Máy', address: 'Thôn 1', phone: '+84912345670' })
  expect(await rounds('error_list')).toEqual([
    { kind: 'error_list', hamlet: 'Thôn 1', people: 2 },
    { kind: 'error_list', hamlet: 'Thôn 2', people: 1 },
  ])
  const { batchId, letters } = must(await drawUp('error_list', 'Thôn 1'))
  expect(letters).toBe(2)
  const pdf = await pdfOf(batchId)
  const pages = await textOfPdf(pdf)
  expect(pages).toHaveLength(2)
  for (const [page, person] of [
    [pages[0], hoa],
    [pages[1], an],
  ] as const) {
    const words = (page ?? '').replace(/\s+/g, ' ')
    expect(words).toContain(`Kính gửi: ${person?.fullName}`)
    expect(words).toContain('không bao giờ hỏi')
    expect(words).not.toMatch(/AstraZeneca|\d{9,}|1990/)
  }
  expect(pages.join()).not.toContain(binh?.fullName)
  const sizes = (await PDFDocument.load(pdf))
    .getPages()
    .map((page) => [page.getWidth(), page.getHeight()].map((points) => Math.round((points / 72) * 25.4)))
  expect(sizes).toEqual([
    [148, 210],
    [148, 210],
  ])
  expect(await codesOn(pdf)).toEqual([`${publicUrl}/tra-cuu`, `${publicUrl}/tra-cuu`])
})

test('letters: the same batch prints the same bytes, and nobody is told twice', async () => {
  await house.person({ fullName: 'Vũ Thử Hai Lần', address: 'Bản Mẫu' })
  const both = await Promise.all([drawUp('error_list', 'Bản Mẫu'), drawUp('error_list', 'Bản Mẫu')])
  expect(both.map(objectionOf).sort()).toEqual(['nobody_to_remind', 'none'])
  const drawn = both.find((outcome) => outcome.ok)
  const { batchId } = must(drawn ?? expect.fail('none drawn up'))
  const hashes = [await pdfOf(batchId), await pdfOf(batchId)].map((pdf) =>
    createHash('sha256').update(pdf).digest('hex'),
  )
  expect(hashes[0]).toBe(hashes[1])
  expect((await rounds('error_list')).map(({ hamlet }) => hamlet)).not.toContain('Bản Mẫu')
})

test('letters: a batch is marked as handed over once', async () => {
  await house.person({ address: 'Tổ 4' })
  const { batchId } = must(await drawUp('error_list', 'Tổ 4'))
  must(await markHandedOver(house.app, { officer: clerk, batchId }))
  const first = must(await openBatch(house.app, { officer: clerk, batchId })).batch.handedOverAt
  house.clock.advance(60_000)
  must(await markHandedOver(house.app, { officer: clerk, batchId }))
  expect(must(await openBatch(house.app, { officer: clerk, batchId })).batch.handedOverAt).toEqual(first)
  expect(first).not.toBeNull()
})

test('letters: a decision reaches by paper whom no phone reaches: code, reason, how to appeal, and a QR of the tracking page', async () => {
  const person = await house.person({ address: 'Xóm 7, Xã Mẫu', phone: '+84912345671' })
  const phone = '+84912345671'
  const wish = {
    state: 'refused',
    refusalReasons: ['PHOTO_BLURRED'],
    address: null,
    phone,
    personId: person.id,
  } as const
  const report = await aReport(house, { ...wish, refusalReasons: ['PHOTO_BLURRED'] })
  expect(await rounds('decision')).toEqual([])
  await house.app.store.transaction((tx) => tx.contacts.stop(`sms|gateway|${phone}`, house.clock.now()))
  const { batchId } = must(await drawUp('decision', 'Xóm 7'))
  const pdf = await pdfOf(batchId)
  const words = ((await textOfPdf(pdf))[0] ?? '').replace(/\s+/g, ' ')
  for (const said of [report.code, 'từ chối xử lý', 'Ảnh mờ, không đọc được chữ', 'trong 30 ngày'])
    expect(words).toContain(said)
  expect(await codesOn(pdf)).toEqual([`${publicUrl}/theo-doi/${report.code}`])
})

test('letters: the reminder of a missing card goes to whom the station could not call', async () => {
  const report = await aReport(house, { phone: '+84912345672', address: null })
  expect(await rounds('card_missing')).toEqual([])
  const id = crypto.randomUUID()
  await house.app.store.transaction(async (tx) => {
    const content = {
      kind: 'notice',
      templateKey: 'more-asked',
      locale: 'vi',
      params: { code: report.code, link: '' },
    } as const
    await tx.outbox.put({
      id,
      idempotencyKey: id,
      channel: 'sms',
      address: `sms|gateway|${report.phone}`,
      purpose: 'notification',
      content,
    })
    const call = {
      id,
      outboxId: id,
      unitId: 'tyt-mau',
      reportId: report.id,
      phone: report.phone,
      notice: 'more-asked',
      reason: 'not_reached',
    } as const
    await tx.callList.add(call)
  })
  expect(await rounds('card_missing')).toEqual([{ kind: 'card_missing', hamlet: null, people: 1 }])
})

test('letters: another station sees none of them, and a district officer draws up none', async () => {
  await house.person({ address: 'Khóm 9' })
  const district = await anOfficer(house, { role: 'district' })
  expect(objectionOf(await lookAtLetters(house.app, district))).toBe('not_your_role')
  const { batchId } = must(await drawUp('error_list', 'Khóm 9'))
  const elsewhere = { ...clerk, unitId: 'ttyt-mau' }
  expect(objectionOf(await openBatch(house.app, { officer: elsewhere, batchId }))).toBe('no_such_list')
})

test('letters: a letter in English says so, on its page of the paper and where the station reads it first', async () => {
  const person = await house.person({ address: 'Thôn Ngoại' })
  await aReport(house, {
    state: 'refused',
    refusalReasons: ['PHOTO_BLURRED'],
    locale: 'en',
    phone: null,
    address: null,
    personId: person.id,
  })
  const { batchId } = must(await drawUp('decision', 'Thôn Ngoại'))
  const portal = await openStation(house.app)
  const page = await (await loggedIn(house, portal.url)).open(`/can-bo/thu-giay/${batchId}`)
  await portal.close()
  expect(page.html).toMatch(/<section class="card" lang="en">\s*<p>Your report has a result/)
  const [content = ''] = contentsOf(await PDFDocument.load(await pdfOf(batchId)))
  expect([content.includes('/Lang (en-GB)'), content.includes('/Lang (vi-VN)')]).toEqual([true, false])
})

/** The lowest line above the QR and what stands beside it, in points from the foot of the page. */
async function linesOf(pdf: Buffer): Promise<{ x: number; y: number }[]> {
  const lines = contentsOf(await PDFDocument.load(pdf)).flatMap((text) => [
    ...text.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm/g),
  ])
  return lines.map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
}

test('letters: a refusal for all thirteen reasons is still one page, and its QR is free to read', async () => {
  const person = await house.person({ address: 'Thôn Cuối' })
  const reasons = { refusalReasons: [...REFUSAL_REASONS], phone: null, address: null, personId: person.id }
  await aReport(house, { state: 'refused', ...reasons })
  const { batchId } = must(await drawUp('decision', 'Thôn Cuối'))
  const pdf = await pdfOf(batchId)
  const pages = await textOfPdf(pdf)
  expect(pages).toHaveLength(1)
  const words = (pages[0] ?? '').replace(/\s+/g, ' ')
  for (const reason of REFUSAL_REASONS) expect(words).toContain(render.sentence(`chat.reasons.${reason}`, 'vi'))
  const lines = await linesOf(pdf)
  expect(lines.length).toBeGreaterThan(13)
  const overQr = lines.filter(({ x, y }) => y < 40 + 96 && x < 40 + 96)
  expect(overQr).toEqual([])
})

/** What is drawn, as the operators say it. */
function contentsOf(document: PDFDocument): string[] {
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    const isContent = object instanceof PDFRawStream && !object.dict.has(PDFName.of('Subtype'))
    return isContent ? [inflateSync(object.contents).toString('latin1')] : []
  })
}
