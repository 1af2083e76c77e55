import type { Tracking } from '../../../core/domain/citizen/tracking.ts'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import type { Answers } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { type ChoiceSpec, choicesOf, doing, type Step, say } from '../step.ts'

const byCode = ({ ownReports = [] }: Answers): ChoiceSpec[] =>
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
      if (!back.ok && !phoneTail) return { next: 'phoneTail' }
      if (!back.ok) return { set: { phoneTail: undefined }, says: [sayObjection(back.objection)], next: 'which' }
      const { code, mayResend, mayWithdraw } = back.value
      const tracked = { code, mayResend, mayWithdraw }
      return {
        set: { tracked },
        says: [{ template: 'chat/tracking', view: trackingView(back.value) }],
        next: 'tracked',
      }
    },
  ),
  phoneTail: {
    ask: () => [say('ask.phoneTail')],
    read: (said) => {
      const phoneTail = textOf(said)
      return /^\d{3}$/.test(phoneTail) ? { set: { phoneTail } } : { wrong: say('wrong.phoneTail') }
    },
    next: 'track',
  },
  tracked: {
    ask: () => [say('ask.whatNext')],
    choices: (answers) => choicesOf('tracked', actsOn(answers)),
    read: (said, { tracked, ownReports = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'withdraw') return { set: {}, next: 'withdrawSure' }
      if (said.value === 'resend') return { set: {}, next: 'resendNote' }
      const target = ownReports.find((report) => report.code === tracked?.code)
      const fresh = { photosDone: undefined, photoCount: undefined, pending: undefined }
      return said.value === 'addPhoto'
        ? { set: { ...fresh, target }, next: 'consent' }
        : { set: {}, next: 'ownReports' }
    },
    next: 'menu',
  },
  withdrawSure: {
    ask: ({ tracked }) => [say('ask.withdrawSure', { code: tracked?.code ?? '' })],
    choices: () => choicesOf('withdrawSure', ['yes', 'no']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return { set: {}, next: said.value === 'yes' ? 'withdraw' : 'track' }
    },
    next: 'menu',
  },
  withdraw: doing(
    'withdraw',
    ({ tracked }) => ({ code: tracked?.code ?? '' }),
    (back, { tracked }) => ({
      says: [back.ok ? say('withdrawn', { code: tracked?.code ?? '' }) : sayObjection(back.objection)],
      next: 'menu',
    }),
  ),
  resendNote: {
    ask: () => [say('ask.resendNote')],
    choices: () => choicesOf('resendNote', ['addPhoto', 'without']),
    read: (said, { tracked, ownReports = [] }) => {
      const target = ownReports.find((report) => report.code === tracked?.code)
      if (said.kind === 'choice' && said.value === 'addPhoto') {
        return { set: { target, photosDone: undefined, pending: undefined }, next: 'consent' }
      }
      return { set: { note: textOf(said).slice(0, 1000) || undefined } }
    },
    next: 'resend',
  },
  resend: doing(
    'resend',
    ({ tracked, note }) => ({ code: tracked?.code ?? '', note: note ?? null }),
    (back) => {
      if (!back.ok) return { set: { note: undefined }, says: [sayObjection(back.objection)], next: 'resendNote' }
      const { code, dueAt } = back.value
      const view = { code, dueAt: dueAt.toISOString(), joined: false }
      return { set: { note: undefined }, says: [{ template: 'chat/receipt', view }], next: 'menu' }
    },
  ),
  whoseNote: doing(
    'ownReports',
    () => ({}),
    (reports) => {
      const open = reports.filter(({ state }) => OPEN_REPORT_STATES.some((one) => one === state)).slice(0, 5)
      if (open.length === 0) return { set: { note: undefined }, says: [say('notUnderstood')], next: 'menu' }
      return { set: { ownReports: open }, next: 'noteFor' }
    },
  ),
  noteFor: {
    ask: () => [say('ask.noteFor')],
    choices: (answers) => [...byCode(answers), ...choicesOf('noteFor', ['nothing'])],
    read: (said, { ownReports = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const target = ownReports.find((report) => report.code === said.value)
      return target ? { set: { target } } : { set: { note: undefined }, next: 'menu' }
    },
    next: 'addNote',
  },
  addNote: doing(
    'addNote',
    ({ target, note = '' }) => ({ reportId: target?.id ?? '', text: note }),
    (back) => ({
      set: { note: undefined, target: undefined },
      says: [back.ok ? say('noteKept', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'menu',
    }),
  ),
} satisfies Record<string, Step>

function actsOn({ tracked, ownReports = [] }: Answers): string[] {
  const isOwn = ownReports.some((report) => report.code === tracked?.code)
  const acts = { addPhoto: isOwn, resend: tracked?.mayResend, withdraw: tracked?.mayWithdraw, another: true }
  return Object.entries(acts).flatMap(([act, may]) => (may ? [act] : []))
}

/** Instants as ISO text: templates write them in Viet Nam's time. */
function trackingView(tracking: Tracking) {
  const { code, state, recordedAt, holder, timeline, refusal, answer, passportReady } = tracking
  return {
    code,
    state,
    refusal,
    answer,
    passportReady,
    recordedAt: recordedAt.toISOString(),
    dueAt: holder.dueAt?.toISOString() ?? null,
    holder,
    timeline: timeline.map(({ at, step, unitName }) => ({ at: at.toISOString(), step, unitName })),
  }
}
