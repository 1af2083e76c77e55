import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type FrozenList, freezeList } from '../../domain/exchange/frozen-list.ts'
import { done, type Objection, type Outcome, object } from '../../domain/objection.ts'
import { policeDueAt } from '../../domain/police-list/police-answer.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { PoliceList, PoliceRow } from '../../ports/police-lists.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'
import { sha256 } from '../exchange/sha256.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { chooseCases } from './choose-cases.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface DrawUpPoliceList {
  officer: Officer
  /** Chosen cases, or the oldest waiting ones up to a full list. */
  caseIds: readonly string[] | 'all waiting'
}

/** Draws up and freezes a list for the commune police (2262 step 2): from now on everybody reads the frozen text. */
export async function drawUpPoliceList(app: App, command: DrawUpPoliceList): Promise<Outcome<PoliceList>> {
  const { officer } = command
  if (!may(officer, 'draw_up_police_list')) return object('not_your_role', { action: 'put_on_list' })
  return app.store
    .transaction(async (tx) => {
      const sides = await sidesOf(tx, officer)
      const choice = { unitId: officer.unitId, policeUnitId: sides.police.id, caseIds: command.caseIds }
      const chosen = await chooseCases(app, tx, choice)
      if (!chosen.ok) return chosen
      const { cases, consentId } = chosen.value
      const { list, rows } = await freeze(app, tx, officer, sides, cases)
      for (const waiting of cases) {
        const detail = { list: list.number }
        const moved = await moveIdentityCase(app, tx, waiting, { action: 'put_on_list', actor: officer, detail })
        // Two officers at once: the second finds the person already on a list (features F01).
        if (!moved.ok) throw new CaseTaken(object('already_on_a_list').objection)
      }
      await tx.policeLists.insert(list, rows)
      if (consentId) await tx.policeLoads.use(consentId, list.id)
      // Whoever was asked to come is on their way again, with everybody.
      for (const { id } of cases) await tx.policeCalls.endOfCase(id, app.now())
      await tx.history.append({
        subject: 'police_list',
        subjectId: list.id,
        action: 'draw_up',
        from: null,
        to: list.state,
        actor: officer,
        detail: { rows: rows.length, sha256: list.sha256 },
        at: app.now(),
      })
      return done(list)
    })
    .catch(takenAsObjection)
}

/** Undoes the transaction; it never leaves this file. */
class CaseTaken extends Error {
  readonly objection: Objection
  constructor(objection: Objection) {
    super('A case was put on another list at the same moment')
    this.objection = objection
  }
}

function takenAsObjection(fault: unknown): { ok: false; objection: Objection } {
  if (fault instanceof CaseTaken) return { ok: false, objection: fault.objection }
  throw fault
}

interface Sides {
  unit: Unit
  police: Unit
}

async function sidesOf(tx: Tx, officer: Officer): Promise<Sides> {
  const unit = await tx.units.get(officer.unitId)
  const police = unit?.policeUnitId ? await tx.units.get(unit.policeUnitId) : null
  if (!unit || !police) throw new Error(`Unit ${officer.unitId} has no police unit: set units.police_unit_id`)
  return { unit, police }
}

async function freeze(app: App, tx: Tx, officer: Officer, { unit, police }: Sides, cases: readonly WaitingCase[]) {
  const drawnUpOn = dayInVietNam(app.now())
  const number = await tx.policeLists.nextNumber(drawnUpOn.slice(0, 4))
  const facts: FrozenList = {
    number,
    unit: unit.name,
    policeUnit: police.name,
    drawnUpOn,
    rows: cases.map((one, index) => ({ row: index + 1, ...one.proposed })),
  }
  const canonical = freezeList(facts)
  const list: PoliceList = {
    id: app.newId(),
    number,
    unitId: unit.id,
    policeUnitId: police.id,
    state: 'with_police',
    version: 1,
    drawnUpOn,
    drawnUpBy: officer.staffId,
    dueAt: policeDueAt(drawnUpOn),
    canonical,
    sha256: sha256(canonical),
    createdAt: app.now(),
  }
  return { list, rows: cases.map((one, index) => rowOf(app.newId(), list.id, index + 1, one)) }
}

function rowOf(id: string, listId: string, rowNo: number, one: WaitingCase): PoliceRow {
  const open = {
    answer: null,
    wrongFields: [],
    note: null,
    answeredBy: null,
    answeredAt: null,
    comeOn: null,
    comePart: null,
    workbookId: null,
    mendedAt: null,
    returnId: null,
    open: true,
  }
  return {
    id,
    listId,
    rowNo,
    identityCaseId: one.id,
    nationality: one.nationality,
    hamletSays: one.hamletSays,
    ...one.proposed,
    ...open,
  }
}
