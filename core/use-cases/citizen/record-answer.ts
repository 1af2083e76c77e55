import type { Claimant } from '../../domain/citizen/claimant.ts'
import { doseView, type LookUpAnswer, recordView } from '../../domain/citizen/look-up-answer.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { PlatformRecord, RecordedDose } from '../../domain/record/platform-record.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import { OPEN_REPORT_STATES } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'
import { isLifted } from './is-lifted.ts'

export interface RecordFacts {
  doses: RecordedDose[]
  reports: Report[]
  lifted: boolean
  hasPassport: boolean
  /** The recorded phone is a stranger's, who does not know this person: its number is not shown (A08). */
  strangersPhone: boolean
}

export async function everythingAbout(app: App, tx: Tx, personId: string): Promise<RecordFacts> {
  return {
    doses: await dosesOfPerson(tx, personId),
    reports: await tx.reports.ofPerson(personId),
    lifted: await isLifted(app, tx, personId),
    hasPassport: await tx.citizens.hasPassport(personId),
    strangersPhone: await tx.unknownPeople.disownedPhone(personId),
  }
}

/** The record as whoever proved it at this level may read it (features A06). */
export function recordAnswer(
  app: App,
  record: PlatformRecord,
  claimant: Claimant | null,
  level: 1 | 2,
  facts: RecordFacts,
): LookUpAnswer {
  const open = facts.reports.filter((report) => OPEN_REPORT_STATES.includes(report.state))
  const reported = new Set(open.flatMap((report) => report.doses.flatMap((dose) => dose.doseId ?? [])))
  const today = dayInVietNam(app.now())
  return {
    found: true,
    personId: record.id,
    level,
    record: recordView(facts.strangersPhone ? { ...record, phone: null } : record, claimant, level),
    doses: facts.doses.map((dose) => doseView(dose, level, reported, today)),
    passport: facts.hasPassport ? 'ready' : 'none',
    openReports: oneLineEach(open),
  }
}

/** A part whose report is open too stands under the same code (docs/decisions/two-branches.md). */
function oneLineEach(open: readonly Report[]) {
  const alone = open.filter(({ partOf }) => !open.some(({ id }) => id === partOf))
  return alone.map(({ code, state }) => ({ code: receiptCodeOf(code), state }))
}
