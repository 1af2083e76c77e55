import { type CardFacts, parseCardQr } from '../papers/card-qr.ts'
import { foldName, readFullName } from '../person/full-name.ts'
import type { PlatformRecord } from '../record/platform-record.ts'
import type { ReportType } from '../report/report-type.ts'

/** What a scanner typed. `nameSure` is false where it may have lost the marks: it types keys, and has none for them. */
export interface ScannedCard {
  card: Omit<CardFacts, 'fullName'> & { fullName: string | null }
  nameSure: boolean
}

/**
 * A scanner behaves like a keyboard: whatever typing help is on may spoil letters with marks, never digits. So a card whose text is
 * spoilt still gives its number, birth date and sex; the officer reads the name from the card.
 */
export function readScannedCard(text: string): ScannedCard | null {
  const whole = parseCardQr(text.trim())
  if (whole) return { card: whole, nameSure: hasMarks(whole.fullName) }
  const fields = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('|')
  if (fields.length < 7) return null
  const sex = /^nam/i.test(fields[4]?.trim() ?? '') ? 'Nam' : 'Nữ'
  if (!/^n/i.test(fields[4]?.trim() ?? '')) return null
  const mended = fields.map((field, at) => ({ 2: 'Không Rõ', 4: sex, 5: 'Không rõ' })[at] ?? field).join('|')
  const card = parseCardQr(mended)
  return card ? { card: { ...card, fullName: null, address: '' }, nameSure: false } : null
}

const hasMarks = (name: string) => /[^\p{ASCII}]/u.test(name)

/** Where the card says something else than the record: what the citizen most likely came for. */
export function typesFromCard({ card, nameSure }: ScannedCard, record: PlatformRecord | null): ReportType[] {
  if (!record) return []
  const types: ReportType[] = []
  if (card.fullName && isOtherName(card.fullName, record.fullName, nameSure)) types.push('WRONG_NAME')
  if (record.birthDate !== card.dob) types.push('WRONG_DOB')
  if (record.sex !== card.gender) types.push('WRONG_SEX')
  if (record.idNumber !== card.cccd) types.push('WRONG_OR_MISSING_ID')
  return types
}

/** Without its marks a name says nothing about the marks of another. */
function isOtherName(scanned: string, recorded: string, sure: boolean): boolean {
  const [a, b] = [readFullName(scanned), readFullName(recorded)]
  if (!a || !b) return true
  const same = a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
  return sure ? !same : foldName(a) !== foldName(b)
}
