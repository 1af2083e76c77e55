import { type PhotoTip, tipFor } from '../../../core/domain/citizen/photo-tip.ts'
import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { Answers } from '../answers.ts'
import type { CardReadingNow } from '../requests.ts'
import { doing, type Here, picking, type Say, type Step, say } from '../step.ts'

/** Why a better picture would be read. */
const UNCLEAR = ['blurred', 'too_dark', 'glare', 'too_small', 'code_cut_off']

type Unread = Extract<CardReadingNow, { state: 'unread' }>

/** What the code on the card says fills the form; the person confirms it (features C02). */
export const CARD = {
  readCard: doing(
    'readCard',
    ({ caseId = '' }) => ({ caseId }),
    (reading, answers, here) => {
      if (reading.state === 'waiting') return { next: 'cardWaiting' }
      if (reading.state === 'read') return { set: { card: reading.card, cardUnclear: undefined }, next: 'cardConfirm' }
      return {
        set: { cardUnclear: UNCLEAR.includes(reading.reason) || undefined },
        says: [adviceOn(reading, answers, here)],
        next: 'morePhotos',
      }
    },
  ),
  cardWaiting: picking({
    group: 'cardWaitingChoices',
    ask: () => [say('cardWaiting')],
    to: { look: 'readCard', goOn: 'morePhotos' },
  }),
  cardConfirm: picking({
    group: 'cardConfirm',
    ask: ({ card }) => [{ template: 'chat/card-read', view: card ?? {} }],
    to: {
      right: (answers) => ({ set: answers.card ? believe(answers.card, answers) : {}, next: 'morePhotos' }),
      wrong: () => ({ set: { card: undefined }, next: 'morePhotos' }),
    },
  }),
} satisfies Record<string, Step>

/** What a channel loses by pressing a photo smaller; the same picture as a file is then the better picture. */
const LOST_IN_CHAT: readonly PhotoTip[] = ['blurred', 'too_small', 'other']

function adviceOn(reading: Unread, { cardForm }: Answers, { channel }: Here): Say {
  const tip = tipFor(reading)
  return say(cardForm === 'photo' && LOST_IN_CHAT.includes(tip) ? `asFile.${channel}` : `tips.${tip}`)
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
