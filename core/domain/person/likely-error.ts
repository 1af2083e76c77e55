import { type IdReading, readCitizenId } from './citizen-id.ts'
import { factsInId } from './id-structure.ts'
import type { IdentityFacts, LikelyError } from './likely-error-kind.ts'
import { birthError, nameError, sexError } from './likely-fact-error.ts'
import { idError } from './likely-id-error.ts'
import type { Sex } from './sex.ts'

/** Compares a record with what the person states; the likeliest error first (features E16). */
export function suggestErrors(record: IdentityFacts, statement: IdentityFacts): LikelyError[] {
  const [recordId, statedId] = [readCitizenId(record.idText), readCitizenId(statement.idText)]
  const witness = idWitness(recordId, statedId)
  const found = [
    idError(recordId, statedId, record, statement),
    birthError(record.birthDate, statement.birthDate, witness),
    nameError(record.fullName, statement.fullName),
    sexError(record.sex, statement.sex, witness),
  ].filter((error) => error !== null)
  return found.sort((a, b) => certainty(b) - certainty(a))
}

/** A number that both sides agree on says sex and birth year itself, so it can tell which side is wrong. */
function idWitness(a: IdReading, b: IdReading): { sex: Sex; birthYear: number } | null {
  return a.kind === 'cccd' && b.kind === 'cccd' && a.number === b.number ? factsInId(a.number) : null
}

/** An error of form is sure, one that a number or a default betrays nearly so; a record is likelier wrong than its owner. */
function certainty(error: LikelyError): number {
  if (error.because === 'form') return 4
  if (error.kind === 'id_old_number') return 0
  if (error.kind === 'name_unaccented' && error.side === 'statement') return 0
  return error.side === 'record' ? 3 : error.side === 'unknown' ? 2 : 1
}
