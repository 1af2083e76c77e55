import { done, type Outcome, object } from '../../domain/objection.ts'
import { MAX_LIST_ROWS } from '../../domain/police-list/police-answer.ts'
import { roomAt } from '../../domain/police-list/police-room.ts'
import type { Actor } from '../../domain/role.ts'
import { isInScope, may, scopeOf } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceLoad } from '../../ports/police-loads.ts'
import type { Tx } from '../../ports/store.ts'
import { paceSince } from './choose-cases.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface LoadAtPolice extends PoliceLoad {
  room: number
  consent: { state: 'waiting' | 'granted' | 'refused'; rows: number } | null
}

/** What the station sees before it sends anything (features F13); null where no police unit checks for it. */
export async function loadAtPolice(app: App, tx: Tx, unitId: string): Promise<LoadAtPolice | null> {
  const unit = await tx.units.get(unitId)
  if (!unit?.policeUnitId) return null
  const load = await tx.policeLoads.of(unit.policeUnitId, paceSince(app.now()))
  return { ...load, room: roomAt(load), consent: await consentOf(tx, unitId) }
}

async function consentOf(tx: Tx, unitId: string): Promise<LoadAtPolice['consent']> {
  const [waiting] = await tx.policeLoads.waiting({ unitIds: [unitId] })
  if (waiting) return { state: 'waiting', rows: waiting.rows }
  const answer = await tx.policeLoads.answerFor(unitId)
  return answer && { state: answer.granted ? 'granted' : 'refused', rows: answer.rows }
}

/** The station asks its district for one list beyond what the police can check in two days. */
export async function askForConsent(
  app: App,
  { officer, rows, reason }: { officer: Officer; rows: number; reason: string },
): Promise<Outcome<null>> {
  if (!may(officer, 'draw_up_police_list')) return object('not_your_role', { action: 'ask_consent' })
  if (reason.trim() === '') return object('reason_needed', { action: 'ask_consent' })
  if (rows > MAX_LIST_ROWS) return object('list_too_long', { rows, most: MAX_LIST_ROWS })
  return app.store.transaction(async (tx) => {
    const policeUnitId = (await tx.units.get(officer.unitId))?.policeUnitId
    if (!policeUnitId) return object('not_your_unit')
    const asked = { askedBy: officer.staffId, askedAt: app.now(), reason: reason.trim().slice(0, 300) }
    const isNew = await tx.policeLoads.ask({ id: app.newId(), unitId: officer.unitId, policeUnitId, rows, ...asked })
    return isNew ? done(null) : object('consent_waiting')
  })
}

/** The district says yes or no; its answer stays with the list it was for. */
export async function decideConsent(
  app: App,
  { officer, id, granted }: { officer: Officer; id: string; granted: boolean },
): Promise<Outcome<null>> {
  if (!may(officer, 'consent_to_load')) return object('not_your_role', { action: 'consent_to_load' })
  return app.store.transaction(async (tx) => {
    const consent = await tx.policeLoads.lock(id)
    const scope = scopeOf(officer, await tx.units.all())
    if (!consent || !isInScope(scope, consent.unitId)) return object('no_such_request')
    await tx.policeLoads.decide(id, granted, { staffId: officer.staffId, at: app.now() })
    const subject = { subjectKind: 'police_load_consent', subjectId: id }
    const detail = { granted, rows: consent.rows }
    await tx.audit.write({ staffId: officer.staffId, action: 'decide_police_load', ...subject, detail })
    return done(null)
  })
}

/** The police say how many people one officer can check a day. */
export async function setCapacity(
  app: App,
  { officer, rowsPerOfficerDay }: { officer: Officer; rowsPerOfficerDay: number },
): Promise<Outcome<null>> {
  if (!may(officer, 'set_police_capacity')) return object('not_your_role', { action: 'set_police_capacity' })
  return app.store.policeTransaction(async (tx) => {
    const by = { staffId: officer.staffId, at: app.now() }
    await tx.policeLoads.setCapacity(officer.unitId, rowsPerOfficerDay, by)
    const subject = { subjectKind: 'unit', subjectId: officer.unitId }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'set_police_capacity',
      ...subject,
      detail: { rowsPerOfficerDay },
    })
    return done(null)
  })
}
