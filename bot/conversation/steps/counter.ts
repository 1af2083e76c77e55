import { readCounterCode } from '../../../core/domain/counter/counter-code.ts'
import { readReceiptCode } from '../../../core/domain/report/receipt-code.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { choicesOf, doing, type Step, say } from '../step.ts'
import { foundOne } from './look-up.ts'

/** What the counter of the station handed out: a code that opens the record (A04), a slip of a report (B15). */
export const COUNTER = {
  counterCode: {
    ask: () => [say('ask.counterCode')],
    choices: () => choicesOf('counterCode', ['none']),
    hears: 'linkCode',
    read: (said) => {
      if (said.kind === 'choice') return { set: {}, next: 'menu', says: [say('counterHow')] }
      const counterCode = readCounterCode(textOf(said))
      return counterCode ? { set: { counterCode } } : { wrong: say('wrong.counterCode') }
    },
    next: 'counterUse',
  },
  counterUse: doing(
    'useCounterCode',
    ({ counterCode = '' }) => ({ code: counterCode }),
    (back) => {
      const set = { counterCode: undefined }
      if (back.ok) return { set, next: 'seenRecord' }
      const mayTry = back.objection.code === 'counter_code_wrong'
      return { set, says: [sayObjection(back.objection)], next: mayTry ? 'counterCode' : 'menu' }
    },
  ),
  seenRecord: doing(
    'seenRecord',
    () => ({}),
    (back, { goal }) => {
      if (!back.ok || !back.value.found) return { says: back.ok ? [] : [sayObjection(back.objection)], next: 'menu' }
      const { level, record } = back.value
      const { fullName, birthDate, sex } = record
      // What is masked was not shown, so a report asks for it.
      const who = level === 2 && birthDate && sex ? { fullName, birthDate, sex } : {}
      const arrival = foundOne(back.value, goal)
      return { ...arrival, set: { ...arrival.set, ...who } }
    },
  ),
  slipKey: {
    ask: () => [say('ask.slipKey')],
    choices: () => choicesOf('slipKey', ['none']),
    hears: 'linkCode',
    read: (said) => {
      if (said.kind === 'choice') return { set: {}, next: 'menu', says: [say('slipHow')] }
      const text = textOf(said)
      const trackCode = /^\s*pa/i.test(text) ? readReceiptCode(text) : null
      if (trackCode) return { set: { trackCode, phoneTail: undefined }, next: 'track' }
      const slipKey = readCounterCode(text)
      return slipKey ? { set: { slipKey } } : { wrong: say('wrong.counterCode') }
    },
    next: 'slipUse',
  },
  slipUse: doing(
    'useSlip',
    ({ slipKey = '' }) => ({ key: slipKey }),
    (back) => {
      const set = { slipKey: undefined, phoneTail: undefined }
      if (back.ok) return { set: { ...set, trackCode: back.value.code }, next: 'track' }
      const mayTry = back.objection.code === 'slip_wrong'
      return { set, says: [sayObjection(back.objection)], next: mayTry ? 'slipKey' : 'menu' }
    },
  ),
} satisfies Record<string, Step>
