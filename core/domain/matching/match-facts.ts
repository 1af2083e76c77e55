import { type BirthDate, readBirthDate } from '../person/birth-date.ts'
import { readCitizenId } from '../person/citizen-id.ts'
import { readLegacyText } from '../person/legacy-text.ts'
import { foldMarks, repairMarks, toneOld } from '../person/marks.ts'
import { type PhoneE164, readPhone } from '../person/phone.ts'
import { readSex, type Sex } from '../person/sex.ts'
import { readTypingLeftover } from '../person/typing-leftover.ts'
import { foldCommune, foldPlace } from './place-name.ts'

/** What a record holds or a person typed, unread: wrong content is the reason we are looking. */
export type MatchText = {
  fullName: string
  birthDate: string
  sex: string
  idNumber: string
  oldIdNumber?: string
  phone: string
  province: string
  district: string
  commune: string
  doses?: readonly { date: string; vaccine: string }[]
}

/** The same, read once so that many pairs can be compared. Words are lower case; `folded` has no marks. */
export type MatchFacts = {
  words: readonly string[]
  folded: readonly string[]
  spelled: string
  plain: string
  birth: BirthDate | null
  sex: Sex | null
  number: string
  /** The number as its column should have held it: a lost zero put back. */
  repairedNumber: string
  oldNumber: string
  phone: PhoneE164 | null
  province: string
  district: string
  commune: string
  doses: readonly { date: string; vaccine: string }[]
}

export function readMatchFacts(text: MatchText): MatchFacts {
  const words = nameWords(text.fullName)
  const folded = words.map((word) => foldMarks(word).replace(/[^a-z0-9]/gu, '')).filter((word) => word !== '')
  const id = readCitizenId(text.idNumber)
  const number = digitsOf(text.idNumber)
  return {
    words,
    folded,
    spelled: words.join(' '),
    plain: folded.join(' '),
    birth: knownBirth(text.birthDate),
    sex: readSex(text.sex),
    number,
    repairedNumber: id.kind === 'malformed' ? (id.candidate ?? (isUseless(id.why) ? '' : number)) : number,
    oldNumber: digitsOf(text.oldIdNumber ?? ''),
    phone: readPhone(text.phone),
    province: foldPlace(text.province),
    district: foldPlace(text.district),
    commune: foldCommune(text.commune),
    doses: (text.doses ?? []).map(({ date, vaccine }) => ({
      date: readBirthDate(date)?.date ?? '',
      vaccine: foldPlace(vaccine),
    })),
  }
}

function nameWords(name: string): string[] {
  const text = repairMarks(readLegacyText(name)?.text ?? name)
    .toLowerCase()
    .replace(/[’‘ʼ`´']/gu, '')
    .replace(/\./gu, '. ')
  const words = text.split(/[^\p{L}\p{M}\p{N}.]+/u).filter((word) => word !== '')
  return words.map((word) => toneOld(readTypingLeftover(word)))
}

/** A birth date of 2018 or later is the day of typing: the youngest vaccinated were five (domain 7.4). */
function knownBirth(text: string): BirthDate | null {
  const birth = readBirthDate(text)
  return birth === null || birth.date >= '2018' ? null : birth
}

function isUseless(why: string): boolean {
  return why === 'placeholder' || why === 'phone'
}

/** Digits of a number; of one that Excel rounded (`7.9169E+10`) the digits it kept, without the zeros. */
function digitsOf(text: string): string {
  const rounded = /^\s*(\d)[.,](\d+)e\+?\d+/iu.exec(text)
  if (rounded !== null) return ''
  return text.replace(/[.,]0{1,2}\s*$/u, '').replace(/\D/gu, '')
}
