import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import type { Report } from '../../domain/report/report.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { openReport } from '../citizen/open-report.ts'

const DAY = 86_400_000

export interface UnknownCase {
  personId: string | null
  /** The report whose message reached the wrong person, where there was one (features I12). */
  about: Report | null
}

/**
 * A case WRONG_PHONE about a person whom the phone's holder does not know (features A08), at the station of the record, else of
 * the report. It carries no number and no channel: nobody is told of the other, and no message goes to either. An open one
 * about the same person stands for it.
 */
export async function openUnknownCase(app: App, tx: Tx, { personId, about }: UnknownCase): Promise<Report> {
  // Two who say it at the same moment wait for each other, so that the second finds the case of the first.
  await tx.limits.take(`not-known|${personId ?? about?.id}`, Number.MAX_SAFE_INTEGER, DAY)
  const record = personId ? await tx.records.get(personId) : null
  const claimant = about?.claimant ?? (record ? claimantOf(record) : null)
  if (!claimant) throw new Error('A case about nobody was to be opened')
  const idempotencyKey = `not-known|${personId ?? about?.id}`
  const open = await openOne(tx, personId, idempotencyKey)
  return open ?? (await openNew(app, tx, { record, about, claimant, idempotencyKey }))
}

/** A closed case does not answer for a new mistake; without a person there is one case for one report. */
async function openOne(tx: Tx, personId: string | null, idempotencyKey: string): Promise<Report | null> {
  if (!personId) return tx.reports.byIdempotencyKey(idempotencyKey)
  const who = { personId, phone: null, birthDate: '' }
  const [open] = await tx.reports.openAbout(who, { fields: [], types: ['WRONG_PHONE'] })
  return open ?? null
}

interface NewCase {
  record: PlatformRecord | null
  about: Report | null
  claimant: Claimant
  idempotencyKey: string
}

async function openNew(app: App, tx: Tx, { record, about, claimant, idempotencyKey }: NewCase): Promise<Report> {
  const nothing = { phone: null, address: null, changes: [], doses: [], note: null, consentVersion: null }
  const id = app.newId()
  const key = record ? `${idempotencyKey}|${id}` : idempotencyKey
  const who = { personId: record?.id ?? null, record, claimant, unitId: record?.unitId ?? about?.unitId ?? null }
  const told = { idempotencyKey: key, draftId: id, locale: 'vi', types: ['WRONG_PHONE'] } as const
  const report = await openReport(app, tx, { ...nothing, ...who, ...told, types: [...told.types] }, null)
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'not_me',
    from: report.state,
    to: report.state,
    actor: SYSTEM,
    detail: { channel: 'phone' },
    at: app.now(),
  })
  return report
}

/** What the Platform knows; the case is about its phone, so a record without a day or a sex is written down as it is compared. */
function claimantOf({ fullName, birthDate, sex }: PlatformRecord): Claimant {
  return { fullName, birthDate: birthDate ?? '1900-01-01', sex: sex ?? 'female', idNumber: null, passportCountry: null }
}
