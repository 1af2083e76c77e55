import { carriesCardQr, PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import type { Answers, OwnReport } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import {
  type Arrival,
  choicesOf,
  doing,
  type Here,
  type Place,
  picking,
  type Reading,
  type Said,
  type Step,
  say,
} from '../step.ts'

/** The very text whose version is stored with the consent (features L09). */
const CONSENT_TEXT = ['purpose', 'keeping', 'free'].map((key) => ({ key: `consent.${key}` }))

/** Gửi ảnh CCCD: for which report, consent first, each picture tagged by the citizen. */
export const PHOTO = {
  cardFor: doing(
    'ownReports',
    () => ({}),
    (reports) => {
      const open = reports.filter(takesPhotos).slice(0, 5)
      return { set: { ownReports: open }, next: open.length > 0 ? 'cardWhich' : 'consent' }
    },
  ),
  cardWhich: {
    ask: () => [say('ask.cardWhich')],
    choices: ({ ownReports = [] }) => [
      ...ownReports.map(({ code }) => ({ value: code, label: { text: code } })),
      ...choicesOf('cardWhich', ['newReport']),
    ],
    hears: 'buttons',
    read: (said, { ownReports = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return { set: { target: ownReports.find((report) => report.code === said.value) } }
    },
    next: 'consent',
  },
  consent: picking({
    group: 'consent',
    ask: () => [...CONSENT_TEXT, say('ask.consent')],
    to: {
      yes: () => ({ set: { consent: true }, next: 'photo' }),
      no: () => ({ set: { consent: false }, next: 'dropPhotos' }),
    },
    // Where photos take the portal's road, its page asks.
    skip: ({ consent, photosDone, pending }, { handsOver }) =>
      consent === true || (handsOver && !pending?.length) || (photosDone === true && !pending?.length),
    next: 'photo',
  }),
  dropPhotos: doing(
    'dropPhotos',
    ({ pending = [] }) => ({ items: pending }),
    (_back, answers) => ({
      set: { pending: undefined, photosDone: true },
      says: [say('photosDeclined')],
      next: afterPhotos({ ...answers, photosDone: true }),
    }),
  ),
  photo: {
    ask: (_answers, { handsOver, channel }) => [say(handsOver ? 'ask.photoByLink' : `ask.photoOn.${channel}`)],
    choices: (_answers, { handsOver }) => choicesOf('photo', [...(handsOver ? ['link'] : []), 'without']),
    hears: 'photo',
    read: (said, answers) => {
      if (said.kind !== 'choice') return joined(said, answers)
      if (said.value === 'link') return { set: {}, next: 'linkForPhoto' }
      return { set: { photosDone: true }, next: afterPhotos }
    },
    skip: ({ pending, photosDone }) => photosDone === true || Boolean(pending?.length),
    next: 'photoKind',
  },
  linkForPhoto: doing(
    'uploadLink',
    () => ({}),
    ({ url, minutes }) => ({ says: [say('uploadLink', { url, minutes })], next: 'photo' }),
  ),
  photoKind: {
    ask: ({ pending = [], photoCount = 0 }) => [
      say(pending.length > 1 ? 'ask.photoKindOfMany' : 'ask.photoKind', {
        number: photoCount + 1,
        ...(pending.length > 1 && { total: photoCount + pending.length }),
      }),
    ],
    choices: () => choicesOf('photoKinds', PHOTO_KINDS),
    hears: 'buttons',
    read: (said) => {
      const kind = said.kind === 'choice' ? PHOTO_KINDS.find((one) => one === said.value) : undefined
      return kind ? { set: { photoKind: kind }, next: 'attach' } : { wrong: say('pickOne') }
    },
    skip: ({ pending }) => !pending?.length,
    next: 'morePhotos',
  },
  attach: doing(
    'attachPhoto',
    ({ pending: [item] = [], photoKind = 'other', target, consent }) => {
      if (!item) throw new Error('The conversation wanted to keep a photo that nobody sent')
      return { reportId: target?.id ?? null, item, kind: photoKind, consented: consent === true }
    },
    (back, answers, here) => {
      if (back.ok) return kept(answers, back.value.caseId, here)
      const full = back.objection.code === 'too_many_photos'
      const pending = full ? undefined : answers.pending?.slice(1)
      return {
        set: { pending },
        says: [sayObjection(back.objection)],
        next: pending?.length ? 'photoKind' : 'morePhotos',
      }
    },
  ),
  morePhotos: {
    ask: ({ photoCount = 0 }) => [say('ask.morePhotos', { count: photoCount })],
    choices: () => choicesOf('morePhotos', ['done', 'more']),
    hears: 'photo',
    read: (said, answers) => {
      if (said.kind !== 'choice') return { ...joined(said, answers), next: 'photoKind' }
      if (said.value === 'more') return { set: {}, next: 'photo' }
      const { target } = answers
      return { set: { photosDone: true }, says: target ? [say('photosThanks', { code: target.code })] : [] }
    },
    skip: ({ photosDone, target }) => photosDone === true && target === undefined,
    next: afterPhotos,
  },
} satisfies Record<string, Step>

/** Stored: the next picture of the album, or what the card's code says. Once it is told what stays in the chat. */
function kept(answers: Answers, caseId: string, { forgets }: Here): Arrival {
  const [item, ...rest] = answers.pending ?? []
  const isCard = carriesCardQr(answers.photoKind ?? 'other')
  const cardSent = answers.cardSent || isCard
  const cardForm = isCard ? item?.form : answers.cardForm
  const wantsReading = cardSent && !answers.target && !answers.card
  const keepsCopy = !forgets && item?.source !== 'web'
  const words = !keepsCopy ? 'photoKept' : answers.toldOfCopy ? 'photoKeptAgain' : 'photoKeptCopy'
  const photoCount = (answers.photoCount ?? 0) + 1
  const photoKinds = [...(answers.photoKinds ?? []), answers.photoKind ?? 'other']
  const toldOfCopy = answers.toldOfCopy || keepsCopy
  return {
    set: { pending: rest, caseId, photoCount, photoKinds, cardSent, cardForm, toldOfCopy },
    says: [say(words)],
    next: rest.length > 0 ? 'photoKind' : wantsReading ? 'readCard' : 'morePhotos',
  }
}

/** A report that exists has its photos now; a new one goes on with whatever has not been told yet. */
function afterPhotos({ target, allNamed }: Answers): Place {
  if (target) return 'paused'
  return allNamed ? 'expect' : 'name'
}

function takesPhotos({ state }: OwnReport): boolean {
  return state === 'refused' || OPEN_REPORT_STATES.some((open) => open === state)
}

export function joined(said: Said, { pending = [] }: Answers): Reading {
  return said.kind === 'photos' ? { set: { pending: [...pending, ...said.items] } } : { wrong: say('wrong.photo') }
}
