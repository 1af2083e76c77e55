import { choicesOf, type Place, picking, type Step, say } from '../step.ts'

const STEERING = ['menu', 'family', 'letHelp', 'link', 'rights', 'stop', 'notMe', 'vietnamese', 'english']

/** Trợ giúp, and the dialogue that waits on another channel. */
export const HELP = {
  help: {
    ask: () => [{ template: 'chat/help', view: {} }],
    choices: (_answers, { optedOut }) =>
      choicesOf(
        'control',
        STEERING.map((one) => (one === 'stop' && optedOut ? 'start' : one)),
      ).map((choice) => ({ ...choice, value: `:${choice.value}` })),
    hears: 'buttons',
    read: () => ({ wrong: say('notUnderstood') }),
    next: 'menu',
  },
  elsewhere: picking({
    group: 'elsewhere',
    ask: () => [say('ask.elsewhere')],
    to: { yes: 'theirs', no: ({ pending }) => ({ next: (pending?.length ? 'cardFor' : 'menu') satisfies Place }) },
  }),
} satisfies Record<string, Step>
