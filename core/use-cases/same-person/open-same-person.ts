import { done, type Outcome, object } from '../../domain/objection.ts'
import { maskId } from '../../domain/person/mask.ts'
import { numbersOfCard, type PriorNumber } from '../../domain/person/prior-number.ts'
import { doseUnion, type UnionDose } from '../../domain/record/dose-union.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import { mayUndoJoin } from '../../domain/record/record-join.ts'
import type { Report } from '../../domain/report/report.ts'
import { mayAt } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { SimilarRecord } from '../desk/case-view.ts'
import { photosOfCase } from '../desk/photos-of-case.ts'
import { reachReport, scopeFor } from '../desk/reach-report.ts'
import { similarRecords } from '../desk/similar-records.ts'

/** A record that may be the same person, with the doses both would have together (features B05). */
export interface JoinCandidate {
  record: SimilarRecord
  union: UnionDose[]
}

export interface JoinNow {
  join: RecordJoin
  other: Pick<PlatformRecord, 'recordId' | 'fullName' | 'birthDate' | 'commune'>
  union: UnionDose[]
  mayConfirm: boolean
  mayUndo: boolean
}

export interface SamePersonView {
  report: Pick<Report, 'code' | 'note'>
  record: PlatformRecord & { idMasked: string | null }
  candidates: JoinCandidate[]
  /** Fitting records of units out of this officer's reach: for the district. */
  elsewhere: number
  joins: JoinNow[]
  /** On a photographed card of this person, not confirmed yet (features A14). */
  numbersFound: PriorNumber[]
  numbersKept: PriorNumber[]
}

/** What may belong to the person of a report: other numbers and other records; each opening is written into the audit. */
export async function openSamePerson(
  app: App,
  { officer, code }: { officer: Officer; code: string },
): Promise<Outcome<SamePersonView>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'join_records', code, 'read')
    if (!reached.ok) return reached
    const report = reached.value
    const record = report.personId ? await tx.records.get(report.personId) : null
    if (!record) return object('no_such_person')
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'open_same_person', subjectKind: 'report', subjectId: report.id })
    const kept = await tx.samePerson.priorNumbersOf(record.id)
    const { idNumber, idText } = record
    return done({
      report: { code: report.code, note: report.note },
      record: { ...record, idMasked: (idNumber ?? idText) ? maskId(idNumber ?? idText) : null },
      ...(await candidatesFor(tx, officer, report, record, kept)),
      joins: await joinsNow(app, tx, officer, record),
      numbersFound: (await numbersFound(app, tx, officer, { report, record })).filter(isNotIn(kept)),
      numbersKept: kept,
    })
  })
}

const isNotIn = (kept: readonly PriorNumber[]) => (one: PriorNumber) =>
  !kept.some(({ number }) => number === one.number)

/** What the cards of the case add, for those who may see its photos: a number read from a photo is part of the photo. */
export async function numbersFound(
  app: App,
  tx: Tx,
  officer: Officer,
  { report, record }: { report: Report; record: PlatformRecord },
): Promise<PriorNumber[]> {
  if (!mayAt(officer, 'see_photo', report.unitId)) return []
  const cards = (await photosOfCase(app, tx, report.id)).flatMap(({ card }) => card ?? [])
  const found = new Map(cards.flatMap((card) => numbersOfCard(card, record)).map((one) => [one.number, one]))
  return [...found.values()]
}

async function candidatesFor(
  tx: Tx,
  officer: Officer,
  report: Report,
  record: PlatformRecord,
  kept: readonly PriorNumber[],
): Promise<Pick<SamePersonView, 'candidates' | 'elsewhere'>> {
  const numbers = kept.map(({ number }) => number)
  const near = await similarRecords(tx, report, await scopeFor(tx, officer), numbers)
  const taken = new Set((await tx.samePerson.joinsOf(record.id)).flatMap((join) => [join.keptId, join.joinedId]))
  const candidates: JoinCandidate[] = []
  for (const similar of near.similar) {
    if (similar.personId === record.id || taken.has(similar.personId)) continue
    candidates.push({ record: similar, union: await unionOf(tx, [record.id, similar.personId]) })
  }
  return { candidates, elsewhere: near.elsewhere }
}

async function joinsNow(app: App, tx: Tx, officer: Officer, record: PlatformRecord): Promise<JoinNow[]> {
  const shown: JoinNow[] = []
  for (const join of await tx.samePerson.joinsOf(record.id)) {
    const other = await tx.records.get(join.keptId === record.id ? join.joinedId : join.keptId)
    if (!other) continue
    shown.push({
      join,
      other,
      union: await unionOf(tx, [join.keptId, join.joinedId]),
      mayConfirm: join.confirmedAt === null && join.proposedBy !== officer.staffId,
      mayUndo: mayUndoJoin(join, app.now()),
    })
  }
  return shown
}

async function unionOf(tx: Tx, personIds: readonly string[]): Promise<UnionDose[]> {
  const doses = []
  for (const id of personIds) doses.push(...(await tx.records.dosesOf(id)))
  return doseUnion(doses)
}
