import { done, type Objection, type Outcome, object } from '../../domain/objection.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { isHeldForDeciding } from '../../domain/staff/case-hold.ts'
import { deskActions } from '../../domain/staff/desk-actions.ts'
import { needsTwo } from '../../domain/staff/needs-two.ts'
import { passingOn } from '../../domain/staff/passing-on.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { approveChanges } from '../identity/approve-changes.ts'
import { openIdentityCase } from '../identity/open-identity-case.ts'
import { moveReport } from '../move-report.ts'
import { settleDisputes } from '../signing/settle-disputes.ts'
import { objectionToSecond } from '../staff/second-person.ts'
import { allOrNothing } from './all-or-nothing.ts'
import { keepRuling, rulingState } from './ask-for-ruling.ts'
import { holdCase, holdOfOther } from './case-hold.ts'
import { chooseRecheck } from './choose-recheck.ts'
import { changeOf, type Decision, detailOf } from './decision.ts'
import { incompleteDecision } from './incomplete-decision.ts'
import { answersForForeigner } from './injecting-unit.ts'
import { legalFactsOf } from './legal-facts.ts'
import { actorOf, reachReport, scopeFor } from './reach-report.ts'

export interface Decide {
  officer: Officer
  code: string
  /** The version the officer looked at: an older one is refused (features E04). */
  version: number
  decision: Decision
}

export interface Decided {
  report: Report
  /** The first of two officers has approved; nothing moved yet (features E11). */
  waitsForSecond: boolean
  /** Code of the next case to work on, or null. */
  next: string | null
}

/** The one door for decisions about a report. An objection leaves nothing behind. */
export async function decide(app: App, command: Decide): Promise<Outcome<Decided>> {
  return allOrNothing<Decided>(app, async (tx) => {
    const decided = await decideWithin(app, tx, command)
    if (!decided.ok || decided.value.waitsForSecond) return decided
    const { officer } = command
    const looker = { scope: await scopeFor(tx, officer), staffId: officer.staffId }
    const next = await tx.workList.nextFor(looker, decided.value.report.id, app.now())
    return done({ ...decided.value, next })
  })
}

/** The same without the next case, inside a transaction of the caller, who undoes everything when it objects (core/use-cases/bulk). */
export async function decideWithin(app: App, tx: Tx, command: Decide): Promise<Outcome<Decided>> {
  const { officer, decision } = command
  const permission = decision.action === 'hand_over' ? 'hand_over_case' : 'decide_case'
  const reached = await reachReport(tx, officer, permission, command.code, 'lock')
  if (!reached.ok) return reached
  if (await holdOfOther(app, tx, reached.value.id, officer)) return object('held_by_colleague')
  if (reached.value.version !== command.version) return object('changed_meanwhile')
  const record = reached.value.personId ? await tx.records.get(reached.value.personId) : null
  const objection = await objectionTo(app, tx, command, reached.value, record)
  if (objection) return { ok: false, objection }
  const first = await isFirstOfTwo(app, tx, command, reached.value, record)
  if (!first.ok) return first
  if (first.value) {
    await tx.caseHolds.release(reached.value.id)
    return done({ report: reached.value, waitsForSecond: true, next: null })
  }
  const held = await take(app, tx, officer, reached.value, decision)
  if (!held.ok) return held
  const moved = decision.action === 'take' ? held : await carryOut(app, tx, command, held.value, record)
  if (!moved.ok) return moved
  if (isHeldForDeciding(moved.value.state) && MINE_STILL.includes(decision.action))
    await holdCase(app, tx, moved.value.id, officer)
  else await tx.caseHolds.release(moved.value.id)
  return done({ report: moved.value, waitsForSecond: false, next: null })
}

/** Steps after which the officer goes on with the same case. */
const MINE_STILL: readonly Decision['action'][] = ['take', 'resume']

async function objectionTo(
  app: App,
  tx: Tx,
  { officer, decision }: Decide,
  report: Report,
  record: PlatformRecord | null,
): Promise<Objection | null> {
  const { action } = decision
  if (action !== 'hand_over' && (await tx.reviewers.isBarred(report.id, officer.staffId)))
    return object('other_reviewer').objection
  const answers = await answersForForeigner(tx, record, officer.unitId)
  const ruling = rulingState(await tx.hopRulings.of(report.id))
  const mayPlace = may(officer, 'place_reports')
  const facts = { report, nationality: record?.nationality ?? null, answersForForeigner: answers, ruling, mayPlace }
  if (!deskActions(facts, officer.role).includes(action)) {
    const elsewhere = action === 'approve' && record !== null && record.nationality !== 'VN' && !answers
    if (elsewhere) return object('not_injecting_unit').objection
    const unlinked = !record && (action === 'approve' || action === 'send_to_police')
    return object(unlinked ? 'no_such_person' : 'not_possible_now', { action, state: report.state }).objection
  }
  return incompleteDecision(app, tx, report, decision, passingOn(report, ruling, mayPlace))
}

/** Whoever decides on a case nobody holds takes it first, so the history shows who looked. */
async function take(app: App, tx: Tx, officer: Officer, report: Report, decision: Decision): Promise<Outcome<Report>> {
  if (report.state !== 'queued' || decision.action === 'hand_over') return done(report)
  const change = { takenBy: officer.staffId }
  const taken = await moveReport(app, tx, report, { action: 'take', actor: actorOf(officer), change })
  return taken.ok ? done(taken.value.report) : taken
}

async function carryOut(
  app: App,
  tx: Tx,
  { officer, decision }: Decide,
  report: Report,
  record: PlatformRecord | null,
): Promise<Outcome<Report>> {
  const actor = actorOf(officer)
  const change = changeOf(decision, report, officer.staffId)
  const ruling = await keepRuling(app, tx, officer, report, decision)
  const detail = { ...detailOf(decision, report, officer.staffId), ...ruling }
  const moved = await moveReport(app, tx, report, { action: decision.action, actor, change, detail })
  if (!moved.ok) return moved
  const { report: after, eventId } = moved.value
  await settleDisputes(app, tx, after, decision.action)
  await chooseRecheck(app, tx, officer, after, decision, record?.nationality ?? null)
  if (decision.action === 'send_to_police' && record) {
    const opened = await openIdentityCase(app, tx, { report: after, proposed: legalFactsOf(report, record), actor })
    if (!opened.ok) return opened
  }
  // The dose or phone half of a report that goes to the police is decided here and now.
  if (decision.action === 'approve' || decision.action === 'send_to_police') {
    const approved = await approveChanges(tx, { report: after, eventId, actor, at: app.now() })
    if (!approved.ok) return approved
  }
  return done(after)
}

/** True when this approval is the first of two and the case goes on waiting. */
async function isFirstOfTwo(
  app: App,
  tx: Tx,
  { officer, decision }: Decide,
  report: Report,
  record: PlatformRecord | null,
): Promise<Outcome<boolean>> {
  if (!needsTwo(report, decision.action, record?.nationality)) return done(false)
  const look = { reportId: report.id, round: report.round, staffId: officer.staffId, at: app.now() }
  const first = await tx.secondLooks.firstOf(report.id, report.round)
  if (first === null || first === officer.staffId) {
    await tx.secondLooks.first(look)
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'first_approval',
      subjectKind: 'report',
      subjectId: report.id,
    })
    return done(true)
  }
  const objection = await objectionToSecond(tx, officer, first, 'other_reviewer')
  if (objection) return { ok: false, objection }
  await tx.secondLooks.second(look)
  return done(false)
}
