import { done, type Outcome, object } from '../../domain/objection.ts'
import { isForeignNumber } from '../../domain/police-list/foreign-number.ts'
import { MAX_LIST_ROWS } from '../../domain/police-list/police-answer.ts'
import { roomAt } from '../../domain/police-list/police-room.ts'
import type { App } from '../../ports/app.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { Tx } from '../../ports/store.ts'

/** How far back the pace of the police is measured. */
const PACE_DAYS = 60

export const paceSince = (now: Date) => new Date(now.getTime() - PACE_DAYS * 86_400_000)

export interface Choice {
  unitId: string
  policeUnitId: string
  caseIds: readonly string[] | 'all waiting'
}

export interface Chosen {
  cases: WaitingCase[]
  /** The district's consent that this list uses up; null: there was room. */
  consentId: string | null
}

/** Those who go on the next list: the chosen ones, or urgent and oldest first as far as the police have room (features F13). */
export async function chooseCases(app: App, tx: Tx, choice: Choice): Promise<Outcome<Chosen>> {
  const all = choice.caseIds === 'all waiting'
  // Two stations may have one police unit: the second counts what the first has sent.
  await tx.policeLoads.hold(choice.policeUnitId)
  const waiting = await tx.identityCases.inStates(choice.unitId, ['hamlet_checked'], all ? 5000 : 50_000)
  const inReview = await tx.jointReviews.openOf(waiting.map(({ id }) => id))
  const consent = await tx.policeLoads.answerFor(choice.unitId)
  const room = roomAt(await tx.policeLoads.of(choice.policeUnitId, paceSince(app.now())))
  const most = consent?.granted ? Math.max(room, consent.rows) : room
  const picked =
    choice.caseIds === 'all waiting'
      ? foremost(waiting, inReview, most)
      : pick(waiting, inReview, new Set(choice.caseIds), most)
  if (!picked.ok && picked.objection.code === 'police_full' && consent?.granted === false)
    return object('consent_refused')
  if (!picked.ok) return picked
  const consentId = picked.value.length > room ? (consent?.id ?? null) : null
  return done({ cases: picked.value, consentId })
}

function foremost(
  waiting: readonly WaitingCase[],
  inReview: ReadonlySet<string>,
  most: number,
): Outcome<WaitingCase[]> {
  const ready = waiting.filter((one) => !isForeign(one) && !isUnsettled(one) && !inReview.has(one.id))
  if (ready.length === 0) return object('list_empty')
  // They come oldest first, and a stable sort keeps that within both groups.
  const ordered = ready.toSorted((one, other) => Number(other.urgent) - Number(one.urgent))
  const cases = ordered.slice(0, Math.min(MAX_LIST_ROWS, most))
  return cases.length > 0 ? done(cases) : object('police_full', { room: most })
}

function pick(
  waiting: readonly WaitingCase[],
  inReview: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  most: number,
): Outcome<WaitingCase[]> {
  if (wanted.size === 0) return object('list_empty')
  if (wanted.size > MAX_LIST_ROWS) return object('list_too_long', { rows: wanted.size, most: MAX_LIST_ROWS })
  const chosen = waiting.filter((one) => wanted.has(one.id))
  if (chosen.some(isForeign)) return object('foreigner_on_police_list')
  if (chosen.some(isUnsettled)) return object('hamlet_differs')
  if (chosen.some((one) => inReview.has(one.id))) return object('joint_review_needed')
  if (chosen.length !== wanted.size) return object('already_on_a_list')
  return wanted.size > most ? object('police_full', { room: most }) : done(chosen)
}

/** The hamlet wrote another value and no officer has chosen between the two (2262 step 2, features E13). */
function isUnsettled({ hamletSays }: WaitingCase): boolean {
  return hamletSays !== null && hamletSays.settled === null
}

/** The mirror may say otherwise since the case was opened. */
function isForeign({ nationality, proposed }: WaitingCase): boolean {
  return nationality !== 'VN' || isForeignNumber(proposed.idNumber)
}
