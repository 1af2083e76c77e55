import { datePartsOf } from './calendar-date.ts'
import type { IdReading } from './citizen-id.ts'
import { editDistance } from './compare-names.ts'
import { factsInId } from './id-structure.ts'
import type { ErrorKind, IdentityFacts, LikelyError } from './likely-error-kind.ts'

/** How two numbers differ; which of them fits the sex and birth year that both sides give tells the likelier error. */
export function idError(
  record: IdReading,
  stated: IdReading,
  facts: IdentityFacts,
  statement: IdentityFacts,
): LikelyError | null {
  const error = (kind: ErrorKind, side: LikelyError['side'], because: LikelyError['because']): LikelyError => ({
    field: 'idNumber',
    kind,
    side,
    because,
  })
  if (record.kind === 'none') return error('id_missing', 'record', 'form')
  if (record.kind === 'malformed')
    return error(record.why === 'lost_zero' ? 'id_lost_zero' : 'id_malformed', 'record', 'form')
  if (stated.kind === 'none') return null
  if (stated.kind === 'malformed')
    return error(stated.why === 'lost_zero' ? 'id_lost_zero' : 'id_malformed', 'statement', 'form')
  if (record.number === stated.number) return null
  if (record.kind !== stated.kind) return error('id_old_number', 'unknown', null)
  const [recordFits, statedFits] = [fits(record, facts, statement), fits(stated, facts, statement)]
  const side = recordFits === statedFits ? 'unknown' : recordFits ? 'statement' : 'record'
  return error(
    digitKind(record.number, stated.number, side !== 'unknown'),
    side,
    side === 'unknown' ? null : 'id_digits',
  )
}

function digitKind(a: string, b: string, otherPerson: boolean): ErrorKind {
  if (editDistance(a, b, 1) === 1)
    return [...a].sort().join('') === [...b].sort().join('') ? 'id_digits_exchanged' : 'id_one_digit'
  return otherPerson ? 'id_other_person' : 'id_different'
}

/** Does the number agree with the sex and birth year that both sides give? */
function fits(id: IdReading, record: IdentityFacts, statement: IdentityFacts): boolean {
  if (id.kind !== 'cccd') return true
  const inId = factsInId(id.number)
  const years = [record, statement].flatMap(({ birthDate }) => (birthDate ? [datePartsOf(birthDate.date).year] : []))
  const sexes = [record, statement].flatMap(({ sex }) => (sex ? [sex] : []))
  return (years.length === 0 || years.includes(inId.birthYear)) && (sexes.length === 0 || sexes.includes(inId.sex))
}
