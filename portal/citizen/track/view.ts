import type { TimelineStep, Tracking } from '../../../core/domain/citizen/tracking.ts'
import type { EndState } from '../../../core/domain/report/report.ts'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import type { ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import { expectedText, heldText } from '../../../templates/held.ts'
import { formatDate, formatDateTime, formatDeadline } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'
import { callView } from './call-view.ts'
import { disputeView, partsView, urgentText } from './parts-view.ts'

const TAGS: Record<ReportState, 'neutral' | 'info' | 'success' | 'warning' | 'danger'> = {
  queued: 'info',
  in_review: 'info',
  needs_identity: 'info',
  deferred: 'warning',
  approved: 'info',
  exported: 'info',
  // Only the Platform's own list turns a page green (D07).
  platform_updated: 'success',
  refused: 'danger',
  closed: 'neutral',
  withdrawn: 'neutral',
}

/** Only evidence makes an end green (features D06, D07). */
const ENDS: Record<EndState, 'neutral' | 'success' | 'warning' | 'info'> = {
  corrected_and_seen: 'success',
  corrected_waiting: 'info',
  not_ours: 'neutral',
  not_provable: 'warning',
  duplicate: 'neutral',
  withdrawn: 'neutral',
  register_mended: 'success',
}

/** What was done a moment ago on this page, and which pictures may be shown beside a refusal. */
export interface Shown {
  done: 'moreSent' | 'seen.thanks' | 'seen.reopened' | null
  /** Address of the cut of the citizen's own photo (features D04). */
  failedPhoto: { href: string; isCard: boolean } | null
  locale: string
}

/** Status words, the holder, the timeline, and the one next thing to do. */
export function trackingView(tracking: Tracking, { done, failedPhoto, locale }: Shown, say: Say) {
  const { code, state, endState } = tracking
  const asked = state === 'in_review' && tracking.holder.kind === 'you'
  return {
    code,
    tag: endState
      ? { kind: ENDS[endState], label: say(`track.ends.${endState}.name`) }
      : { kind: TAGS[state], label: say(`track.states.${state}.name`) },
    meaning: say(endState ? `track.ends.${endState}.text` : asked ? 'track.asked' : `track.states.${state}.text`),
    asked,
    done: done && say(`track.${done}`),
    held: heldText(tracking, locale, say),
    rows: summaryRows(tracking, locale, say),
    seenHref: tracking.asksSeen ? paths.trackSteps.seen(code) : null,
    failedPhoto,
    letterHref: tracking.isOwn ? paths.trackSteps.letter(code) : null,
    answer: tracking.answer,
    refusal: tracking.refusal && {
      answer: tracking.refusal.answer,
      reasons: tracking.refusal.reasons.map((reason) => ({
        name: say(`track.reasons.${reason}.name`),
        fix: say(`track.reasons.${reason}.fix`),
        example: say(`track.reasons.${reason}.example`),
      })),
    },
    parts: partsView(tracking, locale, say),
    dispute: disputeView(tracking, say),
    urgent: urgentText(tracking, say),
    call: callView(tracking, say),
    steps: timelineItems(tracking, say),
    fixHref: tracking.mayResend ? paths.trackSteps.fix(code) : null,
    appealHref: tracking.mayAppeal ? paths.trackSteps.appeal(code) : null,
    appealLabel: say(tracking.appeals === 0 ? 'track.appeal.link' : 'track.appeal.link2'),
    withdrawHref: tracking.mayWithdraw ? paths.trackSteps.withdraw(code) : null,
    // What may still be withdrawn is still looked at.
    moreHref: tracking.mayWithdraw ? paths.trackSteps.more(code) : null,
    prove: proveOffer(tracking, asked, say),
    passportHref: tracking.passportReady ? paths.lookUpSteps.passport : null,
    reportAgainHref: state === 'closed' || state === 'withdrawn' ? paths.citizen.report : null,
  }
}

function summaryRows(tracking: Tracking, locale: string, say: Say) {
  const { holder, recordedAt, dueAt, deferredUntil, hops, expected, state } = tracking
  const row = (key: string, value: string | null) => ({ label: say(`track.rows.${key}`), value, action: null })
  const unit = holder.unitName ?? say('track.holder.station')
  const rows = [
    row('recordedAt', formatDateTime(recordedAt)),
    row('dueAt', ON_THE_CLOCK.includes(state) ? formatDeadline(dueAt, locale) : null),
    row('waitsForYou', tracking.asked && waitsText(tracking.asked, say)),
    row('deferredUntil', deferredUntil && formatDate(deferredUntil)),
    row('hops', hops === 0 ? null : say('track.hops', { count: hops })),
    row('ruling', tracking.ruling && rulingText(tracking.ruling, locale, say)),
    ...(tracking.doseKeepers ?? []).map(({ unitName, dueAt: due }) =>
      row('doseKeeper', say('track.doseKeeper', { unit: unitName, due: formatDeadline(due, locale) })),
    ),
    row('expected', ON_THE_CLOCK.includes(state) ? expectedText(expected, unit, say) : null),
  ]
  return rows.filter((one) => one.value !== null)
}

/** Who says whose report this is, and by when (features E02). */
function rulingText({ unitName, dueAt }: NonNullable<Tracking['ruling']>, locale: string, say: Say): string {
  const due = formatDeadline(dueAt, locale)
  return say('track.ruling', { unit: unitName ?? say('track.holder.station'), due })
}

/** The second clock (features D09), beside the official one above it. */
function waitsText({ at, days }: NonNullable<Tracking['asked']>, say: Say): string {
  const since = formatDateTime(at)
  return days === 0 ? since : `${since} · ${say('track.holder.since', { days })}`
}

/** Newest first: what people come for stands at the top. What both branches went through at once is told once. */
function timelineItems({ timeline }: Tracking, say: Say) {
  const told = (one: TimelineStep) => `${one.at}|${one.step}|${one.unitName}`
  return timeline
    .filter((one, index) => index === 0 || told(one) !== told(timeline[index - 1] as TimelineStep))
    .map(({ at, step, unitName }) => ({
      when: formatDateTime(at),
      title: say(`track.steps.${step}`),
      text: unitName,
      current: false,
      tag: null,
    }))
    .reverse()
    .map((item, index) => ({ ...item, current: index === 0 }))
}

/** Whoever only knows the end of the phone is offered the code to it, and told what it opens. */
function proveOffer({ code, state, isOwn }: Tracking, asked: boolean, say: Say) {
  const opens = asked ? 'asked' : OPENS[state]
  if (isOwn || !opens) return null
  const kind = opens === 'open' || opens === 'letter' ? 'secondary' : 'primary'
  return { href: paths.trackSteps.code(code), label: say(`track.prove.${opens}`), kind }
}

const OPENS: Partial<Record<ReportState, 'refused' | 'open' | 'letter' | 'landed' | 'closed'>> = {
  queued: 'open',
  in_review: 'open',
  deferred: 'open',
  needs_identity: 'open',
  approved: 'letter',
  exported: 'letter',
  platform_updated: 'landed',
  refused: 'refused',
  closed: 'closed',
}
