import { readBirth, readNameLine, readSexSaid } from '../readers.ts'
import { choicesOf, type Step, say } from '../step.ts'

/** Who it is about. One line with commas answers three questions (features A01). */
export const WHO = {
  name: {
    ask: ({ goal }) => [say(goal === 'look_up' ? 'ask.nameToLookUp' : 'ask.name')],
    hears: 'whoLine',
    read: readNameLine,
    skip: ({ fullName }) => fullName !== undefined,
    next: 'birth',
  },
  birth: {
    ask: () => [say('ask.birth')],
    hears: 'birthDay',
    read: readBirth,
    skip: ({ birthDate }) => birthDate !== undefined,
    next: 'sex',
  },
  sex: {
    ask: () => [say('ask.sex')],
    choices: () => choicesOf('sexes', ['male', 'female']),
    hears: 'sex',
    read: readSexSaid,
    skip: ({ sex }) => sex !== undefined,
    next: 'phone',
  },
} satisfies Record<string, Step>
