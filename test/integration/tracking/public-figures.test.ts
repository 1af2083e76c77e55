import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../../core/domain/report/report.ts'
import { publishFigures } from '../../../core/use-cases/public-figures/publish-figures.ts'
import { readFigures } from '../../../core/use-cases/public-figures/read-figures.ts'
import { plain } from '../../support/form-browser.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'
import { openWholePortal, type WholePortal } from '../../support/whole-portal.ts'
import { aReport } from '../desk/desk-house.ts'

let house: TestHouse
let portal: WholePortal
beforeAll(async () => {
  house = await openTestHouse()
  portal = await openWholePortal(house)
  await addUnits()
})
afterAll(async () => {
  await portal?.close()
  await house?.close()
})

const HOUR = 3_600_000
const DAY = 24 * HOUR

async function addUnits(): Promise<void> {
  const unit = (id: string, kind: 'station' | 'province', parentId: string | null) =>
    house.app.store.transaction((tx) =>
      tx.units.add(
        { id, kind, name: `Đơn vị ${id}`, parentId, policeUnitId: null, address: null, openingHours: null },
        new Date('2021-01-01'),
      ),
    )
  await unit('tyt-hai', 'station', 'ttyt-mau')
  await unit('syt-khac', 'province', null)
  await unit('tyt-khac', 'station', 'syt-khac')
  await unit('syt-ba', 'province', null)
  await unit('tyt-ba', 'station', 'syt-ba')
}

/** One line of history after another, hours after the report was recorded. */
async function aStory(unitId: string, steps: [action: string, hours: number][], wish: Partial<Report> = {}) {
  const recordedAt = new Date(house.clock.now().getTime() - 20 * DAY)
  const last = steps.at(-1)?.[0]
  const state = last === 'refuse' ? 'refused' : last === 'answer' ? 'closed' : 'queued'
  const { id } = await aReport(house, { unitId, recordedAt, state, refusalReasons: ['PHOTO_BLURRED'], ...wish })
  const { staffId } = await house.staff({ role: 'clerk', unitId })
  const actor = { kind: 'staff', staffId, role: 'clerk', unitId } as const
  await house.app.store.transaction(async (tx) => {
    for (const [action, hours] of steps) {
      const at = new Date(recordedAt.getTime() + hours * HOUR)
      await tx.history.append({ subject: 'report', subjectId: id, action, from: 'x', to: 'y', actor, detail: {}, at })
    }
  })
}

async function many(count: number, unitId: string, steps: [string, number][]): Promise<void> {
  for (let n = 0; n < count; n++) await aStory(unitId, steps)
}

test('D14 before the first hour is over the page says that there are no figures yet', async () => {
  const page = await portal.browser().open('/so-lieu')
  expect(plain(page.html)).toContain('Chưa có số liệu')
})

test('D14 D05 the page equals what is reckoned from the raw rows, with small cells left out; the file says the same', async () => {
  await many(12, 'tyt-mau', [['refuse', 20]])
  await many(6, 'tyt-mau', [['answer', 60]])
  await many(7, 'tyt-hai', [['refuse', 30]])
  await many(8, 'tyt-hai', [['answer', 96]])
  await many(9, 'tyt-hai', [])
  await many(3, 'tyt-khac', [['answer', 10]])
  await many(8, 'tyt-ba', [['answer', 10]])
  await many(6, 'tyt-ba', [['answer', 60]])
  await many(6, 'tyt-mau', [
    ['refuse', 10],
    ['appeal', 40],
    ['answer', 50],
  ])
  await many(5, 'tyt-mau', [
    ['refuse', 10],
    ['appeal', 40],
    ['refuse', 100],
  ])
  // Decided so long ago that it no longer counts.
  await aStory('tyt-mau', [['refuse', -24 * 40]])
  await publishFigures(house.app)
  const figures = new Map((await readFigures(house.app))?.figures.map(({ area, value }) => [area, value]))
  const raw = await fromRows()
  for (const [unitId, value] of raw) {
    const shown = figures.get(unitId)
    for (const key of ['open', 'decided', 'inTime', 'late', 'upheld', 'denied'] as const)
      expect([unitId, key, [value[key], null]]).toEqual([unitId, key, expect.arrayContaining([shown?.[key] ?? null])])
  }
  expect(raw.get('tyt-mau')).toEqual({ open: 0, decided: 40, inTime: 29, late: 11, upheld: 6, denied: 5 })
  expect(figures.get('tyt-khac')).toMatchObject({ decided: null, medianHours: null })
  // The small province would be the rest of the whole, so its smallest neighbour is not told either.
  for (const province of ['syt-khac', 'syt-ba'])
    expect(figures.get(`province|${province}`)).toMatchObject({ decided: null })
  expect(figures.get('tyt-mau')).toMatchObject({ decided: 40, inTime: 29, late: 11, medianHours: 20 })
  const page = plain((await portal.browser().open('/so-lieu')).html)
  expect(page).toMatch(/Đơn vị tyt-hai.*9/)
  expect(page).toContain(`${Math.round((100 * 29) / 40)} %`)
  const file = (await (await fetch(`${portal.url}/so-lieu.json`)).json()) as {
    areas: { area: string; open: number | null }[]
  }
  expect(file.areas.map(({ area, open }) => [area, open])).toEqual(
    [...figures].map(([area]) => [area, figures.get(area)?.open ?? null]).sort(byPlace(file.areas)),
  )
  expect(page).not.toMatch(/Thử|PA-|\+84|1990/)
})

const byPlace = (areas: { area: string }[]) => (a: unknown[], b: unknown[]) =>
  areas.findIndex(({ area }) => area === a[0]) - areas.findIndex(({ area }) => area === b[0])

/** The same numbers, reckoned here from every event and report, in another way than the query does it. */
async function fromRows() {
  const reports = await house.db.selectFrom('reports').select(['id', 'unit_id', 'state']).execute()
  const events = await house.db.selectFrom('report_events').selectAll().orderBy('seq').execute()
  const since = house.clock.now().getTime() - 30 * DAY
  const found = new Map<string, Record<'open' | 'decided' | 'inTime' | 'late' | 'upheld' | 'denied', number>>()
  const at = (unitId: string) => {
    const cells = found.get(unitId) ?? { open: 0, decided: 0, inTime: 0, late: 0, upheld: 0, denied: 0 }
    found.set(unitId, cells)
    return cells
  }
  for (const report of reports) {
    if (!['refused', 'closed', 'withdrawn'].includes(report.state)) at(report.unit_id).open += 1
    let [began, refusedBy, appealed] = [0, '', false]
    for (const event of events.filter((one) => one.report_id === report.id)) {
      if (['record', 'resend', 'appeal', 'not_seen'].includes(event.action)) began = event.at.getTime()
      if (event.action === 'appeal') appealed = true
      if (!['approve', 'refuse', 'answer', 'police_confirmed'].includes(event.action)) continue
      if (event.at.getTime() > since) {
        at(report.unit_id).decided += 1
        at(report.unit_id)[event.at.getTime() - began <= 48 * HOUR ? 'inTime' : 'late'] += 1
        if (appealed) at(refusedBy)[event.action === 'refuse' ? 'denied' : 'upheld'] += 1
      }
      appealed = false
      if (event.action === 'refuse') refusedBy = event.unit_id ?? ''
    }
  }
  return found
}
