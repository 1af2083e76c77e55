import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { isUrgentDay, URGENT_DAYS, URGENT_REASONS } from '../../../core/domain/report/urgency.ts'
import { textOf } from '../readers.ts'
import { picking, type Step, say } from '../step.ts'

/** The urgent lane (features B12): the criteria are said with the question, and the proof is asked for. */
export const URGENT = {
  urgentReason: picking({
    group: 'urgentReason',
    ask: () => [say('ask.urgentReason', { days: URGENT_DAYS })],
    to: {
      ...Object.fromEntries(
        URGENT_REASONS.map((urgentReason) => [
          urgentReason,
          () => ({ set: { urgentReason }, next: 'urgentDay' as const }),
        ]),
      ),
      not: () => ({ set: { urgentReason: undefined, urgency: undefined }, next: 'readBack' }),
    },
  }),
  urgentDay: {
    ask: () => [say('ask.urgentDay')],
    hears: 'comingDay',
    read: (said, { urgentReason: reason = 'flight', photoKinds = [] }, { today }) => {
      const day = readBirthDate(textOf(said))
      const neededOn = day?.precision === 'day' ? day.date : null
      if (!neededOn || !isUrgentDay(neededOn, today)) return { wrong: say('wrong.urgentDay', { days: URGENT_DAYS }) }
      const set = { urgency: { reason, neededOn } }
      if (photoKinds.includes('other')) return { set }
      const askPhoto = { ...set, photosDone: undefined, consent: undefined }
      return { set: askPhoto, says: [say(`urgentProof.${reason}`)], next: 'consent' }
    },
    next: 'readBack',
  },
} satisfies Record<string, Step>
