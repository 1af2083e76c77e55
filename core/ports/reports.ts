import type { Report } from '../domain/report/report.ts'
import type { IdentityField } from '../domain/report/report-type.ts'

export interface Reports {
  /** Stores a new report; answers false when the idempotency key is known (the first one stands). */
  insert(report: Report & { idempotencyKey: string; consentVersion: string | null }): Promise<boolean>
  get(id: string): Promise<Report | null>
  byCode(code: string): Promise<Report | null>
  /** The report this submission opened or joined. */
  byIdempotencyKey(key: string): Promise<Report | null>
  /** Keeps which report a submission joined; asked for the second time it changes nothing. */
  rememberJoined(key: string, reportId: string, at: Date): Promise<void>
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Report | null>
  /** Writes all changing fields when `version` still stands, and raises it; false: changed meanwhile. */
  save(report: Report): Promise<boolean>
  /** Open reports of this person (or, unmatched, this phone and birth date) about any of these fields or types (features B07). */
  openAbout(
    who: { personId: string | null; phone: string | null; birthDate: string },
    about: { fields: IdentityField[]; types: string[] },
  ): Promise<Report[]>
  /** The parts opened under this report's code, in their order; none for most. */
  partsOf(reportId: string): Promise<Report[]>
  ofPerson(personId: string): Promise<Report[]>
  ofAddress(address: string): Promise<Report[]>
  ofPhone(phone: string): Promise<Report[]>
}
