import { type Answers, withType } from '../answers.ts'
import { textOf } from '../readers.ts'
import { choicesOf, type Step, say } from '../step.ts'

const LONGEST_STORY = 2_000

/** What no list of questions covers, in the person's own words. */
export const STORY = {
  story: {
    ask: ({ about }) => [say(`ask.story.${about ?? 'OTHER'}`)],
    choices: (answers) => (mayBeSilent(answers) ? choicesOf('story', ['nothing']) : []),
    hears: 'words',
    read: (said, answers) => {
      const { about = 'OTHER', notes } = answers
      const types = withType(answers, about)
      if (said.kind === 'choice') return { set: { types } }
      const text = textOf(said).slice(0, LONGEST_STORY)
      return text === '' ? { wrong: say('wrong.story') } : { set: { types, notes: { ...notes, [about]: text } } }
    },
    next: 'storyPrivate',
  },
} satisfies Record<string, Step>

/** A missing passport is told by its name alone. */
function mayBeSilent({ about }: Answers): boolean {
  return about === 'NO_PASSPORT_YET'
}
