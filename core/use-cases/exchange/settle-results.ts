import { type Snapshot, sameValue } from '../../domain/exchange/snapshot.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { readBirthDate } from '../../domain/person/birth-date.ts'
import { readCitizenId } from '../../domain/person/citizen-id.ts'
import { classifyRecord } from '../../domain/person/record-class.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import { IDENTITY_FIELDS } from '../../domain/report/report-type.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { ResultOutcome } from '../../ports/exchange.ts'
import type { ImportRun } from '../../ports/imports.ts'
import type { ResultRow } from '../../ports/services.ts'
import type { Tx } from '../../ports/store.ts'
import { recordedField } from '../identity/recorded-values.ts'
import { currentValues } from './current-values.ts'
import { settleFromMirror } from './settle-from-mirror.ts'
import { settleRows } from './settle-rows.ts'

const BATCH = 100

/** The officer has seen the preview: promises the work. */
export async function requestSettle(
  app: App,
  command: { officer: Extract<Actor, { kind: 'staff' }>; importId: string },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const run = await tx.imports.lock(command.importId)
    if (run?.kind !== 'results' || run.unitId !== command.officer.unitId) return object('no_such_import')
    if (run.state !== 'previewed') return object('not_possible_now', { state: run.state })
    await tx.imports.save({ ...run, state: 'applying' })
    await tx.tasks.promise({
      name: 'settle-results',
      data: { importId: run.id },
      uniqueKey: `settle-results|${run.id}`,
    })
    return done(null)
  })
}

/**
 * Task `settle-results`: compares each row with what was sent out, batch by batch; goes on where it was stopped.
 * For an applied import of records or doses it compares with the mirror instead.
 */
export async function settleResults(app: App, { importId }: { importId: string }): Promise<void> {
  await settleFromMirror(app, importId)
  for (let more = true; more; ) {
    more = await app.store.transaction(async (tx) => {
      const run = await tx.imports.lock(importId)
      if (run?.kind !== 'results' || (run.state !== 'applying' && run.state !== 'previewed')) return false
      const rows = await tx.resultImports.nextRows(importId, BATCH)
      for (const { rowNo, row } of rows) {
        const { outcome, before } = await settleOne(app, tx, run, row)
        await tx.resultImports.saveOutcome(importId, rowNo, outcome, before)
      }
      const counts = await tx.resultImports.countOutcomes(importId)
      const totals = { ...run.totals, ...counts }
      const rowsDone = counts.changed + counts.same + counts.refused
      const isDone = rows.length < BATCH
      const state = isDone ? 'applied' : 'applying'
      await tx.imports.save({ ...run, state, totals, rowsDone, appliedAt: isDone ? app.now() : null })
      return !isDone
    })
  }
}

async function settleOne(
  app: App,
  tx: Tx,
  run: ImportRun,
  row: ResultRow,
): Promise<{ outcome: ResultOutcome; before: Snapshot | null }> {
  const record = await tx.records.byRecordId(row.recordId)
  if (!record || record.unitId !== run.unitId) return { outcome: 'refused', before: null }
  const next = mirrorOf(record, row)
  const isSame =
    next.class === record.class && next.matchResult === record.matchResult && differing(record, next).length === 0
  if (!isSame) await tx.resultImports.mirror(next, run.id, app.now())
  const doses = await tx.records.dosesOf(record.id)
  const pending = await tx.exports.lockPending([record.id], run.createdAt)
  await settleRows(app, tx, pending, {
    personId: record.id,
    importId: run.id,
    result: row.result,
    values: (_, changes) =>
      currentValues(
        { record: next, doses },
        changes.filter((change) => change.field in row),
      ),
  })
  return { outcome: isSame ? 'same' : 'changed', before: isSame ? null : before(record) }
}

/** The record as the list shows it; a field the list has no column for stays as it was. */
function mirrorOf(record: PlatformRecord, row: ResultRow): PlatformRecord {
  const idText = row.idNumber === undefined ? record.idText : (row.idNumber ?? '')
  const id = readCitizenId(idText)
  const facts = {
    ...record,
    fullName: row.fullName ?? record.fullName,
    birthDate: row.birthDate === undefined ? record.birthDate : row.birthDate,
    sex: row.sex === undefined ? record.sex : row.sex,
    phone: row.phone === undefined ? record.phone : row.phone,
    idText,
    idNumber: id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null,
    matchResult: row.result,
  }
  const birthDate = facts.birthDate ? readBirthDate(facts.birthDate) : null
  const recordClass = classifyRecord(
    { id, idText, nationality: facts.nationality, birthDate, sex: facts.sex },
    row.result,
  )
  return { ...facts, class: recordClass }
}

function differing(record: PlatformRecord, next: PlatformRecord): string[] {
  const fields = [...IDENTITY_FIELDS, 'phone'] as const
  return fields.filter((field) => !sameValue(recordedField(record, field), recordedField(next, field)))
}

function before(record: PlatformRecord): Snapshot {
  const { fullName, birthDate, sex, idText, phone, matchResult } = record
  return { fullName, birthDate, sex, idText, phone, matchResult, class: record.class }
}
