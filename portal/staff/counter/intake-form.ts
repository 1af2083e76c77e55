import { z } from 'zod'
import { type CorrectableField, type Correction, fieldsOf } from '../../../core/domain/citizen/report-draft.ts'
import { readScannedCard } from '../../../core/domain/counter/scanned-card.ts'
import { readBirthDate } from '../../../core/domain/person/birth-date.ts'
import { readCitizenId, readPassportNumber } from '../../../core/domain/person/citizen-id.ts'
import { readFullName } from '../../../core/domain/person/full-name.ts'
import { readPhone } from '../../../core/domain/person/phone.ts'
import { type DoseClaim, NO_CLAIM } from '../../../core/domain/report/report.ts'
import { branchOf, REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import { isRowId } from '../../../core/domain/row-id.ts'
import { readPassportFields } from '../../citizen/passport-fields.ts'

const TYPES = Object.keys(REPORT_TYPES) as ReportType[]

const text = (most: number) => z.string().trim().max(most, 'report.errors.tooLong').default('')

const fields = {
  submission: z.string().refine(isRowId),
  person: text(40),
  way: z.enum(['spoken', 'paper'], 'counter.errors.way'),
  takenOn: text(20),
  takenTime: text(5),
  fullName: text(120),
  birthDate: text(20),
  sex: z.enum(['male', 'female'], 'lookup.errors.sex'),
  idNumber: text(30),
  passportNumber: text(40),
  passportCountry: text(80),
  phone: text(20),
  types: z.union([z.enum(TYPES as [ReportType]), z.array(z.enum(TYPES as [ReportType]))], 'report.errors.types'),
  rightName: text(120),
  rightBirth: text(20),
  rightSex: z.enum(['', 'male', 'female']).default(''),
  rightId: text(30),
  rightPhone: text(20),
  doseId: text(40),
  givenOn: text(20),
  vaccine: text(80),
  lot: text(40),
  place: text(200),
  note: text(2000),
  card: text(700),
}

/** Everything typed or picked once; the kinds are ticked. */
export const INTAKE_FIELDS = (Object.keys(fields) as (keyof typeof fields)[]).filter((name) => name !== 'types')

type Typed = z.infer<z.ZodObject<typeof fields>>
type Complain = (field: keyof Typed, sentence: string) => void

/** Everything of one report on one page: a minute at the counter (features B15). Only what the ticked types ask is kept. */
export const IntakeForm = z.object(fields).transform((typed, ctx) => {
  const complain: Complain = (field, message) => ctx.addIssue({ code: 'custom', path: [field], message })
  const types = [typed.types].flat()
  const takenAt = takenAtOf(typed, complain)
  const claimant = claimantOf(typed, complain)
  const phone = typed.phone ? readPhone(typed.phone) : null
  if (typed.phone && !phone) complain('phone', 'lookup.errors.phone')
  const personId = isRowId(typed.person) ? typed.person : null
  const doses = types.some((type) => branchOf(type) === 'dose') ? dosesOf(typed, complain) : []
  const { submission, way, note } = typed
  const changes = changesOf(typed, types)
  return { submission, way, takenAt, claimant, phone, personId, types, changes, doses, note: note || null }
})

/** The officer's clock is Viet Nam's. */
function takenAtOf({ takenOn, takenTime }: Typed, complain: Complain): Date {
  const day = readBirthDate(takenOn)
  const time = /^([01]?\d|2[0-3])[:.hg]([0-5]\d)$/i.exec(takenTime)
  if (day?.precision !== 'day') complain('takenOn', 'counter.errors.takenOn')
  if (!time) complain('takenTime', 'counter.errors.takenTime')
  return new Date(`${day?.date ?? '2000-01-01'}T${(time?.[1] ?? '0').padStart(2, '0')}:${time?.[2] ?? '00'}:00+07:00`)
}

function claimantOf({ fullName, birthDate, sex, idNumber, ...rest }: Typed, complain: Complain) {
  const [name, birth, id] = [readFullName(fullName), readBirthDate(birthDate), readCitizenId(idNumber)]
  if (!name) complain('fullName', 'lookup.errors.fullName')
  if (!birth) complain('birthDate', 'lookup.errors.birthDate')
  if (id.kind === 'malformed') complain('idNumber', 'lookup.errors.idNumber')
  const { passportNumber, passportCountry } = rest
  const passport = readPassportFields({ passportNumber, passportCountry, mrz: '' }, complain as never)
  const own = id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : null
  const who = { fullName: name ?? '', birthDate: birth?.date ?? '', sex }
  return { ...who, idNumber: passport?.number ?? own, passportCountry: passport?.country ?? null }
}

function changesOf(typed: Typed, types: readonly ReportType[]): Correction[] {
  const birth = readBirthDate(typed.rightBirth)?.date ?? ''
  const id = readCitizenId(typed.rightId)
  const number = id.kind === 'cccd' || id.kind === 'cmnd' ? id.number : (readPassportNumber(typed.rightId) ?? '')
  const right: Record<CorrectableField, string> = {
    fullName: readFullName(typed.rightName) ?? '',
    birthDate: birth,
    sex: typed.rightSex,
    idNumber: number,
    phone: readPhone(typed.rightPhone) ?? '',
  }
  const told = typed.way === 'paper' ? ('paper' as const) : ('typed' as const)
  const onCard = cardValuesOf(typed.card)
  return fieldsOf(types)
    .filter((field) => right[field] !== '')
    .map((field) => ({ field, correct: right[field], source: onCard[field] === right[field] ? 'card_qr' : told }))
}

/** The card is read again from what was scanned: what the browser says came from it is not believed. */
function cardValuesOf(scanned: string): Partial<Record<CorrectableField, string>> {
  const found = scanned ? readScannedCard(scanned) : null
  if (!found) return {}
  const { fullName, dob, gender, cccd } = found.card
  const name = fullName && found.nameSure ? { fullName: readFullName(fullName) ?? '' } : {}
  return { ...name, birthDate: dob, sex: gender, idNumber: cccd }
}

function dosesOf({ doseId, givenOn, vaccine, lot, place }: Typed, complain: Complain): DoseClaim[] {
  const day = givenOn ? readBirthDate(givenOn) : null
  if (givenOn && day?.precision !== 'day') complain('givenOn', 'report.errors.doseDate')
  const known = isRowId(doseId) ? doseId : null
  const told = { givenOn: day?.date ?? null, vaccine: vaccine || null, lot: lot || null, place: place || null }
  const said = known !== null || Object.values(told).some((value) => value !== null)
  return said ? [{ ...NO_CLAIM, doseId: known, ...told }] : []
}
