import { done, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import { isRowId } from '../../domain/row-id.ts'
import { isInScope, may } from '../../policy.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

/** The record of the person at this counter; outside the officer's scope it does not exist. */
export async function reachPerson(tx: Tx, officer: Officer, personId: string): Promise<Outcome<PlatformRecord>> {
  if (!may(officer, 'work_at_counter')) return object('not_your_role')
  const record = isRowId(personId) ? await tx.records.get(personId) : null
  if (!record || !isInScope(await scopeFor(tx, officer), record.unitId)) return object('no_such_person')
  return done(record)
}
