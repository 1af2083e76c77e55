import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { controlTotals } from '../../../core/domain/exchange/control-totals.ts'
import type { Delivered, NationalPlatform, OutgoingFile } from '../../../core/ports/platform.ts'
import { filePlatform } from '../../../platform/national/file-platform.ts'
import { httpPlatform } from '../../../platform/national/http-platform.ts'
import { readImportTemplate } from '../../../platform/sheets/import-template.ts'
import { writeSheet } from '../../../platform/sheets/write-sheet.ts'
import { type Book, openBook } from '../../fakes/platform/book.ts'
import { carrier } from '../../fakes/platform/carrier.ts'
import { inventPerson } from '../../fakes/platform/invented-people.ts'
import { startPracticePlatform } from '../../fakes/platform/server.ts'

interface Door {
  national: NationalPlatform
  /** Lets the world between us and the Platform turn once. */
  turn(): Promise<void>
  close(): Promise<void>
}

const UNIT = 'tyt-mau'
const template = readImportTemplate()

/** The two doors of the same practice Platform (features G10). */
const DOORS: Record<string, (book: Book) => Promise<Door>> = {
  file: async (book) => {
    const folder = mkdtempSync(join(tmpdir(), 'nen-tang-'))
    const hand = carrier(folder, book)
    return {
      national: filePlatform(folder),
      turn: async () => {
        await hand.walk()
        if (!book.moods.isDown) await hand.bringLists(UNIT)
      },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    }
  },
  http: async (book) => {
    const platform = await startPracticePlatform(book)
    return {
      national: httpPlatform({ url: platform.url, key: platform.key, patienceMs: 5_000 }),
      turn: async () => undefined,
      close: platform.close,
    }
  },
}

async function aFile(number: string, recordId: string, idNumber: string): Promise<OutgoingFile> {
  const values: Record<string, string> = { rowNo: '1', recordId, idNumber, fullName: 'Nguyễn Thị Mẫu', sex: 'Nữ' }
  const bytes = await writeSheet({
    sheetName: template.sheetName,
    columns: template.columns,
    rows: [template.columns.map(({ value }) => values[value] ?? null)],
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { number, unitId: UNIT, bytes, sha256, totals: controlTotals([{ idNumber, class: 'no_id' }]) }
}

describe.each(Object.entries(DOORS))('G10 the Platform through its %s door', (_, openDoor) => {
  let book: Book
  let door: Door
  beforeAll(async () => {
    book = openBook(Array.from({ length: 9 }, (__, n) => inventPerson(n + 1, UNIT, 'Trạm Y tế xã Mẫu')))
    door = await openDoor(book)
  })
  afterAll(() => door.close())

  /** Delivers as the timetable does: again, until the Platform has said something. */
  async function deliver(file: OutgoingFile): Promise<Delivered> {
    const first = await door.national.deliver(file)
    await door.turn()
    return first.state === 'handed_over' ? door.national.deliver(file) : first
  }

  test('a file that was taken stands there with its leading zeros, and the Platform’s own totals come back', async () => {
    const file = await aFile('XD-2026-0001', 'S00000003', '001090000003')
    expect(await deliver(file)).toEqual({ state: 'accepted', totals: file.totals })
    expect(book.records.get('S00000003')?.idNumber).toBe('001090000003')
  })

  test('the same file again is the same receipt and no second row; another file under its number is refused', async () => {
    const written = book.written.length
    const file = await aFile('XD-2026-0001', 'S00000003', '001090000003')
    expect(await deliver(file)).toMatchObject({ state: 'accepted' })
    expect(book.written).toHaveLength(written)
  })

  test('a file about somebody the Platform does not know is refused with the reason, and nothing of it is written', async () => {
    const written = book.written.length
    const answer = await deliver(await aFile('XD-2026-0002', 'S99999999', '001090000003'))
    expect(answer).toEqual({ state: 'refused', reason: 'unknown record S99999999' })
    expect(book.written).toHaveLength(written)
  })

  test('a Platform that is down has not accepted, and takes the file once when it is back', async () => {
    book.moods.isDown = true
    const file = await aFile('XD-2026-0003', 'S00000006', '001090000006')
    for (const _attempt of [1, 2, 3]) expect((await deliver(file)).state).not.toBe('accepted')
    expect(book.records.get('S00000006')?.idNumber).toBe('')
    book.moods.isDown = false
    await door.turn()
    expect(await deliver(file)).toMatchObject({ state: 'accepted' })
    expect(book.written.filter((row) => row.number === 'XD-2026-0003')).toHaveLength(1)
  })

  test('a row lost in silence is accepted all the same; only the list that comes back shows it', async () => {
    book.moods.loses = () => true
    expect(await deliver(await aFile('XD-2026-0004', 'S00000009', '001090000009'))).toMatchObject({ state: 'accepted' })
    book.moods.loses = () => false
    const list = await door.national.fetchList(UNIT, 'results')
    const text = list.state === 'list' ? list.bytes.toString('utf8') : ''
    expect(text.split('\n').find((line) => line.startsWith('"S00000009"'))).not.toContain('001090000009')
    expect(text.split('\n').find((line) => line.startsWith('"S00000003"'))).toContain('001090000003')
    expect(text).toContain('Tổng số: 9')
  })

  test('the list of doses comes through the same door', async () => {
    const list = await door.national.fetchList(UNIT, 'doses')
    const text = list.state === 'list' ? list.bytes.toString('utf8') : ''
    // Heads, two doses of nine people, and how many the Platform says there are.
    expect(text.split('\n')).toHaveLength(20)
    expect(text).toContain('Tổng số: 18')
  })
})

test('G10 an answer that is cut off, slow or a fault is never taken for a receipt; the next try gets the first one’s', async () => {
  const book = openBook([inventPerson(3, UNIT, 'Trạm Y tế xã Mẫu')])
  const platform = await startPracticePlatform(book)
  const national = httpPlatform({ url: platform.url, key: platform.key, patienceMs: 300 })
  const file = await aFile('XD-2026-0009', 'S00000003', '001090000003')
  book.moods.slowMs = 1_000
  expect(await national.deliver(file)).toEqual({ state: 'unreachable', fault: 'TimeoutError' })
  book.moods.slowMs = 0
  book.moods.isBroken = true
  expect(await national.deliver(file)).toEqual({ state: 'unreachable', fault: 'http_500' })
  book.moods.isBroken = false
  book.moods.cutsAnswer = true
  expect(await national.deliver(file)).toMatchObject({ state: 'unreachable' })
  book.moods.cutsAnswer = false
  expect(await national.deliver(file)).toMatchObject({ state: 'accepted' })
  expect(book.written).toHaveLength(1)
  const stranger = httpPlatform({ url: platform.url, key: 'not-the-key-of-anybody' })
  expect(await stranger.deliver(file)).toEqual({ state: 'unreachable', fault: 'http_401' })
  await platform.close()
})
