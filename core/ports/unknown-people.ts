import type { Report } from '../domain/report/report.ts'

export interface UnknownPerson {
  id: string
  /** E.164. */
  phone: string
  personId: string
  address: string
  caseId: string
  saidAt: Date
}

/** "Tôi không biết người này trên điện thoại của tôi" (features A08): this phone never shows this person again. */
export interface UnknownPeople {
  /** Hides the person there and ends what the phone had proved about them; false when it was known. */
  hide(unknown: UnknownPerson): Promise<boolean>
  isHidden(phone: string, personId: string): Promise<boolean>
  /** Whoever holds the recorded phone of this person has said so: nobody may read it there (features A08). */
  disownedPhone(personId: string): Promise<boolean>
  /** The cases this phone has opened in this way, newest first. */
  casesOf(phone: string): Promise<Report[]>
}
