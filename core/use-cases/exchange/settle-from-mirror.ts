import { type ApprovedChange, isRemoval } from '../../domain/exchange/approved-change.ts'
import type { RecordedDose } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { ExportRow } from '../../ports/exchange.ts'
import type { ImportRun } from '../../ports/imports.ts'
import type { Tx } from '../../ports/store.ts'
import { currentValues } from './current-values.ts'
import { settleRows } from './settle-rows.ts'

/** One applied list of the Platform, and what it may speak of. */
interface Reading {
  run: ImportRun
  /** Doses that a row of it names. */
  named: ReadonlySet<string>
  /** What it does not name is gone (features G13). */
  isWhole: boolean
}

/**
 * After an import of the Platform's records or doses: compares what was sent out for its people with the fresh mirror. A list
 * speaks of what stands in it and of nothing else; the population database's answer comes with the verification list.
 */
export async function settleFromMirror(app: App, importId: string): Promise<void> {
  await app.store.transaction(async (tx) => {
    const run = await tx.imports.get(importId)
    if (!run || run.kind === 'results' || run.state !== 'applied') return
    const isWhole = await mayMiss(tx, run)
    const people = new Set(await tx.exports.pendingPeopleOf(importId))
    if (isWhole) for (const id of await tx.exports.pendingPeopleOfUnit(run.unitId)) people.add(id)
    const named = await tx.imports.dosesNamed(importId, [...people])
    const pending = await tx.exports.lockPending([...people], run.createdAt)
    for (const [personId, rows] of Map.groupBy(pending, (row) => row.personId))
      await settlePerson(app, tx, { run, named, isWhole }, personId, rows)
  })
}

/**
 * Only a list that says how many doses the unit has, holds just as many, and hides none of them may say that one is gone; a part
 * of a list, or one that broke off, says so of half the commune.
 */
async function mayMiss(tx: Tx, { id, kind, isWhole, rowsDeclared }: ImportRun): Promise<boolean> {
  return kind === 'doses' && isWhole && rowsDeclared !== null && (await tx.imports.countNameless(id)) === 0
}

async function settlePerson(
  app: App,
  tx: Tx,
  reading: Reading,
  personId: string,
  rows: readonly ExportRow[],
): Promise<void> {
  const record = await tx.records.get(personId)
  if (!record) return
  const all = await tx.records.dosesOf(personId)
  const toGo = (await tx.approvedChanges.byIds(rows.flatMap((row) => row.changeIds))).filter(isRemoval)
  const isThere = record.unitId === reading.run.unitId && isNamed(all, toGo, reading)
  const gone = new Set(reading.isWhole && isThere ? all.flatMap(({ id }) => (reading.named.has(id) ? [] : [id])) : [])
  const doses = all.filter((dose) => !gone.has(dose.id))
  const isSpokenOf = ({ field, doseId }: Pick<ApprovedChange, 'field' | 'doseId'>) => {
    if ((field === 'dose') !== (reading.run.kind === 'doses')) return false
    if (doseId === null) return !reading.isWhole || isThere
    return reading.named.has(doseId) || gone.has(doseId)
  }
  const values = (_: unknown, changes: readonly ApprovedChange[]) =>
    currentValues({ record, doses }, changes.filter(isSpokenOf))
  await settleRows(app, tx, rows, { personId, importId: reading.run.id, result: null, values })
}

/** Somebody of whom no other dose is named either may have moved away: the list does not contain them. */
function isNamed(doses: readonly RecordedDose[], toGo: readonly ApprovedChange[], { named }: Reading): boolean {
  const others = doses.filter((dose) => !toGo.some((change) => change.doseId === dose.id))
  return others.length === 0 || others.some((dose) => named.has(dose.id))
}
