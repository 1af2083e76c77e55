import { done, type Outcome, object } from '../../domain/objection.ts'
import { isOpen, USUAL_HOURS } from '../../domain/thread/office-hours.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { AnswerTimes, InboxEntry } from '../../ports/help-requests.ts'
import type { AnswerUsage } from '../../ports/ready-answers.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'

export interface InboxPage {
  /** Whoever waits longest first; talks in which nobody waits stand last. */
  talks: InboxEntry[]
  /** To be called, the earliest time first; the phone only where the officer's own unit is the one that calls. */
  callbacks: InboxEntry[]
  times: AnswerTimes
  usage: AnswerUsage[]
  /** Units to choose from: one or more. */
  units: { id: string; name: string }[]
  /** The officer's own unit answers in the chat now. */
  openNow: boolean
}

const SHOWN = 200
const STATISTICS_MS = 30 * 86_400_000

/** Everybody who asked for a human, within the officer's reach (features D11, E20). */
export async function listInbox(
  app: App,
  { officer, unitId }: { officer: Officer; unitId: string | null },
): Promise<Outcome<InboxPage>> {
  if (!may(officer, 'talk_to_citizens')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const since = new Date(app.now().getTime() - STATISTICS_MS)
    const units = (await tx.units.all()).filter((unit) => unit.kind !== 'police' && isInScope(scope, unit.id))
    const wanted = units.some((unit) => unit.id === unitId) ? unitId : null
    const entries = (await tx.helpRequests.openOf(scope, wanted, SHOWN)).map((entry) =>
      entry.unitId === officer.unitId ? entry : { ...entry, callbackPhone: null },
    )
    const hours = (await tx.helpRequests.hoursOf(officer.unitId)) ?? USUAL_HOURS
    await noteReading(tx, officer, entries)
    return done({
      talks: entries.filter((entry) => entry.state !== 'callback'),
      callbacks: entries.filter((entry) => entry.state === 'callback').sort(byCallTime),
      times: await tx.helpRequests.answerTimes(scope, since),
      usage: await tx.readyAnswers.usage(scope, since),
      units: units.map(({ id, name }) => ({ id, name })),
      openNow: isOpen(hours, app.now()),
    })
  })
}

/** A list of names and phones was looked at. */
function noteReading(tx: Tx, { staffId, unitId }: Officer, entries: readonly InboxEntry[]): Promise<void> {
  const detail = { people: entries.length, phones: entries.filter((entry) => entry.callbackPhone).length }
  return tx.audit.write({ staffId, action: 'read_inbox', subjectKind: 'unit', subjectId: unitId, detail })
}

/** Who chose no time stands last. */
function byCallTime(a: InboxEntry, b: InboxEntry): number {
  return callTime(a).localeCompare(callTime(b)) || a.askedAt.getTime() - b.askedAt.getTime()
}

function callTime({ callback }: InboxEntry): string {
  return callback ? `${callback.day} ${callback.part === 'morning' ? 1 : 2}` : '9999'
}
