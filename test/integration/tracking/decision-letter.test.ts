import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSAL_REASONS, type RefusalReason } from '../../../core/domain/report/refusal-reason.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { decide } from '../../../core/use-cases/desk/decide.ts'
import { checkLetter, decisionLetter } from '../../../core/use-cases/follow-up/decision-letter.ts'
import { decisionLetterWords } from '../../../templates/decision-letter.ts'
import { type BotHouse, openBotHouse } from '../../support/bot-house.ts'
import { plain } from '../../support/form-browser.ts'
import { codesOn } from '../../support/pdf-codes.ts'
import { textOfPdf } from '../../support/pdf-text.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { vaccineWords } from '../../unit/delivery/vaccine-words.ts'
import { codeOfObjection, doneValue } from '../citizen/citizen-builders.ts'
import { anOfficer, aReport, must, reportNow } from '../desk/desk-house.ts'

const CHAT = 7_301
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

const ID = '001190000018'
const aCase = () =>
  aReport(house, {
    address: house.address(CHAT),
    claimant: {
      fullName: 'Nguyễn Thị Thử',
      birthDate: '1990-05-17',
      sex: 'female',
      idNumber: ID,
      passportCountry: null,
    },
    doses: [
      {
        doseId: null,
        number: 2,
        givenOn: '2021-08-05',
        vaccine: 'AstraZeneca',
        lot: 'LOT77',
        place: 'Trạm',
        note: null,
      },
    ],
    types: ['WRONG_NAME', 'WRONG_DATE'],
  })

async function letterOf({ code, address }: Report): Promise<Buffer> {
  const facts = doneValue(await decisionLetter(house.app, { code, address: address ?? '' }))
  const made = { publicUrl: house.app.settings.publicUrl, drawnUpAt: house.clock.now() }
  return house.app.papers.decisionLetterPdf(decisionLetterWords(facts, made, house.render))
}

async function refuse({ id, code }: Report, reasons: readonly RefusalReason[] = ['PHOTO_BLURRED']): Promise<void> {
  const { version } = await reportNow(house.app, id)
  must(
    await decide(house.app, {
      officer: clerk,
      code,
      version,
      decision: { action: 'refuse', reasons: [...reasons], sentence: 'Mũi 2 ngày 05/08/2021 không khớp.' },
    }),
  )
}

const pathOn = async (pdf: Buffer) => new URL((await codesOn(pdf))[0] ?? '').pathname

test('D13 one A4 page with unit, code, decision, reason, legal basis and appeal line; no vaccine, dose or number, whatever the reason', async () => {
  const report = await aCase()
  await refuse(report, REFUSAL_REASONS)
  const pdf = await letterOf(report)
  const pages = await textOfPdf(pdf)
  expect(pages).toHaveLength(1)
  const text = (pages[0] ?? '').replace(/\s+/g, ' ')
  for (const told of [
    'TRẠM Y TẾ XÃ MẪU',
    report.code,
    'Từ chối xử lý',
    '9458/BYT-CNTT, bước 2.3',
    '16/11/2026',
    '30 ngày kể từ ngày quyết định',
    'Refused',
    'second opinion',
  ])
    expect(text).toContain(told)
  for (const health of [
    ...vaccineWords(),
    ID,
    ID.slice(-4),
    'LOT77',
    '05/08/2021',
    '17/05/1990',
    'Mũi 2',
    'mũi tiêm',
    'vắc xin',
    'vaccine',
    'dose',
  ])
    expect([health, text.toLowerCase().includes(health.toLowerCase())]).toEqual([health, false])
})

test('D13 while it is open the letter says "correction in progress", for an airport or an employer', async () => {
  const text = (await textOfPdf(await letterOf(await aCase()))).join(' ').replace(/\s+/g, ' ')
  expect(text).toContain('Đang sửa dữ liệu')
  expect(text).toContain('Correction in progress')
})

test('D13 the QR on the rendered letter verifies, also after the case went on; status words only', async () => {
  const report = await aCase()
  const first = await pathOn(await letterOf(report))
  expect(first).toMatch(/^\/kiem-tra-thu\/PA-/)
  const page = await portal.browser().open(first)
  expect([page.status, plain(page.html)]).toEqual([
    200,
    expect.stringContaining('Thư này do hệ thống Sổ Tiêm phát hành'),
  ])
  expect(plain(page.html)).not.toMatch(/Nguyễn Thị Thử|1990|AstraZeneca|Mũi/)
  house.clock.advance(3_600_000)
  await refuse(report)
  const later = plain((await portal.browser().open(first)).html)
  expect(later).toMatch(/Đang sửa dữ liệu \(16\/11\/2026\).*Từ chối xử lý \(16\/11\/2026\)/)
  const second = await pathOn(await letterOf(report))
  expect(second).not.toBe(first)
  expect((await portal.browser().open(second)).status).toBe(200)
})

test('D13 a forged letter does not verify: another code, another mark, a mark of another case', async () => {
  const [mine, other] = [await aCase(), await aCase()]
  const [token, foreign] = (
    await Promise.all([letterOf(mine), letterOf(other)].map(async (pdf) => pathOn(await pdf)))
  ).map((path) => path.split('/').at(-1) ?? '')
  const mark = token?.split('.')[1] ?? ''
  expect(await checkLetter(house.app, token ?? '')).not.toBeNull()
  for (const forged of [
    `${other.code}.${mark}`,
    `${mine.code}.${foreign?.split('.')[1]}`,
    `${mine.code}.${'A'.repeat(22)}`,
    `${mine.code}.`,
    mine.code,
    '',
    'x.y.z',
    `${token}x`,
  ]) {
    expect([forged, await checkLetter(house.app, forged)]).toEqual([forged, null])
    expect((await portal.browser().open(`/kiem-tra-thu/${encodeURIComponent(forged || '-')}`)).status).toBe(404)
  }
})

test('D13 only its owner gets it: by page after the proof, in the chat as a file', async () => {
  const report = await aCase()
  expect(codeOfObjection(await decisionLetter(house.app, { code: report.code, address: 'web|portal|nobody' }))).toBe(
    'no_such_report',
  )
  const page = await portal.browser().open(`/theo-doi/${report.code}/thu.pdf`)
  expect(page.html).not.toContain('%PDF')
  await house.telegram.say(CHAT, report.code)
  await house.settle()
  await house.telegram.press(CHAT, 'Nhận thư thông báo')
  await house.settle()
  const sent = house.telegram.sent(CHAT).findLast((one) => one.method === 'sendDocument')
  expect(sent?.file?.name).toBe(`${report.code}.pdf`)
  expect(await pathOn(sent?.file?.bytes ?? Buffer.alloc(0))).toMatch(`/kiem-tra-thu/${report.code}.`)
})
