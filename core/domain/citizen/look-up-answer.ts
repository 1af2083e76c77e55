import { foldName, readFullName } from '../person/full-name.ts'
import { maskId, maskName, maskPhone } from '../person/mask.ts'
import type { PhoneE164 } from '../person/phone.ts'
import type { PlatformRecord, RecordedDose } from '../record/platform-record.ts'
import type { Report } from '../report/report.ts'
import type { Claimant } from './claimant.ts'

/** A record as its holder may see it. At level 1 numbers are masked, and a fact the person did not know stays hidden. */
export interface RecordView {
  fullName: string
  /** YYYY-MM-DD, or null when nothing readable is recorded or it may not be shown. */
  birthDate: string | null
  sex: 'male' | 'female' | null
  idNumber: string | null
  phone: string | null
  commune: string | null
}

/** `wrong`: the Platform's own entry cannot be right (no readable day, or a day to come), or it is under report. */
export type DoseState = 'signed' | 'not_signed' | 'wrong'

export interface DoseView {
  doseId: string
  number: number | null
  vaccine: string
  givenOn: string | null
  lot: string | null
  facility: string | null
  state: DoseState
}

export type LookUpAnswer =
  | { found: false }
  | {
      found: true
      personId: string
      level: 1 | 2
      record: RecordView
      doses: DoseView[]
      passport: 'none' | 'ready'
      openReports: { code: string; state: Report['state'] }[]
    }

/** `claimant` null: nothing was typed, so nothing that was not typed is shown at level 1. */
export function recordView(record: PlatformRecord, claimant: Claimant | null, level: 1 | 2): RecordView {
  const { birthDate, sex, idText, idNumber, phone, commune } = record
  if (level === 2)
    return { fullName: record.fullName, birthDate, sex, idNumber: idNumber ?? (idText || null), phone, commune }
  return {
    fullName: shownName(record.fullName, claimant?.fullName ?? ''),
    birthDate: birthDate === claimant?.birthDate ? birthDate : null,
    sex: sex === claimant?.sex ? sex : null,
    idNumber: idText || idNumber ? maskId(idNumber ?? idText) : null,
    phone: phone ? maskPhone(phone as PhoneE164) : null,
    commune,
  }
}

/** Whoever knows the letters may see the marks; whoever came by another way sees initials. */
function shownName(recorded: string, typed: string): string {
  const [there, here] = [readFullName(recorded), readFullName(typed)]
  if (!there) return '•••'
  return here && foldName(there) === foldName(here) ? recorded : maskName(there)
}

/** `reported`: ids of doses with an open report. `today` YYYY-MM-DD. */
export function doseView(dose: RecordedDose, level: 1 | 2, reported: ReadonlySet<string>, today: string): DoseView {
  const { id, number, vaccine, givenOn, lot, facility } = dose
  const doubtful = givenOn === null || givenOn > today || reported.has(id)
  const state = doubtful ? 'wrong' : dose.signedAt ? 'signed' : 'not_signed'
  return { doseId: id, number, vaccine, givenOn, lot: level === 2 ? lot : maskLot(lot), facility, state }
}

function maskLot(lot: string | null): string | null {
  return lot ? `••••${lot.slice(-2)}` : null
}
