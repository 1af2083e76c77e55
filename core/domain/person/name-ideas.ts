import { type FullName, readFullName } from './full-name.ts'
import { foldMarks } from './marks.ts'
import { isCompleteName } from './name-completeness.ts'
import { GIVEN_NAMES, SURNAMES } from './name-syllables.ts'

const MOST_IDEAS = 6
/** Of one syllable no more are tried: below come names hardly anybody has. */
const MOST_FORMS = 5

/** The cost is the sum of the ranks of its words: the smaller, the likelier. */
interface Idea {
  words: string[]
  cost: number
}

/**
 * A name typed without marks as it may be written, likeliest first, for the person to choose from: never taken by itself
 * (refusal reason NAME_INCOMPLETE_OR_UNACCENTED). Words that carry a mark stay; so do words no Vietnamese name has.
 */
export function nameIdeas(text: string): string[] {
  const name = readFullName(text)
  const words = name?.split(' ') ?? []
  if (words.length < 2) return []
  let ideas: Idea[] = [{ words: [], cost: 0 }]
  for (const [at, word] of words.entries()) {
    const forms = formsOf(word, at === 0 ? 'first' : at === words.length - 1 ? 'last' : 'middle')
    ideas = cheapest(ideas.flatMap((idea) => continued(idea, forms)))
  }
  return ideas
    .map((idea) => idea.words.join(' ') as FullName)
    .filter((idea) => idea !== name && isCompleteName(idea))
    .slice(0, MOST_IDEAS)
}

function continued(idea: Idea, forms: readonly string[]): Idea[] {
  return forms.map((form, rank) => ({ words: [...idea.words, form], cost: idea.cost + rank }))
}

function cheapest(ideas: Idea[]): Idea[] {
  return ideas.toSorted((a, b) => a.cost - b.cost).slice(0, MOST_IDEAS * 2)
}

/** Thị and Văn stand in the middle of most names, and as nothing else there. */
const BY_PLACE = { first: byFold(SURNAMES), middle: byFold('Thị Văn'), last: byFold(GIVEN_NAMES) } as const

function formsOf(word: string, place: keyof typeof BY_PLACE): readonly string[] {
  if (foldMarks(word) !== word) return [inNameCase(word)]
  const forms = BY_PLACE[place].get(word.toLowerCase()) ?? BY_PLACE.last.get(word.toLowerCase()) ?? [inNameCase(word)]
  return forms.slice(0, MOST_FORMS)
}

function inNameCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}

function byFold(list: string): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(new Set(list.split(/\s+/u)), (form) => foldMarks(form).toLowerCase())
}
