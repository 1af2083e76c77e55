import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import type { Officer } from '../../../core/ports/staff.ts'
import { openCase } from '../../../core/use-cases/desk/open-case.ts'
import { mentionsOf, openNotes, writeNote } from '../../../core/use-cases/notes/write-note.ts'
import { tellStory } from '../../../core/use-cases/story/tell-story.ts'
import { formBrowser } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { anOfficer, aReport, must, objectionOf } from '../desk/desk-house.ts'
import { loggedIn, openStation, type StationPortal } from './station-portal.ts'

const SECRET = 'Mật khẩu nội bộ: hỏi chị Tư'

let house: TestHouse
let portal: StationPortal
let writer: Officer
let report: Report
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openStation(house.app)
  writer = await anOfficer(house)
  report = await aReport(house)
})
afterAll(async () => {
  await portal.close()
  await house.close()
})

const note = (officer: Officer, text: string, noteId = randomUUID()) =>
  writeNote(house.app, { officer, code: report.code, noteId, text })
const textsFor = async (officer: Officer) =>
  must(await openNotes(house.app, { officer, code: report.code })).notes.map(({ text }) => text)

test('E12 a note is read by the unit that wrote it, names a colleague once, and is one note however often it is sent', async () => {
  const colleague = await anOfficer(house)
  const noteId = randomUUID()
  must(await note(writer, `${SECRET} @${colleague.login}`, noteId))
  must(await note(writer, `${SECRET} @${colleague.login}`, noteId))
  expect(await mentionsOf(house.app, colleague)).toMatchObject([{ code: report.code, byName: writer.fullName }])
  expect(await textsFor(colleague)).toEqual([`${SECRET} @${colleague.login}`])
  expect(await mentionsOf(house.app, colleague)).toEqual([])
})

test('E12 the unit above reads the case and not the note; whoever takes the case over does not either', async () => {
  const district = await anOfficer(house, { role: 'district' })
  expect(await textsFor(district)).toEqual([])
  await house.db.updateTable('reports').set({ unit_id: 'ttyt-mau' }).where('id', '=', report.id).execute()
  expect(await textsFor(district)).toEqual([])
  expect(objectionOf(await openNotes(house.app, { officer: writer, code: report.code }))).toBe('no_such_report')
  await house.db.updateTable('reports').set({ unit_id: 'tyt-mau' }).where('id', '=', report.id).execute()
  expect(await textsFor(writer)).toHaveLength(1)
})

test('E12 the story of a case, the case as it is exported and the citizen’s own pages say nothing of notes', async () => {
  expect(JSON.stringify(await tellStory(house.app, report.code))).not.toContain('nội bộ')
  expect(JSON.stringify(must(await openCase(house.app, { officer: writer, code: report.code })))).not.toContain(SECRET)
  const page = await formBrowser(() => portal.url, 1).open(`/theo-doi/${report.code}`)
  expect([page.html.includes(report.code), page.html.includes('nội bộ')]).toEqual([true, false])
})

test('E12 no use case of exports, copies of data, police or letters can reach a note', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const rooms = ['exchange', 'rights', 'police', 'story', 'letters', 'citizen', 'hamlet', 'signing', 'passport']
  const files = rooms.flatMap((room) =>
    readdirSync(`core/use-cases/${room}`).map((file) => `core/use-cases/${room}/${file}`),
  )
  const reaching = files.filter((file) => /\btx\.notes\b|case_notes/.test(readFileSync(file, 'utf8')))
  expect(reaching.filter((file) => file !== 'core/use-cases/rights/erase-data.ts')).toEqual([])
})

test('E12 the database role of the police cannot read notes', async () => {
  const asPolice = house.db.transaction().execute(async (trx) => {
    await sql`set local role so_tiem_police`.execute(trx)
    return sql`select * from case_notes`.execute(trx)
  })
  await expect(asPolice).rejects.toThrow(/permission denied/)
  const police = await anOfficer(house, { role: 'police_officer' })
  expect(objectionOf(await note(police, 'xin chào'))).toBe('not_your_role')
})

test('E12 without JavaScript: a note is written and read at its page; an empty one is asked for', async () => {
  const browser = await loggedIn(house, portal.url)
  const page = await browser.open(`/can-bo/phan-anh/${report.code}/ghi-chu`)
  expect((await browser.send(page, { text: ' ' })).status).toBe(422)
  const written = await browser.send(page, { text: 'Đã gọi, hẹn thứ Năm.' })
  expect([written.status, written.html.includes('Đã gọi, hẹn thứ Năm.')]).toEqual([200, true])
})
