import { readCitizenId } from '../person/citizen-id.ts'

/**
 * A number that the population database cannot know: a foreigner's passport. A number that is missing or badly formed is no
 * reason to keep a Vietnamese person off a list (2262 step 1 a, b); one with letters in it is.
 */
export function isForeignNumber(idNumber: string): boolean {
  const id = readCitizenId(idNumber)
  return id.kind === 'malformed' && (id.why === 'passport' || id.why === 'letters')
}
