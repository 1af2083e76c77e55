import { NO_REPORT } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { choicesOf, doing, picking, type Step, say } from '../step.ts'
import { photosFor } from './track.ts'

const LONGEST_WORDS = 1_000
const NOTHING_ASKED = { wanted: [], why: null }

/** What one may do with a report of one's own: take it back (D12), send it again (D04), answer (D09), disagree (D05). */
export const OWN_CASE = {
  withdrawSure: picking({
    group: 'withdrawSure',
    ask: ({ tracked }) => [say('ask.withdrawSure', { code: tracked?.code ?? '' })],
    to: { yes: 'withdraw', no: 'track' },
  }),
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
    hears: 'words',
    read: (said, answers) => {
      if (said.kind === 'choice' && said.value === 'addPhoto') return photosFor(answers)
      const note = textOf(said).slice(0, LONGEST_WORDS)
      if (said.kind !== 'choice' && note === '') return { wrong: say('wrong.story') }
      return { set: { note: note || undefined } }
    },
    next: 'resend',
  },
  resend: doing(
    'resend',
    ({ tracked, note }) => ({ code: tracked?.code ?? '', note: note ?? null }),
    (back) => {
      if (!back.ok) return { set: { note: undefined }, says: [sayObjection(back.objection)], next: 'resendNote' }
      const { code, dueAt } = back.value
      const view = { code, dueAt: dueAt.toISOString(), joined: false, again: true, expected: null }
      return { set: { note: undefined }, says: [{ template: 'chat/receipt', view }], next: 'menu' }
    },
  ),
  answerMore: {
    ask: ({ tracked }) => [
      { template: 'chat/answer-more', view: { code: tracked?.code, ...NOTHING_ASKED, ...tracked?.asked } },
    ],
    choices: () => choicesOf('answerMore', ['addPhoto', 'later']),
    hears: 'words',
    read: (said, answers) => {
      if (said.kind === 'choice') return said.value === 'later' ? { set: {}, next: 'menu' } : photosFor(answers)
      const note = textOf(said).slice(0, LONGEST_WORDS)
      return note ? { set: { note } } : { wrong: say('wrong.story') }
    },
    next: 'sendAnswer',
  },
  sendAnswer: doing(
    'answerRequest',
    ({ tracked, note = '' }) => ({ code: tracked?.code ?? '', text: note }),
    (back) => ({
      set: { note: undefined },
      says: [back.ok ? say('noteKept', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'menu',
    }),
  ),
  appealWords: {
    ask: ({ tracked }) => [say(tracked?.appeals ? 'ask.appealAbove' : 'ask.appeal', { code: tracked?.code ?? '' })],
    choices: () => choicesOf('appeal', ['without', 'no']),
    hears: 'words',
    read: (said) => {
      if (said.kind === 'choice' && said.value === 'no') return { set: {}, next: 'track' }
      const note = textOf(said).slice(0, LONGEST_WORDS)
      if (said.kind !== 'choice' && note === '') return { wrong: say('wrong.story') }
      return { set: { note } }
    },
    next: 'appeal',
  },
  seenYes: doing(
    'confirmSeen',
    ({ trackCode = '' }) => ({ code: trackCode, shows: true }),
    (back) => ({
      says: [back.ok ? say('seen.thanks', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'paused',
    }),
  ),
  seenNo: doing(
    'confirmSeen',
    ({ trackCode = '' }) => ({ code: trackCode, shows: false }),
    (back) => ({
      says: [back.ok ? say('seen.reopened', { code: back.value.code }) : sayObjection(back.objection)],
      next: 'paused',
    }),
  ),
  seenPhoto: doing(
    'confirmSeen',
    ({ trackCode = '' }) => ({ code: trackCode, shows: false }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'paused' }
      const { reportId: id, code } = back.value
      const target = { id, code, state: 'queued' }
      return { set: { ...NO_REPORT, target }, says: [say('seen.reopened', { code })], next: 'consent' }
    },
  ),
  appeal: doing(
    'appeal',
    ({ tracked, note = '' }) => ({ code: tracked?.code ?? '', text: note }),
    (back, { tracked }) => {
      if (!back.ok) return { set: { note: undefined }, says: [sayObjection(back.objection)], next: 'menu' }
      const view = { code: tracked?.code ?? '', dueAt: back.value.dueAt.toISOString() }
      return { set: { note: undefined }, says: [{ template: 'chat/appealed', view }], next: 'menu' }
    },
  ),
} satisfies Record<string, Step>
