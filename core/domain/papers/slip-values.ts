import { editDistance } from '../person/compare-names.ts'
import { type LineWord, plainWord } from './printed-lines.ts'

/** A vaccine by its name and what else it is called (data/vaccines.json). */
export interface KnownVaccine {
  name: string
  aliases: readonly string[]
}

/** A value with the least sure of the words it was read from. */
export interface SeenValue {
  value: string
  confidence: number
}

/** Doses were given in Viet Nam from 08/03/2021; a later or earlier date on the paper is something else. */
const FIRST_DAY = '2021-03-08'
const LAST_DAY = '2023-12-31'

/** The first date among the words that a dose can have, YYYY-MM-DD: 15/8/2021, 15-08-21, "15 tháng 8 năm 2021". */
export function dateIn(words: readonly LineWord[]): SeenValue | null {
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + 6); to++) {
      const part = words.slice(from, to)
      const value = dayOf(part.map(({ text }) => text).join(' '))
      if (value) return { value, confidence: leastSure(part) }
    }
  return null
}

const NUMBERS = /^\D{0,2}(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4}|\d{2})\D{0,2}$/
const IN_WORDS = /^(\d{1,2}) thang (\d{1,2}) nam (\d{4})$/

function dayOf(text: string): string | null {
  const plain = text.split(/\s+/).map(plainWord).join(' ')
  const found = NUMBERS.exec(text.trim()) ?? IN_WORDS.exec(plain)
  if (!found) return null
  const [, day = '', month = '', year = ''] = found
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso)
  return isReal && iso >= FIRST_DAY && iso <= LAST_DAY ? iso : null
}

/** The vaccine that the words name, under the name the Platform uses. One letter in five may be misread. */
export function vaccineIn(words: readonly LineWord[], vaccines: readonly KnownVaccine[]): SeenValue | null {
  const named: { length: number; seen: SeenValue }[] = []
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + 5); to++) {
      const part = words.slice(from, to)
      const letters = part.map(({ plain }) => plain).join('')
      const value = letters.length > 4 ? nameOf(letters, vaccines) : null
      if (value) named.push({ length: letters.length, seen: { value, confidence: leastSure(part) } })
    }
  return named.sort((a, b) => b.length - a.length)[0]?.seen ?? null
}

function nameOf(seen: string, vaccines: readonly KnownVaccine[]): string | null {
  const fits = (known: string) => {
    const wanted = plainWord(known.replace(/\s/g, ''))
    return editDistance(wanted, seen, 2) <= (wanted.length >= 10 ? 2 : wanted.length >= 5 ? 1 : 0)
  }
  return vaccines.find(({ name, aliases }) => [name, ...aliases].some(fits))?.name ?? null
}

const LOT = /^(?=(?:.*\d){3})[A-Z0-9][A-Z0-9-]{4,13}$/
/** Letters, then figures: what looks like a letter among the figures is one (4 lots in 5 are built so). */
const LETTERS_THEN_FIGURES = /^([A-Z]{2,3})([0-9OISB]{4,6})$/
const FIGURE_OF: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', B: '8' }

/** A batch number: capitals and figures, at least three figures, no date. */
export function lotIn(words: readonly LineWord[]): SeenValue | null {
  for (const word of words) {
    const bare = word.text.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    const value = bare.replace(LETTERS_THEN_FIGURES, (_, letters: string, figures: string) => {
      return letters + figures.replace(/[OISB]/g, (letter) => FIGURE_OF[letter] ?? letter)
    })
    if (LOT.test(value) && !/[/.]/.test(bare)) return { value, confidence: word.confidence }
  }
  return null
}

/** Words of a place as they stand, from the first letter to the last letter or figure. */
export function placeIn(words: readonly LineWord[]): SeenValue | null {
  const value = words
    .map(({ text }) => text)
    .join(' ')
    .replace(/^[^\p{L}]+|[^\p{L}\d]+$/gu, '')
    .normalize('NFC')
  return value.split(' ').length >= 2 ? { value, confidence: leastSure(words.filter(({ plain }) => plain)) } : null
}

const leastSure = (words: readonly LineWord[]) => Math.min(...words.map(({ confidence }) => confidence))
