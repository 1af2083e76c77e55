import { readBirthDate } from '../../core/domain/person/birth-date.ts'
import { readCitizenId, readPassportNumber } from '../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../core/domain/person/full-name.ts'
import { nameFault } from '../../core/domain/person/name-completeness.ts'
import { readPhone } from '../../core/domain/person/phone.ts'
import { readSex } from '../../core/domain/person/sex.ts'
import type { Answers } from './answers.ts'
import { type Here, type Reading, type Said, say } from './step.ts'

/** How an answer is understood: the value, or a sentence that says what is missing. */
type Reader = (said: Said, answers: Answers, here: Here) => Reading

/** `Nguyễn Thị Hoa, 17/05/1990, nữ`: the name, and whatever else the same line tells. */
export const readNameLine: Reader = (said, { goal, passport }, { today }) => {
  const [first = '', ...rest] = partsOf(textOf(said))
  const fullName = readFullName(first)
  if (!fullName) return { wrong: say('wrong.name') }
  // Looking up forgives missing marks; a report under such a name would be refused (9458, reason 11).
  if (goal !== 'look_up' && !passport && nameFault(fullName)) return { wrong: say('wrong.nameIncomplete') }
  const birthDate = rest.map((part) => pastDay(part, today)).find((day) => day !== null)
  if (!birthDate && rest.some((part) => /\d/.test(part))) return { wrong: say('wrong.birth') }
  const sex = rest.map(readSex).find((one) => one !== null)
  return { set: { fullName, ...(birthDate && { birthDate }), ...(sex && { sex }) } }
}

/** Commas are often forgotten: then the digits of the day stand between the name and the sex. */
function partsOf(line: string): string[] {
  const forgotten = /^(\D+?)\s+(\d[\d/. -]*?)(?:\s+(\D+))?$/u.exec(line)
  if (!forgotten || /[,;\n]/.test(line)) return line.split(/[,;\n]/)
  return forgotten.slice(1).filter((part) => part !== undefined)
}

export const readBirth: Reader = (said, _answers, { today }) => {
  const birthDate = pastDay(textOf(said), today)
  return birthDate ? { set: { birthDate } } : { wrong: say('wrong.birth') }
}

export const readSexSaid: Reader = (said) => {
  const sex = said.kind === 'choice' ? said.value : readSex(textOf(said))
  return sex === 'male' || sex === 'female' ? { set: { sex } } : { wrong: say('pickOne') }
}

/** A contact counts as proof only when the channel vouches that it is the account's own (channels 3.3). */
export const readPhoneSaid: Reader = (said) => {
  if (said.kind === 'contact' && !said.own) return { wrong: say('wrong.contact') }
  const phone = said.kind === 'contact' ? readPhone(said.phone ?? '') : readPhone(textOf(said))
  if (!phone) return { wrong: say('wrong.phone') }
  return { set: { phone }, next: said.kind === 'contact' ? 'proveContact' : 'sendCode' }
}

export const readCode: Reader = (said) => {
  if (said.kind === 'choice') {
    if (said.value === 'again') return { set: {}, next: 'sendCode' }
    return { set: { phone: undefined, phoneProved: undefined }, next: 'phone' }
  }
  const typedCode = textOf(said).replace(/\D/g, '')
  return typedCode.length === 6 ? { set: { typedCode } } : { wrong: say('wrong.code') }
}

export type RightValue = { value: string } | { wrong: string }

/** The right name, complete and with its marks: anything less would be refused later (9458, reason 11). */
export function readRightName(said: Said): RightValue {
  const name = readFullName(textOf(said))
  if (!name) return { wrong: 'wrong.name' }
  return nameFault(name) ? { wrong: 'wrong.nameIncomplete' } : { value: name }
}

export function readRightBirth(said: Said, today: string): RightValue {
  const value = pastDay(textOf(said), today)
  return value ? { value } : { wrong: 'wrong.birth' }
}

/** A citizen number, an old one, or the passport number of a foreigner. */
export function readRightNumber(said: Said): RightValue {
  const text = textOf(said)
  const id = readCitizenId(text)
  if (id.kind === 'cccd' || id.kind === 'cmnd') return { value: id.number }
  const passport = /[A-Z]/i.test(text) ? readPassportNumber(text) : null
  return passport ? { value: passport } : { wrong: 'wrong.number' }
}

export function readRightPhone(said: Said): RightValue {
  const value = said.kind === 'contact' ? readPhone(said.phone ?? '') : readPhone(textOf(said))
  return value ? { value } : { wrong: 'wrong.phone' }
}

/** A day up to today as YYYY-MM-DD; null for every other text. */
export function pastDay(text: string, today: string): string | null {
  const day = readBirthDate(text)
  return day && day.date <= today ? day.date : null
}

export function textOf(said: Said): string {
  return said.kind === 'text' ? said.text.trim() : ''
}
