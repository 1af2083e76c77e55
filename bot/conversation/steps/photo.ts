import { carriesCardQr, PHOTO_KINDS } from '../../../core/domain/citizen/photo-kind.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import { OPEN_REPORT_STATES } from '../../../core/domain/report/report-lifecycle.ts'
import type { Answers, OwnReport } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { choicesOf, doing, type Place, type Reading, type Said, type Step, say } from '../step.ts'

const TIPS = ['no_code', 'not_a_card', 'too_dark', 'glare', 'blurred', 'code_cut_off', 'too_small']

/** The very text whose version is stored with the consent (features L09). */
const CONSENT_TEXT = ['purpose', 'keeping', 'free'].map((key) => ({ key: `consent.${key}` }))

/** Gửi ảnh CCCD: consent first, each picture tagged by the citizen, then what the card's code says. */
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
    read: (said, { ownReports = [] }) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return { set: { target: ownReports.find((report) => report.code === said.value) } }
    },
    next: 'consent',
  },
  consent: {
    ask: () => [...CONSENT_TEXT, say('ask.consent')],
    choices: () => choicesOf('consent', ['yes', 'no']),
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return said.value === 'yes' ? { set: { consent: true } } : { set: { consent: false }, next: 'dropPhotos' }
    },
    skip: ({ consent, photosDone, pending }) => consent === true || (photosDone === true && !pending?.length),
    next: 'photo',
  },
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
    ask: () => [say('ask.photo')],
    choices: () => choicesOf('photo', ['without']),
    read: (said, answers) => {
      if (said.kind === 'choice') return { set: { photosDone: true }, next: afterPhotos }
      return joined(said, answers)
    },
    skip: ({ pending, photosDone }) => photosDone === true || Boolean(pending?.length),
    next: 'photoKind',
  },
  photoKind: {
    ask: ({ pending = [], photoCount = 0 }) => [
      say(pending.length > 1 ? 'ask.photoKindOfMany' : 'ask.photoKind', {
        number: photoCount + 1,
        ...(pending.length > 1 && { total: photoCount + pending.length }),
      }),
    ],
    choices: () => choicesOf('photoKinds', PHOTO_KINDS),
    read: (said) => {
      const kind = said.kind === 'choice' ? PHOTO_KINDS.find((one) => one === said.value) : undefined
      return kind ? { set: { photoKind: kind }, next: 'attach' } : { wrong: say('pickOne') }
    },
    skip: ({ pending }) => !pending?.length,
    next: 'morePhotos',
  },
  attach: doing(
    'attachPhoto',
    ({ pending: [item] = [], photoKind = 'other', target }) => {
      if (!item) throw new Error('The conversation wanted to keep a photo that nobody sent')
      return { reportId: target?.id ?? null, item, kind: photoKind }
    },
    (back, answers) => {
      const pending = answers.pending?.slice(1)
      if (!back.ok) {
        const full = back.objection.code === 'too_many_photos'
        const set = { pending: full ? undefined : pending }
        return {
          set,
          says: [sayObjection(back.objection)],
          next: !full && pending?.length ? 'photoKind' : 'morePhotos',
        }
      }
      const { caseId } = back.value
      const photoCount = (answers.photoCount ?? 0) + 1
      const cardSent = answers.cardSent || carriesCardQr(answers.photoKind ?? 'other')
      const wantsReading = cardSent && !answers.target && !answers.card
      const next = pending?.length ? 'photoKind' : wantsReading ? 'readCard' : 'morePhotos'
      return { set: { pending, caseId, photoCount, cardSent }, says: [say('photoKept')], next }
    },
  ),
  readCard: doing(
    'readCard',
    ({ caseId = '' }) => ({ caseId }),
    (reading) => {
      if (reading.state === 'waiting') return { next: 'cardWaiting' }
      if (reading.state === 'read') return { set: { card: reading.card }, next: 'cardConfirm' }
      return { says: [say(`tips.${TIPS.includes(reading.reason) ? reading.reason : 'other'}`)], next: 'morePhotos' }
    },
  ),
  cardWaiting: {
    ask: () => [say('cardWaiting')],
    choices: () => choicesOf('cardWaitingChoices', ['look', 'goOn']),
    read: (said, answers) => {
      if (said.kind === 'photos') return { ...joined(said, answers), next: 'photoKind' }
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return { set: {}, next: said.value === 'look' ? 'readCard' : 'morePhotos' }
    },
    next: 'morePhotos',
  },
  cardConfirm: {
    ask: ({ card }) => [{ template: 'chat/card-read', view: card ?? {} }],
    choices: () => choicesOf('cardConfirm', ['right', 'wrong']),
    read: (said, answers) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const { card } = answers
      return { set: said.value === 'right' && card ? believe(card, answers) : { card: undefined } }
    },
    next: 'morePhotos',
  },
  morePhotos: {
    ask: ({ photoCount = 0 }) => [say('ask.morePhotos', { count: photoCount })],
    choices: () => choicesOf('morePhotos', ['done', 'more']),
    read: (said, answers) => {
      if (said.kind === 'photos') return { ...joined(said, answers), next: 'photoKind' }
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      if (said.value === 'more') return { set: {}, next: 'photo' }
      const { target } = answers
      return { set: { photosDone: true }, says: target ? [say('photosThanks', { code: target.code })] : [] }
    },
    skip: ({ photosDone, target }) => photosDone === true && target === undefined,
    next: afterPhotos,
  },
} satisfies Record<string, Step>

/** A report that exists has its photos now; a new one goes on with whatever has not been told yet. */
function afterPhotos({ target, allNamed }: Answers): Place {
  if (target) return 'menu'
  return allNamed ? 'readBack' : 'name'
}

function takesPhotos({ state }: OwnReport): boolean {
  return state === 'refused' || OPEN_REPORT_STATES.some((open) => open === state)
}

function joined(said: Said, { pending = [] }: Answers): Reading {
  return said.kind === 'photos' ? { set: { pending: [...pending, ...said.items] } } : { wrong: say('wrong.photo') }
}

/** The card's values fill what was not told, and replace what was typed as right: the person has confirmed them. */
function believe(card: CardFacts, { changes = [], fullName, birthDate, sex }: Answers): Answers {
  const printed = { fullName: card.fullName, birthDate: card.dob, sex: card.gender, idNumber: card.cccd, phone: null }
  const better = changes.map((change) => {
    const correct = printed[change.field]
    return correct ? { ...change, correct, source: 'card_qr' as const } : change
  })
  return {
    fullName: fullName ?? card.fullName,
    birthDate: birthDate ?? card.dob,
    sex: sex ?? card.gender,
    ...(changes.length > 0 && { changes: better }),
  }
}
