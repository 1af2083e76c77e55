import type { HolderKind, Tracking } from '../../../core/domain/citizen/tracking.ts'
import type { ReportState } from '../../../core/domain/report/report-lifecycle.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'

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

/** Status words, the holder, the timeline, and the one next thing to do; `moreSent`: it was done just now. */
export function trackingView(tracking: Tracking, moreSent: boolean, say: Say) {
  const { code, state } = tracking
  const asked = state === 'in_review' && tracking.holder.kind === 'you'
  return {
    code,
    tag: { kind: TAGS[state], label: say(`track.states.${state}.name`) },
    meaning: say(asked ? 'track.asked' : `track.states.${state}.text`),
    asked,
    moreSent,
    rows: summaryRows(tracking, say),
    answer: tracking.answer,
    refusal: tracking.refusal && {
      answer: tracking.refusal.answer,
      reasons: tracking.refusal.reasons.map((reason) => ({
        name: say(`track.reasons.${reason}.name`),
        fix: say(`track.reasons.${reason}.fix`),
        example: say(`track.reasons.${reason}.example`),
      })),
    },
    steps: timelineItems(tracking, say),
    fixHref: tracking.mayResend ? paths.trackSteps.fix(code) : null,
    appealHref: tracking.mayAppeal ? paths.trackSteps.appeal(code) : null,
    withdrawHref: tracking.mayWithdraw ? paths.trackSteps.withdraw(code) : null,
    // What may still be withdrawn is still looked at.
    moreHref: tracking.mayWithdraw ? paths.trackSteps.more(code) : null,
    prove: proveOffer(tracking, asked, say),
    passportHref: tracking.passportReady ? paths.lookUpSteps.passport : null,
    reportAgainHref: state === 'closed' || state === 'withdrawn' ? paths.citizen.report : null,
  }
}

function summaryRows(tracking: Tracking, say: Say) {
  const { holder, recordedAt, dueAt, deferredUntil } = tracking
  const row = (key: string, value: string | null) => ({ label: say(`track.rows.${key}`), value, action: null })
  const isAnswered = tracking.state === 'refused' || holder.kind === 'nobody'
  const rows = [
    row('recordedAt', formatDateTime(recordedAt)),
    row('dueAt', isAnswered ? null : formatDateTime(dueAt)),
    row('waitsForYou', tracking.asked && waitsText(tracking.asked, say)),
    row('deferredUntil', deferredUntil && formatDate(deferredUntil)),
    row('holder', holder.kind === 'nobody' ? null : holderText(tracking, say)),
  ]
  return rows.filter((one) => one.value !== null)
}

/** The second clock (features D09), beside the official one above it. */
function waitsText({ at, days }: NonNullable<Tracking['asked']>, say: Say): string {
  const since = formatDateTime(at)
  return days === 0 ? since : `${since} · ${say('track.holder.since', { days })}`
}

function holderText({ holder, dueAt }: Tracking, say: Say): string {
  const who = holder.unitName ?? say(`track.holder.${holder.kind satisfies HolderKind}`)
  const since =
    holder.sinceDays === 0 ? say('track.holder.today') : say('track.holder.since', { days: holder.sinceDays })
  const ownDue = holder.dueAt && holder.dueAt.getTime() !== dueAt.getTime() ? holder.dueAt : null
  const due = ownDue ? ` · ${say('track.holder.due', { due: formatDateTime(ownDue) })}` : ''
  return `${who} · ${since}${due}`
}

/** Newest first: what people come for stands at the top. */
function timelineItems({ timeline }: Tracking, say: Say) {
  return timeline
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
  const kind = opens === 'open' ? 'secondary' : 'primary'
  return { href: paths.trackSteps.code(code), label: say(`track.prove.${opens}`), kind }
}

const OPENS: Partial<Record<ReportState, 'refused' | 'open' | 'closed'>> = {
  queued: 'open',
  in_review: 'open',
  deferred: 'open',
  needs_identity: 'open',
  refused: 'refused',
  closed: 'closed',
}
