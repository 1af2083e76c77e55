import type { Objection } from '../../../core/domain/objection.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import { clockTag, type Say, typesText } from '../queue/view.ts'
import { disputeView, otherPartsView, urgentView } from './answer-views.ts'
import type { CasePage } from './case-page.ts'
import { compareView, phoneView } from './compare-view.ts'
import { decisionsView, isMixed } from './decisions-view.ts'
import { messagesView } from './messages-view.ts'
import { photosView } from './photos-view.ts'
import { changedSince, stepsView } from './steps-view.ts'

export function caseView(view: CaseView, page: CasePage, render: Renderer, locale: Locale) {
  const say: Say = (key, params) => render.sentence(key, locale, params)
  const { report } = view
  return {
    code: report.code,
    href: paths.staff.report(report.code),
    recordHref: paths.staff.reportRecord(report.code),
    samePersonHref: view.record ? paths.staff.samePerson(report.code) : null,
    version: report.version,
    seq: view.steps.at(-1)?.seq ?? 0,
    state: { kind: 'neutral', label: say(`queue.states.${report.state}`) },
    // Stopped says no more than the state beside it.
    clock: view.clock === 'stopped' ? null : clockTag(report.dueAt, view.clock, page.now, say),
    facts: factsOf(view, say),
    easy: view.easy,
    suggestion: view.actions.length > 0 ? say(`case.suggestions.${view.suggestion}`) : null,
    done: doneView(page, view, say),
    objection: page.objection && { text: objectionText(page.objection, say), changes: changesFor(page, view, say) },
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
    decisions: decisionsView(view, page, render, say),
    dispute: disputeView(view, say),
    urgent: urgentView(view, page.officerId, say),
    otherParts: otherPartsView(view, say),
  }
}

function factsOf(view: CaseView, say: Say) {
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
    ...(report.deferredUntil
      ? [{ label: say('case.deferredUntil'), value: formatDate(report.deferredUntil), action: null }]
      : []),
  ]
}

function doneView({ done, next }: CasePage, view: CaseView, say: Say) {
  const known = done && (done === 'first_approval' || view.steps.some((step) => step.action === done))
  if (!known) return null
  const text = done === 'send_to_police' && isMixed(view) ? 'send_to_police_mixed' : done
  return { text: say(`case.done.${text}`), nextHref: next ? paths.staff.report(next) : null, next }
}

function objectionText({ code }: Objection, say: Say): string {
  return say(`staff.objections.${code}`)
}

/** A stale form is told what happened since it was opened. */
function changesFor({ objection, seen }: CasePage, view: CaseView, say: Say): string[] {
  return objection?.code === 'changed_meanwhile' && seen !== null ? changedSince(view, seen, say) : []
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
