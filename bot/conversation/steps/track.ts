import type { Tracking } from '../../../core/domain/citizen/tracking.ts'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { ON_THE_CLOCK } from '../../../core/domain/report/report-clock.ts'
import { type Answers, NO_REPORT, type TrackedReport } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { type ChoiceSpec, choicesOf, doing, type Lead, picking, type Say, type Step, say } from '../step.ts'

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
    choices: (answers) => [...byCode(answers), ...choicesOf('which', ['told'])],
    hears: 'receiptCode',
    read: (said) => {
      if (said.kind === 'choice' && said.value === 'told') return { set: {}, next: 'slipKey' }
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
      const says = [{ template: 'chat/tracking', view: trackingView(back.value), ...failedPhotoOf(back.value) }]
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
      seenYes: 'seenYes',
      seenNo: 'seenNo',
      answer: 'answerMore',
      resend: 'resendNote',
      addPhoto: photosFor,
      appeal: 'appealWords',
      letter: ({ tracked }) => ({ says: [letterOf(tracked?.code ?? '')], next: 'menu' }),
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
    seenYes: tracked?.asksSeen,
    seenNo: tracked?.asksSeen,
    answer: tracked?.asked !== null && tracked?.asked !== undefined,
    resend: tracked?.mayResend,
    addPhoto: isOwn,
    appeal: tracked?.mayAppeal,
    letter: tracked?.isOwn,
    withdraw: tracked?.mayWithdraw,
    another: true,
  }
  return Object.entries(acts).flatMap(([act, may]) => (may ? [act] : []))
}

function trackedOf({
  code,
  isOwn,
  asked,
  mayResend,
  mayWithdraw,
  mayAppeal,
  appeals,
  asksSeen,
}: Tracking): TrackedReport {
  const question = isOwn && asked ? { wanted: asked.wanted, why: asked.why } : null
  return { code, asked: question, mayResend, mayWithdraw, mayAppeal, appeals, asksSeen, isOwn }
}

/** The paper as a file, and the page that has it too, for a chat that carries no files (features D13). */
function letterOf(code: string): Say {
  return {
    template: 'chat/letter',
    view: { code },
    attachment: { maker: 'decision_letter', code, form: 'document', fileName: `${code}.pdf`, mime: 'application/pdf' },
  }
}

/** What the station shows of one's own refused photo (features D04). */
function failedPhotoOf({ code, failedPhoto }: Tracking): Pick<Say, 'attachment'> {
  if (!failedPhoto) return {}
  return { attachment: { maker: 'failed_photo', code, form: 'image', fileName: `${code}.jpg`, mime: 'image/jpeg' } }
}

/** Instants as ISO text: templates write them in Viet Nam's time. */
function trackingView(tracking: Tracking) {
  const { code, state, recordedAt, holder, timeline, refusal, answer, passportReady, deferredUntil, asked } = tracking
  const { asOf, endState, hops, expected, asksSeen } = tracking
  const isOnClock = ON_THE_CLOCK.includes(state)
  return {
    code,
    state,
    endState,
    hops,
    asksSeen,
    held: { state, holder, asOf },
    expects: isOnClock && holder.unitName ? { time: expected, unit: holder.unitName } : null,
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
