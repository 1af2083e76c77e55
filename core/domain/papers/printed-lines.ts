import { foldMarks } from '../person/marks.ts'
import type { PrintedWord } from './printed-page.ts'

/** A word as rules compare it: without marks, in small letters, without what surrounds it. */
export interface LineWord extends PrintedWord {
  plain: string
}

/** The words of a page as lines from top to bottom, each from left to right, across columns too. */
export function printedLines(words: readonly PrintedWord[]): LineWord[][] {
  const lines: LineWord[][] = []
  for (const word of [...words].sort((a, b) => middle(a) - middle(b))) {
    const line = lines.findLast((known) => isBeside(known, word))
    const read = { ...word, plain: plainWord(word.text) }
    if (line) line.push(read)
    else lines.push([read])
  }
  return lines.map((line) => line.sort((a, b) => a.box.left - b.box.left))
}

export function plainWord(text: string): string {
  // Nothing here is Spanish: the reader takes the joined letters of "Pfizer" for ñ.
  return foldMarks(text.replaceAll('ñ', 'fi'))
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

const middle = ({ box }: PrintedWord) => box.top + box.height / 2

/** Beside the nearest word of the line: a line that is not quite level drifts by more than a word from end to end. */
function isBeside(line: readonly LineWord[], word: PrintedWord): boolean {
  const nearest = line.reduce((best, known) => (gap(known, word) < gap(best, word) ? known : best))
  return Math.abs(middle(nearest) - middle(word)) < 0.6 * Math.min(nearest.box.height, word.box.height)
}

const gap = ({ box: a }: PrintedWord, { box: b }: PrintedWord) =>
  Math.max(a.left - b.left - b.width, b.left - a.left - a.width)
