import type { MatchText } from '../domain/matching/match-facts.ts'
import type { PlatformRecord, RecordedDose } from '../domain/record/platform-record.ts'

export interface Records {
  get(id: string): Promise<PlatformRecord | null>
  byRecordId(recordId: string): Promise<PlatformRecord | null>
  /** Records with this folded name, birth date and sex: never more than 20. */
  byNameBirthSex(who: { nameFolded: string; birthDate: string; sex: 'male' | 'female' }): Promise<PlatformRecord[]>
  /** Foreigners with this passport: `key` as `passportKey` writes it, `nationality` alpha-2, null for any. */
  byPassport(passport: { key: string; nationality: string | null }): Promise<PlatformRecord[]>
  byIdNumber(idNumber: string): Promise<PlatformRecord[]>
  /** Every record as text for matching, with its doses: a station's or a district's worth. */
  allForMatching(): Promise<{ recordId: string; text: MatchText }[]>
  dosesOf(personId: string): Promise<RecordedDose[]>
}
