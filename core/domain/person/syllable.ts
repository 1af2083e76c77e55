import { foldMarks } from './marks.ts'

/** Is this word spelled as a Vietnamese syllable can be, tone included? Minority and foreign words are not. */
export function isSyllable(word: string): boolean {
  const { letters, tones } = splitTones(word)
  if (tones.length > 1) return false
  const rhyme = rhymeOf(letters, RHYMES)
  if (rhyme === null) return false
  return !/(p|t|c|ch)$/.test(rhyme) || tones === SHARP || tones === HEAVY
}

/** Would this word be a syllable once its marks were put back? */
export function isSyllableWithoutMarks(word: string): boolean {
  return rhymeOf(foldMarks(word).toLowerCase(), FOLDED_RHYMES) !== null
}

/** A syllable that nobody writes like this: `Nguyen`, `Ngoc`, `Duc` need marks, `Lan` and `Hoa` do not. */
export function mustHaveLostMarks(word: string): boolean {
  return foldMarks(word) === word && !isSyllable(word) && isSyllableWithoutMarks(word)
}

const SHARP = '\u0301'
const HEAVY = '\u0323'
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

function splitTones(word: string): { letters: string; tones: string } {
  const parts = word.toLowerCase().normalize('NFD')
  return { letters: parts.replace(TONES, '').normalize('NFC'), tones: (parts.match(TONES) ?? []).join('') }
}

function rhymeOf(letters: string, rhymes: ReadonlySet<string>): string | null {
  const onset = /^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?/u.exec(letters)?.[0] ?? ''
  const rest = letters.slice(onset.length)
  if (onset === 'qu' && (rhymes.has(rest) || rhymes.has(`u${rest}`))) return rest
  if (onset === 'gi' && rhymes.has(`i${rest}`)) return rest || 'i'
  return rhymes.has(rest) ? rest : null
}

/** All rhymes of written Vietnamese without tones: vowels, then vowels with each consonant that may close them. */
const RHYMES: ReadonlySet<string> = new Set([
  ...'a e ê i y o ô ơ u ư ai ao au ay âu ây eo êu ia iu iêu yêu oa oai oay oao oe oeo oi ôi ơi'.split(' '),
  ...'ua uê ui uơ uy uya uyu uôi uây ưa ưi ưu ươi ươu'.split(' '),
  ...closed('a', 'c m n ng nh ch p t'),
  ...closed('ă', 'c m n ng p t'),
  ...closed('â', 'c m n ng p t'),
  ...closed('e', 'c m n ng p t'),
  ...closed('ê', 'ch nh m n p t'),
  ...closed('i', 'ch nh m n p t'),
  ...closed('iê', 'c m n ng p t'),
  ...closed('yê', 'm n ng t'),
  ...closed('o', 'c m n ng p t'),
  ...closed('ô', 'c m n ng p t'),
  ...closed('ơ', 'm n p t'),
  ...closed('u', 'c m n ng p t'),
  ...closed('ư', 'c m n ng t'),
  ...closed('uô', 'c m n ng t'),
  ...closed('ươ', 'c m n ng p t'),
  ...closed('oa', 'c m n ng nh ch p t'),
  ...closed('oă', 'c m n ng t'),
  ...closed('oe', 'n t'),
  ...closed('uâ', 'n ng t'),
  ...closed('uê', 'ch nh'),
  ...closed('uy', 'ch nh t n p'),
  ...closed('uyê', 'n t'),
  ...closed('oo', 'c ng'),
])

const FOLDED_RHYMES: ReadonlySet<string> = new Set([...RHYMES].map(foldMarks))

function closed(vowels: string, endings: string): string[] {
  return endings.split(' ').map((ending) => vowels + ending)
}
