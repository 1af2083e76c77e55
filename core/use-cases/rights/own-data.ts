import type { Claimant } from '../../domain/citizen/claimant.ts'
import type { DoseView, RecordView } from '../../domain/citizen/look-up-answer.ts'
import { channelOf } from '../../domain/contact/address.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { maskId, maskPhone } from '../../domain/person/mask.ts'
import type { PhoneE164 } from '../../domain/person/phone.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import type { FieldChange, Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Consent } from '../../ports/citizens.ts'
import type { TalkCounts } from '../../ports/personal-data.ts'
import type { Photo } from '../../ports/photos.ts'
import type { RightsRequest } from '../../ports/rights.ts'
import type { Tx } from '../../ports/store.ts'
import { everythingAbout, recordAnswer } from '../citizen/record-answer.ts'
import { reportsOf } from '../contact/own-cases.ts'
import { shownName } from '../family/list-family.ts'
import { type WhoAsks, whoAsks } from './who-asks.ts'

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
  /** People kept behind this phone, as proved (features A07), and birth papers sent from here. */
  family: { name: string; provedUntil: Date }[]
  birthPapers: number
  /** Sheets about several people (features B10). */
  sheets: number
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
    reports: await Promise.all(
      reports.map((report) => withPhotos(tx, report, report.personId ? levelOf(who, report.personId) : level)),
    ),
    drafts: drafts.length,
    draftPhotos: (await photosOfCases(tx, drafts)).filter(isLeft).length,
    talk: await tx.personalData.talkOf(who),
    channels: [...new Set(who.addresses.map(channelOf))],
    ...(await familyOf(app, tx, who)),
    sheets: await tx.personalData.sheetsOf(who),
    consents: consents.map(({ reportId, textVersion, givenAt, withdrawnAt }) => ({
      reportId,
      textVersion,
      givenAt,
      withdrawnAt,
    })),
    requests: await tx.rights.ofOwner(who),
  }
}

/** What the list of the family shows here, and no more. */
async function familyOf(
  app: App,
  tx: Tx,
  { phone, addresses }: WhoAsks,
): Promise<Pick<OwnData, 'family' | 'birthPapers'>> {
  if (!phone) return { family: [], birthPapers: 0 }
  const members = await tx.families.shownAt(phone, addresses, app.now())
  const papers = await tx.birthPapers.sentFrom(phone, addresses)
  const names = await Promise.all(members.map((member) => shownName(tx, member)))
  const family = members.map(({ expiresAt }, at) => ({ name: names[at] ?? '', provedUntil: expiresAt }))
  return { family, birthPapers: papers.length }
}

/** As a look-up shows them: joined records as one, and no phone that its holder disowned. */
async function ownRecords(app: App, tx: Tx, who: WhoAsks, typed: Claimant | null): Promise<OwnRecord[]> {
  const found: OwnRecord[] = []
  for (const { personId, level } of who.records) {
    const record = await tx.records.get(personId)
    const answer = record && recordAnswer(app, record, typed, level, await everythingAbout(app, tx, personId))
    if (answer?.found) found.push({ level, record: answer.record, doses: answer.doses })
  }
  return found
}

/** What a report says of a recorded person shows its numbers to whoever opened that record at level 2, not another one. */
function levelOf({ records }: WhoAsks, person: string): 1 | 2 {
  return records.find(({ personId }) => personId === person)?.level ?? 1
}

async function withPhotos(tx: Tx, report: Report, level: 1 | 2): Promise<OwnReportData> {
  const photos = (await tx.photos.ofCase(report.id)).map(({ id, kind, state, receivedAt }) => ({
    id,
    kind,
    state,
    receivedAt,
  }))
  const own = { ...report, code: receiptCodeOf(report.code) }
  return { report: level === 2 ? own : masked(own), photos }
}

/** What was typed of a number may stand on a screen that somebody else sees. */
function masked(report: Report): Report {
  const { claimant, changes } = report
  return {
    ...report,
    claimant: { ...claimant, idNumber: claimant.idNumber && maskId(claimant.idNumber) },
    changes: changes.map((change) => ({ ...change, ...maskedValues(change) })),
  }
}

function maskedValues({ field, recorded, correct }: FieldChange): Pick<FieldChange, 'recorded' | 'correct'> {
  if (field === 'idNumber') return { recorded: recorded && maskId(recorded), correct: maskId(correct) }
  if (field === 'phone') return { recorded: recorded && maskPhone(recorded as PhoneE164), correct }
  return { recorded, correct }
}

export async function photosOfCases(tx: Tx, caseIds: readonly string[]): Promise<Photo[]> {
  return (await Promise.all(caseIds.map((id) => tx.photos.ofCase(id)))).flat()
}

export const isLeft = ({ state }: Pick<Photo, 'state'>) => state === 'ready' || state === 'waiting'
