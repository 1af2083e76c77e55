import type { InboundEvent } from '../../domain/chat/inbound-event.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import type { ReportState } from '../../domain/report/report-lifecycle.ts'
import { HELP_LIFECYCLE, type HelpAction } from '../../domain/thread/help-lifecycle.ts'
import type { AnswerFacts } from '../../domain/thread/ready-answer.ts'
import { comparePlaces, isSaid, placeOf, type ThreadPlace } from '../../domain/thread/thread-order.ts'
import { isInScope, type Scope } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import type { EvidencePhoto, ToldLine } from '../../ports/threads.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { answerFacts } from './answer-facts.ts'
import { isHeldByAnother, type OnThread, reachRequest } from './reach-request.ts'
import { type ReplyWay, replyWay } from './reply-way.ts'

/** One line of a thread, the person's or ours. */
export type ThreadLine = { place: ThreadPlace } & (
  | { side: 'said'; event: InboundEvent }
  | { side: 'told'; line: ToldLine }
)

export interface ThreadView {
  request: HelpRequest
  unitName: string
  holderName: string | null
  heldByAnother: boolean
  personName: string | null
  /** Their reports within the officer's reach, newest first. */
  reports: { code: string; state: ReportState }[]
  /** Newest first; `reportCode` is null where the case is out of reach. */
  photos: EvidencePhoto[]
  /** In the one order of features E20, oldest first. */
  lines: ThreadLine[]
  way: ReplyWay
  /** E.164; null: none, or the officer's unit is not the one that calls. */
  phone: string | null
  facts: AnswerFacts
  actions: HelpAction[]
}

const LINES = 300
const PHOTOS = 12

/** Both sides of the talk with one person, all channels in one thread; each reading is written into the audit. */
export async function openThread(app: App, command: OnThread): Promise<Outcome<ThreadView>> {
  const { officer } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'read')
    if (!reached.ok) return reached
    const request = reached.value
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'read_thread', subjectKind: 'help_request', subjectId: request.id })
    return done(await threadView(app, tx, officer, request))
  })
}

async function threadView(app: App, tx: Tx, officer: Officer, request: HelpRequest): Promise<ThreadView> {
  const addresses = await tx.contacts.groupOf(request.address)
  const scope = await scopeFor(tx, officer)
  const person = request.personId ? await tx.records.get(request.personId) : null
  const held = request.takenBy ? await tx.staff.namesOf([request.takenBy]) : null
  return {
    request,
    unitName: (await tx.units.get(request.unitId))?.name ?? '',
    holderName: held?.get(request.takenBy ?? '') ?? null,
    heldByAnother: isHeldByAnother(request, officer),
    personName: person?.fullName ?? null,
    reports: await reportsOf(tx, request.address, scope),
    photos: (await tx.threads.photos(addresses, PHOTOS)).map((photo) => withinReach(photo, scope)),
    lines: await linesOf(tx, addresses),
    way: await replyWay(tx, request),
    phone: officer.unitId === request.unitId ? await phoneOf(tx, request) : null,
    facts: await answerFacts(app, tx, request),
    actions: actionsFor(HELP_LIFECYCLE, request.state, officer.role),
  }
}

/** The phone the person named, else the one of their report. */
async function phoneOf(tx: Tx, { callbackPhone, reportId }: HelpRequest): Promise<string | null> {
  const report = !callbackPhone && reportId ? await tx.reports.get(reportId) : null
  return callbackPhone ?? report?.phone ?? null
}

async function linesOf(tx: Tx, addresses: string[]): Promise<ThreadLine[]> {
  const heard = await tx.threads.heard(addresses, LINES)
  const told = await tx.threads.told(addresses, LINES)
  const lines: ThreadLine[] = [
    ...heard
      .filter(({ event }) => isSaid(event) || event.kind === 'operator_reply')
      .map(({ event }) => ({ side: 'said' as const, place: placeOf(event), event })),
    ...told.map((line) => ({ side: 'told' as const, place: toldPlace(line), line })),
  ]
  return lines.sort((a, b) => comparePlaces(a.place, b.place)).slice(-LINES)
}

function toldPlace({ at, channel, sequence }: ToldLine): ThreadPlace {
  return { time: at.getTime(), channel, messageId: String(sequence) }
}

async function reportsOf(tx: Tx, address: string, scope: Scope): Promise<ThreadView['reports']> {
  const cases = await tx.contacts.casesOf(address)
  return cases.filter((report) => isInScope(scope, report.unitId)).map(({ code, state }) => ({ code, state }))
}

function withinReach(photo: EvidencePhoto, scope: Scope): EvidencePhoto {
  return photo.unitId && isInScope(scope, photo.unitId) ? photo : { ...photo, reportCode: null }
}
