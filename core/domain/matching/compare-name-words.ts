import { editDistance } from '../person/compare-names.ts'
import { foldIy, foldMarks } from '../person/marks.ts'
import { isSyllableWithoutMarks } from '../person/syllable.ts'
import type { MatchFacts } from './match-facts.ts'

/** From the same name to another one; what differs is said, since a given name weighs more than a middle one. */
export type NameLevel =
  | 'same'
  | 'same_unmarked'
  | 'marks_differ'
  | 'given_marks_differ'
  | 'sounds_alike'
  | 'given_sounds_alike'
  | 'one_letter'
  | 'given_one_letter'
  | 'part_missing'
  | 'reordered'
  | 'middle_differs'
  | 'loosely_alike'
  | 'surname_differs'
  | 'given_differs'
  | 'given_only'
  | 'different'
  | 'missing'

export function compareNameWords(a: MatchFacts, b: MatchFacts): NameLevel {
  if (a.plain === '' || b.plain === '') return 'missing'
  if (a.plain === b.plain) return compareMarks(a, b)
  if (a.folded.length === b.folded.length) return compareWordByWord(a.folded, b.folded)
  if (squeeze(a.plain) === squeeze(b.plain)) return 'part_missing'
  return compareParts(a.folded, b.folded)
}

function compareMarks(a: MatchFacts, b: MatchFacts): NameLevel {
  if (a.spelled === b.spelled) return a.spelled === a.plain ? 'same_unmarked' : 'same'
  if (a.spelled === a.plain || b.spelled === b.plain) return 'same_unmarked'
  return marksAgree(a.words.at(-1) ?? '', b.words.at(-1) ?? '') ? 'marks_differ' : 'given_marks_differ'
}

/** A word without marks contradicts no marked one. */
function marksAgree(a: string, b: string): boolean {
  return a === b || foldMarks(a) === a || foldMarks(b) === b
}

function compareWordByWord(a: readonly string[], b: readonly string[]): NameLevel {
  const apart = a.flatMap((word, index) => (word === b[index] ? [] : [index]))
  const likeness = apart.map((index) => wordLikeness(a[index] ?? '', b[index] ?? ''))
  const givenApart = apart.includes(a.length - 1)
  if (likeness.every((like) => like === 'sound')) return givenApart ? 'given_sounds_alike' : 'sounds_alike'
  if (!givenApart && likeness.every((like) => like === 'initial' || like === 'sound')) return 'part_missing'
  if (apart.length === 1 && likeness[0] === 'letter') return givenApart ? givenTypo(a, b) : 'one_letter'
  if ([...a].sort().join(' ') === [...b].sort().join(' ')) return 'reordered'
  return compareEnds(a, b)
}

/** Hânn for Hân is a typing error; Hân and Hậu are two names, as twins have them. */
function givenTypo(a: readonly string[], b: readonly string[]): NameLevel {
  return [a, b].every((name) => isSyllableWithoutMarks(name.at(-1) ?? '')) ? 'loosely_alike' : 'given_one_letter'
}

function compareParts(a: readonly string[], b: readonly string[]): NameLevel {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.at(-1) === long.at(-1) && isSubset(short, long)) return 'part_missing'
  return compareEnds(a, b)
}

function compareEnds(a: readonly string[], b: readonly string[]): NameLevel {
  const sameSurname = alike(a[0], b[0])
  if (a.at(-1) === b.at(-1)) {
    if (sameSurname) return 'middle_differs'
    return a.length > 2 && a[1] === b[1] ? 'surname_differs' : 'given_only'
  }
  if (!sameSurname) return 'different'
  return alike(a.at(-1), b.at(-1)) ? 'loosely_alike' : 'given_differs'
}

/** Words that one hears or types for another: regional pairs of domain 7.4 and the confusions of spelling. */
function wordLikeness(a: string, b: string): 'sound' | 'initial' | 'letter' | 'other' {
  if (a === b || soundOf(a) === soundOf(b)) return 'sound'
  if ((a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b)) || isShortNguyen(a, b))
    return 'initial'
  return editDistance(a, b, 1) === 1 ? 'letter' : 'other'
}

const REGIONAL: Readonly<Record<string, string>> = {
  huynh: 'hoang',
  vu: 'vo',
  phuc: 'phuoc',
  nhut: 'nhat',
  huong: 'hong',
  buu: 'bao',
  tong: 'tung',
  suong: 'xuong',
  canh: 'kieng',
  yen: 'en',
}

function soundOf(word: string): string {
  return foldIy(REGIONAL[word] ?? word)
    .replace(/^tr/u, 'ch')
    .replace(/^(gi(?=[aeou])|z|d(?=iep$))/u, 'd')
    .replace(/^x/u, 's')
    .replace(/^n(?!g)/u, 'l')
}

function isShortNguyen(a: string, b: string): boolean {
  return (a === 'ng' && b === 'nguyen') || (b === 'ng' && a === 'nguyen')
}

function alike(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || wordLikeness(a, b) !== 'other')
}

/** Are all words of the short name in the long one, in the same order? */
function isSubset(short: readonly string[], long: readonly string[]): boolean {
  let at = 0
  for (const word of long) if (alike(short[at], word)) at++
  return at >= short.length
}

function squeeze(name: string): string {
  return name.replace(/ /gu, '')
}
