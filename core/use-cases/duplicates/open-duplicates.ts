import { done, type Outcome, object } from '../../domain/objection.ts'
import { doseUnion, type UnionDose } from '../../domain/record/dose-union.ts'
import { mayUndoJoin } from '../../domain/record/record-join.ts'
import { isRowId } from '../../domain/row-id.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { MergePlan, PairRow, TwoRecordsClaim } from '../../ports/duplicates.ts'
import type { RecordJoin } from '../../ports/same-person.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

const PAIRS_SHOWN = 50
const PLANS_SHOWN = 20

export interface DuplicatesDesk {
  pairs: PairRow[]
  /** Citizens who say it themselves (features B05). */
  claims: TwoRecordsClaim[]
  /** Joins the next plan for the Platform names. */
  toPlan: number
  /** What the Platform was told before, newest first. */
  plans: MergePlan[]
}

/** What the search found, what citizens say, and what the Platform has not been told (features E08). */
export async function openDuplicates(app: App, { officer }: { officer: Officer }): Promise<Outcome<DuplicatesDesk>> {
  if (!may(officer, 'join_records')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const pairs = await tx.duplicates.page(scope, PAIRS_SHOWN)
    const subject = { subjectKind: 'unit', subjectId: officer.unitId }
    const people = pairs.flatMap(({ firstId, secondId }) => [firstId, secondId])
    await tx.audit.write({ staffId: officer.staffId, action: 'open_duplicates', ...subject, detail: { people } })
    const toPlan = (await tx.duplicates.toPlan(scope)).length
    const plans = await tx.duplicates.plans(scope, PLANS_SHOWN)
    return done({ pairs, claims: await tx.duplicates.claims(scope), toPlan, plans })
  })
}

export interface OnPair {
  officer: Officer
  firstId: string
  secondId: string
}

export interface PairOpened {
  pair: PairRow
  join: RecordJoin | null
  /** The doses both records would have together, with what is doubtful about them. */
  union: UnionDose[]
  /** Of which record each dose is. */
  dosesOf: Map<string, string>
  mayConfirm: boolean
  mayUndo: boolean
}

export async function openPair(app: App, command: OnPair): Promise<Outcome<PairOpened>> {
  const { officer } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachPair(tx, command)
    if (!reached.ok) return reached
    const pair = reached.value
    for (const subjectId of [pair.firstId, pair.secondId])
      await tx.audit.write({ staffId: officer.staffId, action: 'open_pair', subjectKind: 'person', subjectId })
    const join = await joinOfPair(tx, pair)
    const doses = [...(await tx.records.dosesOf(pair.firstId)), ...(await tx.records.dosesOf(pair.secondId))]
    return done({
      pair,
      join,
      union: doseUnion(doses),
      dosesOf: new Map(doses.map((dose) => [dose.id, dose.personId])),
      mayConfirm: join !== null && join.confirmedAt === null && join.proposedBy !== officer.staffId,
      mayUndo: join !== null && mayUndoJoin(join, app.now()),
    })
  })
}

/** Both records must lie in the officer's scope; a pair across two stations is the district's. */
export async function reachPair(tx: Tx, { officer, firstId, secondId }: OnPair): Promise<Outcome<PairRow>> {
  if (!may(officer, 'join_records')) return object('not_your_role')
  const scope = await scopeFor(tx, officer)
  const pair = isRowId(firstId) && isRowId(secondId) ? await tx.duplicates.pair(firstId, secondId) : null
  const isNear = pair && isInScope(scope, pair.first.unitId) && isInScope(scope, pair.second.unitId)
  return isNear ? done(pair) : object('no_such_person')
}

export async function joinOfPair(tx: Tx, { firstId, secondId }: PairRow): Promise<RecordJoin | null> {
  const joins = await tx.samePerson.joinsOf(firstId)
  return joins.find((join) => join.keptId === secondId || join.joinedId === secondId) ?? null
}
