import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { SigningMinutes } from '../../ports/signing-minutes.ts'
import { signRecords } from './sign-records.ts'
import { keepScan } from './take-in-scan.ts'

export interface RecordMinutes {
  officer: Extract<Actor, { kind: 'staff' }>
  minutesId: string
  scan: Buffer | null
}

/** The scan of the signed paper is in: its people are marked "by minutes", and never as signed (features H11). */
export async function recordMinutes(
  app: App,
  command: RecordMinutes,
): Promise<Outcome<{ signed: number; leftOut: number }>> {
  const { officer, minutesId, scan } = command
  const found = await readDrawnUp(app, officer, minutesId)
  if (!found.ok) return found
  if (!scan) return object('minutes_incomplete')
  const scanned = await keepScan(app, scan, `signing-minutes/${minutesId}-scan`)
  if (!scanned.ok) return scanned
  const { number, drawnOn, parties, people } = found.value
  const minutes = { number, date: drawnOn, parties }
  const personIds = await peopleOn(app, found.value)
  const recorded = await app.store.transaction(async (tx) => {
    const again = await tx.signingMinutes.lock(minutesId)
    if (again?.state !== 'drawn_up') return null
    const kept = {
      state: 'recorded' as const,
      scanKey: scanned.value,
      recordedBy: officer.staffId,
      recordedAt: app.now(),
    }
    await tx.signingMinutes.settle({ ...again, ...kept })
    const subject = { subjectKind: 'signing_minutes', subjectId: minutesId }
    await tx.audit.write({ staffId: officer.staffId, action: 'record_minutes', ...subject, detail: { people } })
    return again
  })
  if (!recorded) return object('changed_meanwhile')
  const by = { method: 'minutes', minutes, minutesId } as const
  const signed = await signRecords(app, { officer, personIds, by })
  // Everybody on them may have changed or been signed meanwhile: the paper is kept all the same.
  return signed.ok ? signed : done({ signed: 0, leftOut: personIds.length })
}

export async function giveUpMinutes(
  app: App,
  { officer, minutesId }: Omit<RecordMinutes, 'scan'>,
): Promise<Outcome<null>> {
  const found = await readDrawnUp(app, officer, minutesId)
  if (!found.ok) return found
  return app.store.transaction(async (tx) => {
    const again = await tx.signingMinutes.lock(minutesId)
    if (again?.state !== 'drawn_up') return object('changed_meanwhile')
    await tx.signingMinutes.settle({ ...again, state: 'given_up' })
    return done(null)
  })
}

async function readDrawnUp(
  app: App,
  officer: RecordMinutes['officer'],
  minutesId: string,
): Promise<Outcome<SigningMinutes>> {
  const found = await app.store.transaction((tx) => tx.signingMinutes.get(minutesId))
  if (!found || found.unitId !== officer.unitId) return object('no_such_minutes')
  if (officer.role !== 'head') return object('not_your_role', { action: 'sign' })
  return found.state === 'drawn_up' ? done(found) : object('not_possible_now', { action: 'sign', state: found.state })
}

async function peopleOn(app: App, minutes: SigningMinutes): Promise<string[]> {
  const { people } = JSON.parse(minutes.canonical) as { people: { recordId: string }[] }
  return app.store.transaction((tx) => tx.signedRecords.personIdsOf(people.map(({ recordId }) => recordId)))
}
