import type { DoseFacts } from '../../domain/exchange/approved-change.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { DoseRemoval } from '../../ports/platform-desk.ts'
import type { Tx } from '../../ports/store.ts'
import { allOrNothing } from '../desk/all-or-nothing.ts'
import { recordedDose } from '../identity/recorded-values.ts'
import { objectionToSecond } from '../staff/second-person.ts'
import { pairsOf } from './double-doses.ts'
import { handOutDose } from './hand-out-dose.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface ProposeRemoval {
  officer: Officer
  personId: string
  keepDoseId: string
  removeDoseId: string
  /** Both were really given: nothing goes. */
  bothReal: boolean
  reason: string
}

/** The first of two officers says which row goes (features G13, E11). Nothing moves yet. */
export async function proposeRemoval(app: App, command: ProposeRemoval): Promise<Outcome<{ id: string }>> {
  const { officer, personId, keepDoseId, removeDoseId, bothReal } = command
  const reason = command.reason.trim()
  if (reason.length < 5) return object('reason_needed')
  return app.store.transaction(async (tx) => {
    const record = await tx.records.get(personId)
    if (record?.unitId !== officer.unitId) return object('no_such_person')
    const pair = (await pairsOf(app, tx, personId, [])).find(
      ({ a, b }) => [a.id, b.id].includes(keepDoseId) && [a.id, b.id].includes(removeDoseId),
    )
    if (!pair || keepDoseId === removeDoseId) return object('no_such_person')
    const gone = pair.a.id === removeDoseId ? pair.a : pair.b
    if (gone.isSigned && !bothReal) return object('dose_is_signed')
    const { unitId, staffId } = officer
    const facts = { personId, keepDoseId, removeDoseId, bothReal, reason: reason.slice(0, 500) }
    const removal: DoseRemoval = {
      ...facts,
      id: app.newId(),
      unitId,
      firstBy: staffId,
      firstAt: app.now(),
      secondBy: null,
      secondAt: null,
    }
    if (!(await tx.doseRemovals.propose(removal))) return object('changed_meanwhile')
    await audit(tx, officer, 'propose_dose_removal', removal.id)
    return done({ id: removal.id })
  })
}

/** The second officer agrees: the dose goes on the next list of removals; or sends the proposal back. */
export async function decideRemoval(
  app: App,
  { officer, removalId, agrees }: { officer: Officer; removalId: string; agrees: boolean },
): Promise<Outcome<null>> {
  return allOrNothing(app, async (tx) => {
    const removal = await tx.doseRemovals.lock(removalId)
    if (removal?.unitId !== officer.unitId) return object('no_such_person')
    if (removal.secondBy) return object('changed_meanwhile')
    const objection = agrees ? await objectionToSecond(tx, officer, removal.firstBy, 'second_officer_needed') : null
    if (objection) return { ok: false, objection }
    await audit(tx, officer, agrees ? 'approve_dose_removal' : 'send_back_dose_removal', removal.id)
    if (!agrees) {
      await tx.doseRemovals.takeBack(removal.id)
      return done(null)
    }
    await tx.doseRemovals.decide(removal.id, { by: officer.staffId, at: app.now() })
    return removal.bothReal ? done(null) : approve(app, tx, removal)
  })
}

async function approve(app: App, tx: Tx, removal: DoseRemoval): Promise<Outcome<null>> {
  const records = [removal.personId, ...(await tx.samePerson.joinedInto(removal.personId))]
  const doses = (await Promise.all(records.map((id) => tx.records.dosesOf(id)))).flat()
  const dose = doses.find((one) => one.id === removal.removeDoseId)
  if (!dose) return object('changed_meanwhile')
  if (dose.signedAt) return object('dose_is_signed')
  const correct: DoseFacts = { ...recordedDose(dose), removed: 'yes' }
  const change = {
    id: app.newId(),
    personId: dose.personId,
    field: 'dose' as const,
    doseId: dose.id,
    recorded: recordedDose(dose),
    correct,
    policeRowId: null,
    healthEventId: null,
    doseRemovalId: removal.id,
    identityCaseId: null,
    reportId: null,
    foreigner: false,
    state: 'approved' as const,
  }
  await tx.approvedChanges.add(change)
  await handOutDose(tx, change, dose, app.now())
  return done(null)
}

function audit(tx: Tx, { staffId }: Officer, action: string, subjectId: string): Promise<void> {
  return tx.audit.write({ staffId, action, subjectKind: 'dose_removal', subjectId })
}
