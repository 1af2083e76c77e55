import type { CardFacts } from '../../../core/domain/papers/card-qr.ts'
import type { Answers } from '../answers.ts'
import { doing, type Here, picking, type Say, type Step, say } from '../step.ts'

const TIPS = ['no_code', 'not_a_card', 'too_dark', 'glare', 'blurred', 'code_cut_off', 'too_small']

/** What the code on the card says fills the form; the person confirms it (features C02). */
export const CARD = {
  readCard: doing(
    'readCard',
    ({ caseId = '' }) => ({ caseId }),
    (reading, answers, here) => {
      if (reading.state === 'waiting') return { next: 'cardWaiting' }
      if (reading.state === 'read') return { set: { card: reading.card }, next: 'cardConfirm' }
      return { says: [adviceOn(reading.reason, answers, here)], next: 'morePhotos' }
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

/** A photo was pressed smaller by the channel, so the same picture as a file helps most; a file needs a better picture. */
function adviceOn(reason: string, { cardForm }: Answers, { channel }: Here): Say {
  if (cardForm === 'photo') return say(`asFile.${channel}`)
  return say(`tips.${TIPS.includes(reason) ? reason : 'other'}`)
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
