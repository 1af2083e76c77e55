import type { Claimant } from '../../domain/citizen/claimant.ts'
import { type DoseView, doseView, type RecordView, recordView } from '../../domain/citizen/look-up-answer.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { maskId } from '../../domain/person/mask.ts'
import type { Report } from '../../domain/report/report.ts'
import { OPEN_REPORT_STATES } from '../../domain/report/report-lifecycle.ts'
import type { App } from '../../ports/app.ts'
import type { Consent } from '../../ports/citizens.ts'
import type { TalkCounts } from '../../ports/personal-data.ts'
import type { Photo } from '../../ports/photos.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'
import { reportsOf, type WhoAsks, whoAsks } from './who-asks.ts'

export interface OwnRecord {
  level: 1 | 2
  record: RecordView
  doses: DoseView[]
}

export interface OwnReportData {
  report: Report
  photos: Pick<Photo, 'id' | 'kind' | 'state' | 'receivedAt'>[]
}

/** Everything the house holds about whoever asks (features L05); numbers masked where the person is proved at level 1. */
export interface OwnData {
  /** The highest level reached: 2 shows the numbers. */
  level: 1 | 2
  phone: string | null
  records: OwnRecord[]
  reports: OwnReportData[]
  draftPhotos: number
  drafts: number
  talk: TalkCounts
  channels: string[]
  consents: (Pick<Consent, 'reportId' | 'textVersion' | 'givenAt'> & { withdrawnAt: Date | null })[]
  requests: RightsRequest[]
}

export async function ownData(app: App, { address }: { address: string }): Promise<Outcome<OwnData>> {
  return app.store.transaction(async (tx) => {
    const who = await whoAsks(app, tx, address)
    return who.ok ? done(await dataOf(app, tx, who.value)) : who
  })
}

async function dataOf(app: App, tx: Tx, who: WhoAsks): Promise<OwnData> {
  const level = who.records.some((one) => one.level === 2) ? 2 : 1
  const reports = await reportsOf(tx, who)
  const claimant = (await tx.drafts.of(who.addresses[0] ?? ''))?.body.claimant ?? null
  const drafts = await tx.personalData.draftsOf(who.addresses)
  const consents = await tx.personalData.consentsOf(who.addresses)
  return {
    level,
    phone: who.phone,
    records: await ownRecords(app, tx, who, claimant),
    reports: await Promise.all(reports.map((report) => withPhotos(tx, report, level))),
    drafts: drafts.length,
    draftPhotos: (await photosOfCases(tx, drafts)).filter(isLeft).length,
    talk: await tx.personalData.talkOf(who),
    channels: [...new Set(who.addresses.map((one) => one.slice(0, one.indexOf('|'))))],
    consents: consents.map(({ reportId, textVersion, givenAt, withdrawnAt }) => ({
      reportId,
      textVersion,
      givenAt,
      withdrawnAt,
    })),
    requests: await tx.rights.ofOwner(who),
  }
}

async function ownRecords(app: App, tx: Tx, who: WhoAsks, typed: Claimant | null): Promise<OwnRecord[]> {
  const today = dayInVietNam(app.now())
  const found = await Promise.all(
    who.records.map(async ({ personId, level }) => {
      const record = await tx.records.get(personId)
      if (!record) return []
      const open = (await tx.reports.ofPerson(personId)).filter(({ state }) => OPEN_REPORT_STATES.includes(state))
      const reported = new Set(open.flatMap(({ doses }) => doses.flatMap(({ doseId }) => doseId ?? [])))
      const doses = await tx.records.dosesOf(personId)
      return [
        {
          level,
          record: recordView(record, typed ?? unknownOf(record.sex), level),
          doses: doses.map((dose) => doseView(dose, level, reported, today)),
        },
      ]
    }),
  )
  return found.flat()
}

/** Nothing was typed in this browser, so nothing is shown because it was known before. */
function unknownOf(recorded: 'male' | 'female' | null): Claimant {
  const sex = recorded === 'male' ? 'female' : 'male'
  return { fullName: '', birthDate: '', sex, idNumber: null, passportCountry: null }
}

async function withPhotos(tx: Tx, report: Report, level: 1 | 2): Promise<OwnReportData> {
  const photos = (await tx.photos.ofCase(report.id)).map(({ id, kind, state, receivedAt }) => ({
    id,
    kind,
    state,
    receivedAt,
  }))
  return { report: level === 2 ? report : masked(report), photos }
}

/** What was typed of a number may stand on a screen that somebody else sees. */
function masked(report: Report): Report {
  const { claimant, changes } = report
  return {
    ...report,
    claimant: { ...claimant, idNumber: claimant.idNumber && maskId(claimant.idNumber) },
    changes: changes.map((change) =>
      change.field === 'idNumber'
        ? { ...change, recorded: change.recorded && maskId(change.recorded), correct: maskId(change.correct) }
        : change,
    ),
  }
}

export async function photosOfCases(tx: Tx, caseIds: readonly string[]): Promise<Photo[]> {
  return (await Promise.all(caseIds.map((id) => tx.photos.ofCase(id)))).flat()
}

export const isLeft = ({ state }: Pick<Photo, 'state'>) => state === 'ready' || state === 'waiting'
