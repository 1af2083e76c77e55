import { randomUUID } from 'node:crypto'
import type { Report } from '../../../core/domain/report/report.ts'
import { SYSTEM } from '../../../core/domain/role.ts'
import { moveReport, type ReportMove } from '../../../core/use-cases/move-report.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { aReport, must, reportNow } from '../desk/desk-house.ts'

export async function move(house: TestHouse, id: string, ...moves: ReportMove[]): Promise<void> {
  await house.app.store.transaction(async (tx) => {
    for (const one of moves) {
      const report = await tx.reports.lock(id)
      if (!report) throw new Error('no such report')
      must(await moveReport(house.app, tx, report, one))
    }
  })
}

/** A correction that the Platform's own list has confirmed, as the exchange leaves it. */
export async function aLandedReport(house: TestHouse, wish: Partial<Report> = {}): Promise<Report> {
  const person = await house.person()
  const clerk = await house.staff({ role: 'clerk' })
  const { id } = await aReport(house, { personId: person.id, ...wish })
  await move(
    house,
    id,
    { action: 'take', actor: clerk },
    { action: 'approve', actor: clerk },
    { action: 'export', actor: clerk },
  )
  const landedRowId = await evidence(house, person.id, clerk.staffId)
  await move(house, id, { action: 'landed', actor: SYSTEM, change: { landedRowId } })
  return reportNow(house.app, id)
}

async function evidence({ db, clock }: TestHouse, personId: string, staffId: string): Promise<string> {
  const [exportId, id] = [randomUUID(), randomUUID()]
  const made = { unit_id: 'tyt-mau', staff_id: staffId, template_version: '1', created_at: clock.now() }
  await db
    .insertInto('exports')
    .values({ id: exportId, number: `X-${exportId}`, kind: 'hand_edit', rows_total: 1, totals: '{}', ...made })
    .execute()
  const facts = { before: '{}', after: '{}', seen: '{}', settled_at: clock.now() }
  await db
    .insertInto('export_rows')
    .values({ id, export_id: exportId, row_no: 1, person_id: personId, change_ids: [], state: 'landed', ...facts })
    .execute()
  return id
}
