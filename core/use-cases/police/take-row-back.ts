import type { LegalFacts } from '../../domain/exchange/frozen-list.ts'
import { sameValue } from '../../domain/exchange/snapshot.ts'
import type { Outcome } from '../../domain/objection.ts'
import { callKindOf, type PoliceAnswer } from '../../domain/police-list/police-answer.ts'
import type { Report } from '../../domain/report/report.ts'
import { IDENTITY_FIELDS, type IdentityField } from '../../domain/report/report-type.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { IdentityCase } from '../../ports/identity-cases.ts'
import type { PoliceRow } from '../../ports/police-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { recordedField } from '../identity/recorded-values.ts'
import { moveReport } from '../move-report.ts'
import { callPerson } from './call-person.ts'

/** The police answer as a sentence to the citizen, in their language; words stand in templates. */
export type AnswerWords = (answer: PoliceAnswer, wrongFields: readonly IdentityField[], locale: 'vi' | 'en') => string

const ACTION_OF = { match: 'police_confirm', register_wrong: 'register_wrong' } as const

/**
 * One accepted row: `match` alone confirms; `register_wrong` lets the case wait for the citizen (features F08); anything else
 * gives the case and its reports back to the station.
 */
export async function takeRowBack(
  app: App,
  tx: Tx,
  row: PoliceRow,
  words: AnswerWords,
): Promise<'confirmed' | 'objected'> {
  const identityCase = await tx.identityCases.lock(row.identityCaseId)
  if (!identityCase) throw new Error(`Police row ${row.id} has no identity case`)
  const isMatch = row.answer === 'match'
  // The next national match, or the citizen, was quicker than a row that was answered again (features F08).
  if (identityCase.state === 'matched' || identityCase.state === 'withdrawn') return isMatch ? 'confirmed' : 'objected'
  const detail = { policeRowId: row.id, answer: row.answer, wrongFields: row.wrongFields }
  const action = ACTION_OF[row.answer as keyof typeof ACTION_OF] ?? 'police_object'
  must(await moveIdentityCase(app, tx, identityCase, { action, actor: SYSTEM, detail }), identityCase.id)
  await tx.policeCalls.endOfCase(identityCase.id, app.now())
  const reports = await waitingReports(tx, identityCase)
  if (row.answer === 'register_wrong') {
    for (const report of reports) await callPerson(app, tx, { kind: 'register_wrong', row, report })
    return 'objected'
  }
  if (isMatch) await approveConfirmed(app, tx, identityCase, row, reports[0] ?? null)
  for (const report of reports) {
    const answer = row.answer && !isMatch ? { answer: words(row.answer, row.wrongFields, report.locale) } : {}
    const move = {
      action: isMatch ? 'police_confirmed' : 'police_objected',
      actor: SYSTEM,
      change: answer,
      detail,
      ...(row.answer === 'must_come' && { notice: 'police-call' as const }),
    } as const
    must(await moveReport(app, tx, report, move), report.id)
    if (callKindOf(row.answer)) await callPerson(app, tx, { kind: 'must_come', row, report })
  }
  return isMatch ? 'confirmed' : 'objected'
}

async function waitingReports(tx: Tx, identityCase: IdentityCase): Promise<Report[]> {
  const reports: Report[] = []
  for (const id of await tx.identityCases.reportIdsOf(identityCase.id)) {
    const report = await tx.reports.lock(id)
    if (report?.state === 'needs_identity') reports.push(report)
  }
  return reports
}

/** Every confirmed value that differs from the record, or all four when the record itself needs a new match (features F05). */
async function approveConfirmed(
  app: App,
  tx: Tx,
  identityCase: IdentityCase,
  row: PoliceRow,
  report: Report | null,
): Promise<void> {
  const record = await tx.records.get(identityCase.personId)
  if (!record) throw new Error(`Identity case ${identityCase.id} has no record`)
  const facts: LegalFacts = row
  const differing = IDENTITY_FIELDS.filter((field) => !sameValue(recordedField(record, field), facts[field]))
  for (const field of differing.length > 0 ? differing : IDENTITY_FIELDS) {
    await tx.approvedChanges.add({
      id: app.newId(),
      personId: record.id,
      field,
      doseId: null,
      recorded: recordedField(record, field),
      correct: facts[field],
      policeRowId: row.id,
      healthEventId: null,
      identityCaseId: identityCase.id,
      reportId: report?.id ?? null,
      foreigner: false,
      state: 'approved',
    })
  }
}

/** The rows are locked, so a step that is not possible here is a fault of ours: everything is undone. */
function must<T>(outcome: Outcome<T>, id: string): void {
  if (!outcome.ok) throw new Error(`${id} could not follow the answer of the police: ${outcome.objection.code}`)
}
