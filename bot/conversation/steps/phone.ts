import type { Answers } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { readCode, readPhoneSaid } from '../readers.ts'
import { choicesOf, doing, type Place, type Step, say } from '../step.ts'

/** The phone, proved by the channel's own contact or by a code in an SMS (features A03). */
export const PHONE = {
  phone: {
    ask: () => [say('ask.phone')],
    hears: 'phone',
    ownContact: ({ channel }) => say(`ask.phoneOn.${channel}`),
    read: readPhoneSaid,
    skip: ({ phoneProved }) => phoneProved === true,
    next: afterPhone,
  },
  sendCode: doing(
    'requestCode',
    ({ phone = '' }) => ({ phone }),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], set: { phone: undefined }, next: 'phone' }
      const { phone, phoneMasked } = back.value
      return { set: { phone, phoneMasked }, next: 'code' }
    },
  ),
  code: {
    ask: ({ phoneMasked = '' }) => [say('ask.code', { phone: phoneMasked })],
    choices: () => choicesOf('code', ['again', 'otherPhone']),
    hears: 'code',
    read: readCode,
    next: 'checkCode',
  },
  checkCode: doing(
    'confirmCode',
    ({ phone = '', typedCode = '' }) => ({ phone, code: typedCode }),
    (back, answers) => {
      const set = { typedCode: undefined, phoneProved: back.ok }
      if (back.ok) return { set, says: [say('phoneProved')], next: afterPhone(answers) }
      return { set, says: [sayObjection(back.objection)], next: 'code' }
    },
  ),
  proveContact: doing(
    'provePhone',
    ({ phone = '' }) => ({ phone }),
    (back, answers) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'phone' }
      return { set: { phone: back.value.phone, phoneProved: true }, next: afterPhone(answers) }
    },
  ),
} satisfies Record<string, Step>

/** A record that is known is not looked for twice while a report is written. */
function afterPhone({ goal, record }: Answers): Place {
  return goal !== 'look_up' && record !== undefined ? 'what' : 'find'
}
