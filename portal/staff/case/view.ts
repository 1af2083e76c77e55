import type { Objection } from '../../../core/domain/objection.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { clockTag, type Say, typesText } from '../queue/view.ts'
import { disputeView, otherPartsView, urgentView } from './answer-views.ts'
import type { CasePage } from './case-page.ts'
import { rulingFact, workingTimeFact } from './clock-facts.ts'
import { compareView, phoneView } from './compare-view.ts'
import { decisionsView, isMixed } from './decisions-view.ts'
import { exchangeView } from './exchange-view.ts'
import { heldView } from './hold-view.ts'
import { likelyView } from './likely-view.ts'
import { messagesView } from './messages-view.ts'
import { photosView } from './photos-view.ts'
import { doubtText, recheckView } from './recheck-view.ts'
import { differences, packSaw, sawNow } from './saw.ts'
import { changedSince, stepsView } from './steps-view.ts'

export function caseView(view: CaseView, page: CasePage, render: Renderer, locale: Locale) {
  const say: Say = (key, params) => render.sentence(key, locale, params)
  const { report } = view
  return {
    code: report.code,
    href: paths.staff.report(report.code),
    recordHref: paths.staff.reportRecord(report.code),
    notes: { href: paths.staff.notes(report.code), text: say('notes.link', { count: view.noteCount }) },
    bulkAt: view.bulkAt ? say('bulk.onCase', { time: formatDateTime(view.bulkAt) }) : null,
    samePersonHref: view.record ? paths.staff.samePerson(report.code) : null,
    version: report.version,
    seq: view.steps.at(-1)?.seq ?? 0,
    state: { kind: 'neutral', label: say(`queue.states.${report.state}`) },
    // Stopped says no more than the state beside it.
    clock: view.clock === 'stopped' ? null : clockTag(report.dueAt, view.clock, page.now, say),
    facts: factsOf(view, page.now, say),
    easy: view.easy,
    suggestion: view.actions.length > 0 ? say(`case.suggestions.${view.suggestion}`) : null,
    done: doneView(page, view, say),
    objection: page.objection && {
      text: objectionText(page.objection, say),
      changes: changesFor(page, view, say),
      ...differencesFor(page, view, say),
    },
    errors: page.errors,
    compare: compareView(view, say),
    phone: phoneView(view, say),
    note: report.note,
    answer: report.answer,
    claims: claimsOf(view, say),
    doses: dosesOf(view, say),
    photos: photosView(view, page, say),
    similar: view.mayLink ? similarOf(view, say) : null,
    steps: stepsView(view, say),
    messages: messagesView(view, say),
    decisions: decisionsView(view.heldBy && !page.open ? { ...view, actions: [] } : view, page, render, say),
    // What was typed while a colleague took the case is sent from here, not typed again.
    takesOver: view.heldBy !== null && page.open !== null,
    dispute: disputeView(view, say),
    urgent: urgentView(view, page.officerId, say),
    otherParts: otherPartsView(view, say),
    ...aroundIt(view, page, say),
  }
}

/** What is not the case itself: who has it open, guesses, the way to the Platform, a second look. */
function aroundIt(view: CaseView, page: CasePage, say: Say) {
  return {
    hold: heldView(view, page, say),
    exchange: exchangeView(view, say),
    likely: likelyView(view, say),
    recheck: recheckView(view, page, say),
    doubt: doubtText(view, say),
    saw: packSaw(sawNow(view, say)),
  }
}

function factsOf(view: CaseView, now: Date, say: Say) {
  const { report, askedAt } = view
  return [
    {
      label: say('queue.columns.kind'),
      value: typesText(report.types, say),
      action: null,
    },
    { label: say('queue.columns.recorded'), value: formatDateTime(report.recordedAt), action: null },
    { label: say('queue.columns.due'), value: formatDateTime(report.dueAt), action: null },
    ...(askedAt ? [{ label: say('case.waitsForCitizen'), value: formatDateTime(askedAt), action: null }] : []),
    { label: say('case.unit'), value: view.unitName, action: null },
    { label: say('queue.columns.holder'), value: view.holderName ?? say('queue.nobody'), action: null },
    ...(report.round > 1 ? [{ label: say('case.round'), value: String(report.round), action: null }] : []),
    ...workingTimeFact(view, now, say),
    ...rulingFact(view, now, say),
    ...(report.deferredUntil
      ? [{ label: say('case.deferredUntil'), value: formatDate(report.deferredUntil), action: null }]
      : []),
  ]
}

function doneView({ done, next }: CasePage, view: CaseView, say: Say) {
  const known = done && (done === 'first_approval' || view.steps.some((step) => step.action === done))
  if (!known) return null
  const text = doneText(done, view)
  return { text: say(`case.done.${text}`), nextHref: next ? paths.staff.report(next) : null, next }
}

function doneText(done: string, view: CaseView): string {
  if (done === 'send_to_police' && isMixed(view)) return 'send_to_police_mixed'
  return done === 'recheck_wrong' && view.report.state === 'exported' ? 'recheck_wrong_later' : done
}

function objectionText({ code }: Objection, say: Say): string {
  return say(`staff.objections.${code}`)
}

/** A stale form is told what happened since it was opened. */
function changesFor({ objection, seen }: CasePage, view: CaseView, say: Say): string[] {
  return objection?.code === 'changed_meanwhile' && seen !== null ? changedSince(view, seen, say) : []
}

/** What stood there when they opened it, and what stands there now (features E04). */
function differencesFor({ objection, values }: CasePage, view: CaseView, say: Say) {
  if (objection?.code !== 'changed_meanwhile' && objection?.code !== 'held_by_colleague') return { differences: [] }
  return { differences: differences(values.saw, sawNow(view, say), say('common.nothing')) }
}

function claimsOf({ report }: CaseView, say: Say): string[] {
  return report.doses.map((dose) => {
    const parts = [
      dose.number === null ? null : say('case.doseNumber', { number: dose.number }),
      dose.givenOn && /^\d{4}-\d{2}-\d{2}$/.test(dose.givenOn) ? formatDate(dose.givenOn) : dose.givenOn,
      dose.vaccine,
      dose.lot && say('case.lot', { lot: dose.lot }),
      dose.place,
      dose.note,
    ]
    return parts.filter(Boolean).join(' · ')
  })
}

function dosesOf({ doses }: CaseView, say: Say) {
  return doses.map((dose) => ({
    when: dose.givenOn ? formatDate(dose.givenOn) : dose.givenText || say('case.noDate'),
    title: [dose.number === null ? null : say('case.doseNumber', { number: dose.number }), dose.vaccine]
      .filter(Boolean)
      .join(' · '),
    text: [dose.lot && say('case.lot', { lot: dose.lot }), dose.facility].filter(Boolean).join(' · ') || null,
    current: false,
    tag: dose.signedAt ? { kind: 'success', label: say('case.signed') } : null,
  }))
}

function similarOf({ similar, similarElsewhere }: CaseView, say: Say) {
  return {
    elsewhere: similarElsewhere > 0 ? say('case.similarElsewhere', { count: similarElsewhere }) : null,
    rows: similar.map((record) => ({
      personId: record.personId,
      recordId: record.recordId,
      fullName: record.fullName,
      birthDate: record.birthDate ? formatDate(record.birthDate) : null,
      sex: record.sex ? say(`case.sex.${record.sex}`) : null,
      idMasked: record.idMasked,
      commune: record.commune,
      doses: record.doses,
      tag: record.sameNumber ? { kind: 'info', label: say('case.sameNumber') } : null,
    })),
  }
}
