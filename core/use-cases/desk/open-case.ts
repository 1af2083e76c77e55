import { openQuestion } from '../../domain/citizen/open-question.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import type { CardFacts } from '../../domain/papers/card-qr.ts'
import type { Report } from '../../domain/report/report.ts'
import { clockColour } from '../../domain/report/report-clock.ts'
import { isHeldForDeciding } from '../../domain/staff/case-hold.ts'
import { mayBeMended } from '../../domain/staff/desk-actions.ts'
import { likelyErrors } from '../../domain/staff/likely-errors.ts'
import { needsTwo } from '../../domain/staff/needs-two.ts'
import { suggestOutcome } from '../../domain/staff/suggest-outcome.ts'
import { isEasy, threeWayCheck } from '../../domain/staff/three-way-check.ts'
import { isInScope, may, mayAt } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { underCode } from '../citizen/part-of-code.ts'
import { exchangeStateOf } from '../exchange/exchange-state.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'
import { holdCase } from './case-hold.ts'
import type { CaseView } from './case-view.ts'
import { historyOf } from './history-of.ts'
import { recheckFor } from './look-again.ts'
import { photosOfCase } from './photos-of-case.ts'
import { reachReport, scopeFor } from './reach-report.ts'
import { similarRecords } from './similar-records.ts'
import { whatMayBeDone } from './what-may-be-done.ts'

/** One case on one screen; each opening is written into the audit. */
export async function openCase(app: App, command: { officer: Officer; code: string }): Promise<Outcome<CaseView>> {
  const { officer } = command
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, officer, 'see_case', command.code, 'read')
    if (!reached.ok) return reached
    const report = reached.value
    const { staffId } = officer
    await tx.audit.write({ staffId, action: 'open_case', subjectKind: 'report', subjectId: report.id })
    if (isHeldForDeciding(report.state) && mayAt(officer, 'decide_case', report.unitId))
      await holdCase(app, tx, report.id, officer)
    return done(await caseView(app, tx, officer, report))
  })
}

async function caseView(app: App, tx: Tx, officer: Officer, report: Report): Promise<CaseView> {
  const record = report.personId ? await tx.records.get(report.personId) : null
  const photos = await photosOfCase(app, tx, report.id, officer.staffId)
  const rows = threeWayCheck(report, record, firstCard(photos))
  const mayLink = !record && may(officer, 'link_record') && mayBeMended(report)
  const near = mayLink ? await similarRecords(tx, report, await scopeFor(tx, officer)) : { similar: [], elsewhere: 0 }
  const nationality = record?.nationality ?? null
  return {
    report,
    unitName: (await tx.units.get(report.unitId))?.name ?? '',
    clock: clockColour(report, app.now()),
    askedAt: openQuestion(report.state, await tx.history.of('report', report.id), photos)?.at ?? null,
    record,
    rows,
    easy: isEasy(rows),
    phoneChange: phoneChangeOf(report, record?.phone ?? null),
    doses: record ? await dosesOfPerson(tx, record.id) : [],
    photos,
    steps: await historyOf(tx, report.id),
    noteCount: await tx.notes.count(report.id, officer.unitId),
    bulkAt: (await tx.bulks.waitingFor(report.id))?.runsAt ?? null,
    messages: (await tx.outbox.ofReport(report.id)).filter(({ purpose }) => purpose !== 'reply'),
    similar: near.similar,
    similarElsewhere: near.elsewhere,
    ...(await whatMayBeDone(app, tx, officer, report, record)),
    exchange: await exchangeStateOf(tx, report.id, app.now()),
    likely: likelyErrors(rows, record),
    recheck: await recheckFor(tx, report.id, officer),
    doubts: await tx.rechecks.doubtsOf(report.id),
    suggestion: suggestOutcome(report, rows, readyKinds(photos)),
    disputes: await tx.disputedDoses.ofReport(report.id),
    urgent: await tx.urgentUses.of(report.partOf ?? report.id),
    otherParts: await otherParts(tx, officer, report),
    mayLink,
    maySeePhotos: mayAt(officer, 'see_photo', report.unitId),
    needsTwo: needsTwo(report, 'approve', nationality),
    ...(await peopleOn(tx, report, nationality)),
  }
}

async function otherParts(tx: Tx, officer: Officer, report: Report): Promise<CaseView['otherParts']> {
  const others = (await underCode(tx, report.code)).filter(({ id }) => id !== report.id)
  const scope = await scopeFor(tx, officer)
  const names = new Map((await tx.units.all()).map((unit) => [unit.id, unit.name]))
  return others.map(({ code, unitId, state }) => {
    return { code, unitName: names.get(unitId) ?? '', state, isInReach: isInScope(scope, unitId) }
  })
}

async function peopleOn(
  tx: Tx,
  report: Report,
  nationality: string | null,
): Promise<Pick<CaseView, 'holderName' | 'firstApproval'>> {
  const first = needsTwo(report, 'approve', nationality) ? await tx.secondLooks.firstOf(report.id, report.round) : null
  const names = await tx.staff.namesOf([report.takenBy, first].flatMap((id) => id ?? []))
  return {
    holderName: report.takenBy ? (names.get(report.takenBy) ?? null) : null,
    firstApproval: first ? { staffId: first, staffName: names.get(first) ?? '' } : null,
  }
}

const readyKinds = (photos: CaseView['photos']) =>
  photos.filter(({ state }) => state === 'ready').map(({ kind }) => kind)

function firstCard(photos: CaseView['photos']): CardFacts | null {
  return photos.findLast((photo) => photo.card !== null)?.card ?? null
}

function phoneChangeOf(report: Report, recorded: string | null): CaseView['phoneChange'] {
  const change = report.changes.find(({ field }) => field === 'phone')
  return change ? { recorded: recorded ?? change.recorded, claimed: change.correct } : null
}
