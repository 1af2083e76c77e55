import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { Answers } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { readRightPhone } from '../readers.ts'
import { choicesOf, doing, type Place, picking, type Step, say } from '../step.ts'

/** Gặp cán bộ: within office hours a person answers in this chat, otherwise a call back is offered (features D11). */
export const OFFICER = {
  askOfficer: doing(
    'askOfficer',
    ({ record }) => ({ personId: record?.personId ?? null, text: null }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'menu' }
      const { unitName, open, callbackDays, station } = back.value
      const address = { template: 'chat/station', view: station }
      if (open) return { says: [say('officerComes', { unit: unitName }), address], next: 'thread' }
      const offered = callbackDays.length > 0
      return {
        set: { callbackDays },
        says: [say('officerAway', { unit: unitName }), address],
        next: offered ? 'callbackDay' : 'menu',
      }
    },
  ),
  callbackDay: {
    ask: () => [say('ask.callbackDay')],
    choices: ({ callbackDays = [] }) => [
      ...callbackDays.map((day) => ({ value: day, label: { text: writeDate(day as IsoDate) } })),
      ...choicesOf('callback', ['none']),
    ],
    hears: 'buttons',
    read: (said) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      return said.value === 'none' ? { set: {}, next: 'paused' } : { set: { callbackDay: said.value } }
    },
    next: 'callbackPart',
  },
  callbackPart: picking({
    group: 'callbackPart',
    ask: () => [say('ask.callbackPart')],
    to: {
      morning: () => ({ set: { callbackPart: 'morning' }, next: phoneFor }),
      afternoon: () => ({ set: { callbackPart: 'afternoon' }, next: phoneFor }),
    },
  }),
  callbackPhone: {
    ask: () => [say('ask.callbackPhone')],
    hears: 'phone',
    read: (said) => {
      const phone = readRightPhone(said)
      return 'wrong' in phone ? { wrong: say(phone.wrong) } : { set: { callbackPhone: phone.value } }
    },
    next: 'chooseCallback',
  },
  chooseCallback: doing(
    'chooseCallback',
    ({ callbackDay = '', callbackPart = 'morning', callbackPhone, phone, phoneProved }) => ({
      day: callbackDay,
      part: callbackPart,
      phone: callbackPhone ?? (phoneProved ? (phone ?? null) : null),
    }),
    (back, { callbackDay = '', callbackPart = 'morning' }) => {
      const set = { callbackPhone: undefined }
      if (back.ok) {
        const day = writeDate(callbackDay as IsoDate)
        return { set, says: [say(`callbackKept.${callbackPart}`, { day })], next: 'paused' }
      }
      const { code } = back.objection
      const next = code === 'phone_invalid' ? 'callbackPhone' : code === 'slot_gone' ? 'callbackDay' : 'paused'
      return { set, says: [sayObjection(back.objection)], next }
    },
  ),
  endTalk: doing(
    'endTalk',
    () => ({}),
    (back) => ({ says: [back.ok ? say('talkEnded') : sayObjection(back.objection)], next: 'paused' }),
  ),
} satisfies Record<string, Step>

/** The proved phone is the one to call; nobody is asked for it twice. */
function phoneFor({ phoneProved, phone }: Answers): Place {
  return phoneProved && phone ? 'chooseCallback' : 'callbackPhone'
}
