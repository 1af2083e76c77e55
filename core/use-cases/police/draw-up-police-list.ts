import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { type FrozenList, freezeList } from '../../domain/exchange/frozen-list.ts'
import { done, type Objection, type Outcome, object } from '../../domain/objection.ts'
import { isForeignNumber } from '../../domain/police-list/foreign-number.ts'
import { MAX_LIST_ROWS, policeDueAt } from '../../domain/police-list/police-answer.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { PoliceList, PoliceRow } from '../../ports/police-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface DrawUpPoliceList {
  officer: Officer
  /** Chosen cases, or the oldest waiting ones up to a full list. */
  caseIds: readonly string[] | 'all waiting'
}

/** Draws up and freezes a list for the commune police (2262 step 2): from now on everybody reads the frozen text. */
export async function drawUpPoliceList(app: App, command: DrawUpPoliceList): Promise<Outcome<PoliceList>> {
  const { officer } = command
  if (officer.role !== 'clerk' && officer.role !== 'head') return object('not_your_role', { action: 'put_on_list' })
  return app.store
    .transaction(async (tx) => {
      const chosen = await chooseCases(tx, command)
      if (!chosen.ok) return chosen
      const { list, rows } = await freeze(app, tx, officer, chosen.value)
      for (const waiting of chosen.value) {
        const detail = { list: list.number }
        const moved = await moveIdentityCase(app, tx, waiting, { action: 'put_on_list', actor: officer, detail })
        // Two officers at once: the second finds the person already on a list (features F01).
        if (!moved.ok) throw new CaseTaken(object('already_on_a_list').objection)
      }
      await tx.policeLists.insert(list, rows)
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

async function chooseCases(tx: Tx, { officer, caseIds }: DrawUpPoliceList): Promise<Outcome<WaitingCase[]>> {
  const waiting = await tx.identityCases.inStates(officer.unitId, ['listed'], caseIds === 'all waiting' ? 5000 : 50_000)
  if (caseIds === 'all waiting') {
    const vietnamese = waiting.filter((one) => !isForeign(one)).slice(0, MAX_LIST_ROWS)
    return vietnamese.length > 0 ? done(vietnamese) : object('list_empty')
  }
  const wanted = new Set(caseIds)
  if (wanted.size === 0) return object('list_empty')
  if (wanted.size > MAX_LIST_ROWS) return object('list_too_long', { rows: wanted.size, most: MAX_LIST_ROWS })
  const chosen = waiting.filter((one) => wanted.has(one.id))
  if (chosen.some(isForeign)) return object('foreigner_on_police_list')
  return chosen.length === wanted.size ? done(chosen) : object('already_on_a_list')
}

/** The mirror may say otherwise since the case was opened. */
function isForeign({ nationality, proposed }: WaitingCase): boolean {
  return nationality !== 'VN' || isForeignNumber(proposed.idNumber)
}

async function freeze(app: App, tx: Tx, officer: Officer, cases: readonly WaitingCase[]) {
  const unit = await tx.units.get(officer.unitId)
  const police = unit?.policeUnitId ? await tx.units.get(unit.policeUnitId) : null
  if (!unit || !police) throw new Error(`Unit ${officer.unitId} has no police unit: set units.police_unit_id`)
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
    returnId: null,
    open: true,
  }
  return { id, listId, rowNo, identityCaseId: one.id, nationality: one.nationality, ...one.proposed, ...open }
}
