import { editDistance } from '../person/compare-names.ts'
import type { LineWord } from './printed-lines.ts'

export type SlipLabel = 'givenOn' | 'vaccine' | 'lot' | 'place' | 'dose' | 'other' | 'signature'

/** Printed labels without marks, longest first where one begins with another. `other` ends a value and starts none we want. */
const PHRASES: readonly (readonly [SlipLabel, string])[] = [
  ['other', 'ngay thang nam sinh'],
  ['other', 'ngay sinh'],
  ['other', 'sinh ngay'],
  ['other', 'nam sinh'],
  ['other', 'ngay cap'],
  ['other', 'han dung'],
  ['other', 'nha san xuat'],
  ['other', 'ho va ten'],
  ['other', 'ho ten'],
  ['other', 'so dinh danh'],
  ['other', 'so cmnd'],
  ['other', 'so cccd'],
  ['other', 'cmnd'],
  ['other', 'dien thoai'],
  ['other', 'dia chi'],
  ['other', 'gioi tinh'],
  ['signature', 'ky ten'],
  ['signature', 'chu ky'],
  ['signature', 'ky dong dau'],
  ['signature', 'nguoi tiem'],
  ['signature', 'can bo tiem'],
  ['signature', 'dai dien co so'],
  ['signature', 'thu truong'],
  ['givenOn', 'ngay gio tiem'],
  ['givenOn', 'ngay tiem'],
  ['givenOn', 'tiem ngay'],
  ['givenOn', 'thoi gian tiem'],
  ['lot', 'so lo'],
  ['lot', 'lo so'],
  ['lot', 'lo vac xin'],
  ['lot', 'lot'],
  ['dose', 'mui tiem thu'],
  ['dose', 'mui thu'],
  ['dose', 'mui so'],
  ['dose', 'mui'],
  ['dose', 'lan tiem'],
  ['dose', 'lan thu'],
  ['vaccine', 'ten vac xin'],
  ['vaccine', 'loai vac xin'],
  ['vaccine', 'ten vaccine'],
  ['vaccine', 'vac xin'],
  ['vaccine', 'vacxin'],
  ['vaccine', 'vaccine'],
  ['place', 'noi tiem'],
  ['place', 'co so tiem chung'],
  ['place', 'co so tiem'],
  ['place', 'dia diem tiem'],
  ['place', 'don vi tiem'],
]

/** What a label says is written behind it, up to the next label of its line. */
export interface LabelledValue {
  label: SlipLabel
  /** Left edge of the label, in pixels. */
  left: number
  words: LineWord[]
}

/** A line cut at its labels; what stands before the first one has no label and is left out. */
export function labelledValues(line: readonly LineWord[]): LabelledValue[] {
  const values: LabelledValue[] = []
  for (let i = 0; i < line.length; i++) {
    const found = labelAt(line, i)
    const word = line[i] as LineWord
    if (found) {
      values.push({ label: found.label, left: word.box.left, words: [] })
      i += found.length - 1
    } else values.at(-1)?.words.push(word)
  }
  return values
}

function labelAt(line: readonly LineWord[], at: number): { label: SlipLabel; length: number } | null {
  for (const [label, phrase] of PHRASES) {
    const wanted = phrase.split(' ')
    if (wanted.every((word, i) => isLike(word, line[at + i]?.plain ?? ''))) return { label, length: wanted.length }
  }
  return null
}

/** One letter misread in a word of five or more; in shorter ones only the figures that look like letters. */
const isLike = (wanted: string, seen: string) =>
  wanted === seen.replaceAll('1', 'l').replaceAll('0', 'o') ||
  (wanted.length > 4 && seen.length > 3 && editDistance(wanted, seen) <= 1)
