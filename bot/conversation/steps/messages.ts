import { sayObjection } from '../objection.ts'
import { doing, picking, type Step, say } from '../step.ts'

/** What may be sent unasked: stop and resume (features I10), and "this is not for me" (I12). */
export const MESSAGES = {
  messagesOff: doing(
    'stopMessages',
    () => ({ stop: true }),
    (back) => ({ says: [back.ok ? say('messagesOff') : sayObjection(back.objection)], next: 'menu' }),
  ),
  messagesOn: doing(
    'stopMessages',
    () => ({ stop: false }),
    (back) => ({ says: [back.ok ? say('messagesOn') : sayObjection(back.objection)], next: 'paused' }),
  ),
  notMeSure: picking({
    group: 'notMeSure',
    ask: ({ notMeCode }) => [notMeCode ? say('ask.notMeCase', { code: notMeCode }) : say('ask.notMe')],
    to: { yes: 'notMe', no: 'paused' },
  }),
  notMe: doing(
    'notMe',
    ({ notMeCode }) => ({ reportCode: notMeCode ?? null }),
    (back) => ({ says: [back.ok ? say('notMeKept') : sayObjection(back.objection)], next: 'menu' }),
  ),
} satisfies Record<string, Step>
