import type { Tracking } from '../../../core/domain/citizen/tracking.ts'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { type Answers, NO_REPORT, type TrackedReport } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { type ChoiceSpec, doing, type Lead, picking, type Step, say } from '../step.ts'

export const byCode = ({ ownReports = [] }: Answers): ChoiceSpec[] =>
  ownReports.slice(0, 5).map(({ code }) => ({ value: code, label: { text: code } }))

/** Theo dõi phản ánh: by a button for one's own, by code and the end of the phone for others (features D03). */
export const TRACK = {
  ownReports: doing(
    'ownReports',
    () => ({}),
    (ownReports) => ({ set: { ownReports, trackCode: undefined, phoneTail: undefined }, next: 'which' }),
  ),
  which: {
    ask: ({ ownReports = [] }) => [say(ownReports.length > 0 ? 'ask.whichOwn' : 'ask.which')],
    choices: byCode,
    hears: 'receiptCode',
    read: (said) => {
      const trackCode = said.kind === 'choice' ? said.value : readReceiptCode(textOf(said))
      return trackCode ? { set: { trackCode, phoneTail: undefined } } : { wrong: say('wrong.receiptCode') }
    },
    next: 'track',
  },
  track: doing(
    'track',
    ({ trackCode = '', phoneTail }) => ({ code: trackCode, phoneTail: phoneTail ?? null }),
    (back, { phoneTail }) => {
      if (!back.ok && back.objection.code !== 'no_such_report')
        return { set: { phoneTail: undefined }, says: [sayObjection(back.objection)], next: 'menu' }
      if (!back.ok && !phoneTail) return { next: 'phoneTail' }
      if (!back.ok) return { set: { phoneTail: undefined }, says: [sayObjection(back.objection)], next: 'which' }
      const says = [{ template: 'chat/tracking', view: trackingView(back.value) }]
      return { set: { tracked: trackedOf(back.value) }, says, next: 'tracked' }
    },
  ),
  phoneTail: {
    ask: () => [say('ask.phoneTail')],
    hears: 'threeDigits',
    read: (said) => {
      const phoneTail = textOf(said)
      return /^\d{3}$/.test(phoneTail) ? { set: { phoneTail } } : { wrong: say('wrong.phoneTail') }
    },
    next: 'track',
  },
  tracked: picking({
    group: 'tracked',
    ask: () => [say('ask.whatNext')],
    offers: actsOn,
    to: {
      answer: 'answerMore',
      addPhoto: photosFor,
      resend: 'resendNote',
      appeal: 'appealWords',
      withdraw: 'withdrawSure',
      another: 'ownReports',
    } satisfies Record<string, Lead>,
  }),
} satisfies Record<string, Step>

/** Photos for the report that is on the screen; what another report was going to say stays out of it. */
export function photosFor({ tracked, ownReports = [] }: Answers) {
  const target = ownReports.find((report) => report.code === tracked?.code)
  const { pending, photosDone, photoCount, card, cardSent } = NO_REPORT
  return { set: { pending, photosDone, photoCount, card, cardSent, target }, next: 'consent' as const }
}

function actsOn({ tracked, ownReports = [] }: Answers): string[] {
  const isOwn = ownReports.some((report) => report.code === tracked?.code)
  const acts = {
    answer: tracked?.asked !== null && tracked?.asked !== undefined,
    addPhoto: isOwn,
    resend: tracked?.mayResend,
    appeal: tracked?.mayAppeal,
    withdraw: tracked?.mayWithdraw,
    another: true,
  }
  return Object.entries(acts).flatMap(([act, may]) => (may ? [act] : []))
}

function trackedOf({ code, isOwn, asked, mayResend, mayWithdraw, mayAppeal }: Tracking): TrackedReport {
  const question = isOwn && asked ? { wanted: asked.wanted, why: asked.why } : null
  return { code, asked: question, mayResend, mayWithdraw, mayAppeal }
}

/** Instants as ISO text: templates write them in Viet Nam's time. */
function trackingView(tracking: Tracking) {
  const { code, state, recordedAt, holder, timeline, refusal, answer, passportReady, deferredUntil, asked } = tracking
  return {
    code,
    state,
    refusal,
    answer,
    passportReady,
    deferredUntil,
    asked: asked && { at: asked.at.toISOString(), days: asked.days },
    recordedAt: recordedAt.toISOString(),
    dueAt: holder.dueAt?.toISOString() ?? null,
    holder,
    timeline: timeline.map(({ at, step, unitName }) => ({ at: at.toISOString(), step, unitName })),
  }
}
