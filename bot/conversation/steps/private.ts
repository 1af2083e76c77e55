import { findPrivate, withoutPrivate } from '../../../core/domain/report/private-text.ts'
import type { Answers } from '../answers.ts'
import { picking, type Step, say } from '../step.ts'

/** Numbers of papers, phones and other people's names in free words: said before they are kept (features L14). */
export const PRIVATE = {
  storyPrivate: picking({
    group: 'private',
    ask: (answers) => [say('ask.private', { found: foundIn(storyOf(answers), answers) })],
    to: {
      remove: (answers) => ({
        set: { notes: { ...answers.notes, [aboutOf(answers)]: cleaned(storyOf(answers), answers) } },
        next: 'more',
      }),
      keep: 'more',
    },
    skip: (answers) => foundIn(storyOf(answers), answers) === '',
    next: 'more',
  }),
  notePrivate: picking({
    group: 'private',
    ask: (answers) => [say('ask.private', { found: foundIn(answers.note, answers) })],
    to: {
      remove: (answers) => ({ set: { note: cleaned(answers.note, answers) }, next: 'addNote' }),
      keep: 'addNote',
    },
    skip: (answers) => foundIn(answers.note, answers) === '',
    next: 'addNote',
  }),
} satisfies Record<string, Step>

const aboutOf = ({ about = 'OTHER' }: Answers) => about

const storyOf = (answers: Answers) => answers.notes?.[aboutOf(answers)]

/** As many as one message can name. */
const MOST_NAMED = 5

/** The words themselves, so that nobody has to search for them. */
function foundIn(text = '', answers: Answers): string {
  const words = partsOf(text, answers).map(({ from, to }) => text.slice(from, to).trim().slice(0, 60))
  return [...new Set(words)].slice(0, MOST_NAMED).join('; ')
}

function cleaned(text = '', answers: Answers): string {
  return withoutPrivate(text, partsOf(text, answers))
}

function partsOf(text: string, { fullName, changes = [], record }: Answers) {
  const right = changes.flatMap(({ field, correct }) => (field === 'fullName' ? [correct] : []))
  return findPrivate(
    text,
    [fullName, record?.recorded.fullName, ...right].flatMap((name) => name ?? []),
  )
}
