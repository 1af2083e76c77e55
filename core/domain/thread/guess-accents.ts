import { foldMarks } from '../person/marks.ts'
import { SYLLABLE_PAIRS, SYLLABLES } from './syllable-table.ts'

interface Choice {
  /** With its marks. */
  word: string
  count: number
}

/** Words without marks to what they may be, the most frequent first. */
const CHOICES = readChoices()
const PAIRS = new Map(SYLLABLE_PAIRS.split(';').map(pairOf))
const TOTAL = [...CHOICES.values()].flat().reduce((sum, { count }) => sum + count, 0)

/** How much a syllable alone weighs against the pair it stands in. */
const ALONE = 2
/** Below this share of known syllables the text is no Vietnamese without marks. */
const LEAST_KNOWN = 0.7

/**
 * The same words with the marks they probably lack, or null: it has marks, it is no Vietnamese, or nothing can be guessed.
 * For reading only: a guess is never a fact. Numbers stay, and so does a capitalised word inside a sentence, which may be
 * a name (features E20).
 */
export function guessAccents(text: string): string | null {
  if (/[^\p{ASCII}\p{P}\p{S}\s]/u.test(text)) return null
  const words = [...text.matchAll(/[A-Za-z]+/g)].map((match) => ({ at: match.index, word: match[0] }))
  const known = words.filter(({ word }) => CHOICES.has(word.toLowerCase()))
  if (words.length < 2 || known.length < words.length * LEAST_KNOWN) return null
  const guesses = likeliest(words.map(({ word, at }) => choicesAt(text, word, at)))
  const guessed = words.reduceRight(
    (whole, { at, word }, index) =>
      whole.slice(0, at) + inCaseOf(word, guesses[index] ?? word) + whole.slice(at + word.length),
    text,
  )
  return guessed === text ? null : guessed
}

function choicesAt(text: string, word: string, at: number): Choice[] {
  const asIs = [{ word: word.toLowerCase(), count: 1 }]
  const shouted = text === text.toUpperCase()
  const mayBeName = /^[A-Z]/.test(word) && !shouted && /[^\s.!?]\s+$/.test(text.slice(0, at))
  return mayBeName ? asIs : (CHOICES.get(word.toLowerCase()) ?? asIs)
}

interface Path {
  score: number
  words: string[]
}

/** The best road through the choices, each weighed with the word before it. */
function likeliest(choices: Choice[][]): string[] {
  let paths: Path[] = [{ score: 0, words: [] }]
  for (const here of choices) paths = here.map((choice) => bestTo(choice, paths))
  return paths.reduce((best, path) => (path.score > best.score ? path : best)).words
}

function bestTo(choice: Choice, paths: Path[]): Path {
  const reached = paths.map(({ score, words }) => ({ score: score + weight(words.at(-1), choice), words }))
  const best = reached.reduce((one, other) => (other.score > one.score ? other : one))
  return { score: best.score, words: [...best.words, choice.word] }
}

function weight(before: string | undefined, { word, count }: Choice): number {
  const alone = count / TOTAL
  const together = before === undefined ? 0 : (PAIRS.get(`${before} ${word}`) ?? 0)
  const seen = before === undefined ? 0 : countOf(before)
  return Math.log((together + ALONE * alone) / (seen + ALONE))
}

function countOf(word: string): number {
  return CHOICES.get(foldMarks(word))?.find((choice) => choice.word === word)?.count ?? 0
}

function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase()
  return /^[A-Z]/.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

function readChoices(): ReadonlyMap<string, Choice[]> {
  const choices = new Map<string, Choice[]>()
  for (const [word, count] of SYLLABLES.split(';').map(pairOf)) {
    const bare = foldMarks(word)
    choices.set(bare, [...(choices.get(bare) ?? []), { word, count }])
  }
  return choices
}

function pairOf(entry: string): [string, number] {
  const [words = '', count = '1'] = entry.split(':')
  return [words, Number(count)]
}
