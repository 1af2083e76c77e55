import type { BirthDate } from './birth-date.ts'
import { type IdReading, readPassportNumber } from './citizen-id.ts'
import { checkIdStructure, contradictsFacts } from './id-structure.ts'
import type { Sex } from './sex.ts'

/** Classes (a), (b), (c) of letter 2262 step 1, then what the Platform's match has not said or has confirmed. */
export type RecordClass = 'no_id' | 'malformed_id' | 'wrong_facts' | 'not_matched' | 'right'

/** The Platform's answer from the population database ([S-003]): it says right or wrong, never the right value. */
export type MatchResult = 'right' | 'wrong' | 'not_verifiable' | 'not_in_register'

export type ClassifiedRecord = {
  id: IdReading
  idText: string
  nationality: string | null
  birthDate: BirthDate | null
  sex: Sex | null
}

/** A missing number counts as (a) even where the match found the person without it, as [S-003] counts them. */
export function classifyRecord(record: ClassifiedRecord, match: MatchResult | null = null): RecordClass {
  if (record.id.kind === 'none') return 'no_id'
  if (isForeigner(record.nationality)) return classifyForeigner(record)
  if (record.id.kind === 'malformed') return 'malformed_id'
  if (match === 'right') return 'right'
  if (match === 'wrong' || match === 'not_in_register') return 'wrong_facts'
  return contradictsItself(record) ? 'wrong_facts' : 'not_matched'
}

/** Foreigners are never sent to the police nor matched: the facility answers for them ([S-003] rules, 2). */
export function isForeigner(nationality: string | null): boolean {
  const name = (nationality ?? '').normalize('NFC').trim().toLowerCase()
  return name !== '' && !VIETNAM.has(name)
}

const VIETNAM: ReadonlySet<string> = new Set(['việt nam', 'viet nam', 'vietnam', 'vn', 'vnm', 'chxhcn việt nam'])

function classifyForeigner(record: ClassifiedRecord): RecordClass {
  const readable = record.id.kind !== 'malformed' || readPassportNumber(record.idText) !== null
  return readable ? 'not_matched' : 'malformed_id'
}

/** Only a 12-digit number says anything about sex and year of birth. */
function contradictsItself(record: ClassifiedRecord): boolean {
  if (record.id.kind !== 'cccd') return false
  return contradictsFacts(checkIdStructure(record.id.number, record))
}
