import { createHash, randomUUID } from 'node:crypto'
import type { IdentityClass } from '../../../core/domain/exchange/export-kind.ts'
import type { Outcome } from '../../../core/domain/objection.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { Report } from '../../../core/domain/report/report.ts'
import { SYSTEM } from '../../../core/domain/role.ts'
import { approveChanges } from '../../../core/use-cases/identity/approve-changes.ts'
import { openIdentityCase } from '../../../core/use-cases/identity/open-identity-case.ts'
import { moveReport } from '../../../core/use-cases/move-report.ts'
import { answerPoliceRows } from '../../../core/use-cases/police/answer-police-row.ts'
import { drawUpPoliceList } from '../../../core/use-cases/police/draw-up-police-list.ts'
import { drawUpReturn } from '../../../core/use-cases/police/draw-up-return.ts'
import { returnedPaper } from '../../../core/use-cases/police/return-files.ts'
import { signReturn } from '../../../core/use-cases/police/sign-return.ts'
import { reviewedByHamlet } from '../../support/reviewed-by-hamlet.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

export type Officer = Awaited<ReturnType<TestHouse['staff']>>

export interface ChainHouse extends TestHouse {
  clerk: Officer
  head: Officer
  police: Officer
}

/** A house with a station and its police, and everything the chain from list to passport needs. */
export async function openChainHouse(): Promise<ChainHouse> {
  const house = await openTestHouse()
  const [clerk, head, police] = await Promise.all([
    house.staff({ role: 'clerk' }),
    house.staff({ role: 'head' }),
    house.staff({ role: 'police_officer' }),
  ])
  return { ...house, clerk, head, police }
}

/** The value of an outcome; an objection fails the test with its code. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`objection ${outcome.objection.code} ${JSON.stringify(outcome.objection.detail)}`)
  return outcome.value
}

export function objectionOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'none' : outcome.objection.code
}

/** Citizen number of an invented woman born in 1990, one per serial. */
export const newIdNumber = (serial: number) => `001190${String(serial).padStart(6, '0')}`

/** A report about this person in state in_review, with the given wish. */
export async function aReport(house: ChainHouse, person: PlatformRecord, wish: Partial<Report> = {}): Promise<Report> {
  const { app, clock } = house
  const id = randomUUID()
  const report: Report = {
    id,
    code: `PA-${id.slice(0, 8).toUpperCase()}`,
    types: ['WRONG_OR_MISSING_ID'],
    state: 'in_review',
    version: 1,
    recordedAt: clock.now(),
    dueAt: clock.now(),
    round: 1,
    unitId: person.unitId,
    partOf: null,
    personId: person.id,
    claimant: {
      fullName: person.fullName,
      birthDate: person.birthDate ?? '',
      sex: 'female',
      idNumber: null,
      passportCountry: null,
    },
    phone: null,
    address: `telegram|1|${id}`,
    locale: 'vi',
    changes: [],
    doses: [],
    note: null,
    takenBy: house.clerk.staffId,
    refusalReasons: [],
    answer: null,
    deferredUntil: null,
    endState: null,
    hops: 0,
    landedRowId: null,
    ...wish,
  }
  await app.store.transaction((tx) => tx.reports.insert({ ...report, idempotencyKey: id, consentVersion: null }))
  return report
}

/** What the station does with a report about identity: to the police, with a case. */
export async function sendToPolice(house: ChainHouse, report: Report, person: PlatformRecord, idNumber: string) {
  const { app, clerk } = house
  const proposed = {
    fullName: person.fullName,
    birthDate: person.birthDate ?? '',
    sex: person.sex ?? 'female',
    idNumber,
  }
  return app.store.transaction(async (tx) => {
    const moved = value(await moveReport(app, tx, report, { action: 'send_to_police', actor: clerk }))
    value(await approveChanges(tx, { report: moved.report, eventId: moved.eventId, at: app.now() }))
    return value(await openIdentityCase(app, tx, { report: moved.report, proposed, actor: clerk }))
  })
}

/** What the station does with a report about doses or a phone. */
export async function approve(house: ChainHouse, report: Report) {
  const { app, clerk } = house
  return app.store.transaction(async (tx) => {
    const moved = value(await moveReport(app, tx, report, { action: 'approve', actor: clerk }))
    return value(await approveChanges(tx, { report: moved.report, eventId: moved.eventId, at: app.now() }))
  })
}

/** `count` people without a number, each with a report that waits for the police; their hamlet has checked them. */
export async function peopleWaiting(house: ChainHouse, count: number, wish: { class?: IdentityClass } = {}) {
  const people: PlatformRecord[] = []
  for (let n = 0; n < count; n += 1) {
    const person = await house.person({ fullName: 'Trần Thị Mẫu', ...wish })
    people.push(person)
    await sendToPolice(house, await aReport(house, person), person, newIdNumber(n + 1))
  }
  await reviewedByHamlet(house)
  return people
}

/** Draws up a list of everybody waiting and answers `match` for the first `answered` rows. */
export async function answeredList(house: ChainHouse, answered: number) {
  const { app, clerk, police } = house
  await reviewedByHamlet(house)
  const list = value(await drawUpPoliceList(app, { officer: clerk, caseIds: 'all waiting' }))
  const answers = Array.from({ length: answered }, (_, n) => ({
    rowNo: n + 1,
    answer: 'match' as const,
    wrongFields: [],
    note: null,
  }))
  if (answered > 0) value(await answerPoliceRows(app, { officer: police, listId: list.id, answers }))
  return list
}

export const MINUTES = { number: 'BB-01', date: '2026-11-16', parties: 'Công an xã Mẫu và Trạm Y tế xã Mẫu' }

/** The smallest PDF that a scanner could have made. */
export const SCAN = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')

/** The police hand over what they answered, with minutes. */
export async function signedReturn(house: ChainHouse, listId: string) {
  const { app, police } = house
  const drawn = value(await drawUpReturn(app, { officer: police, listId }))
  const returnedFile = await returnedPaper(app, drawn)
  const by = { method: 'minutes', minutes: MINUTES, scan: SCAN, returnedFile } as const
  return value(await signReturn(app, { officer: police, returnId: drawn.id, by }))
}

export const words = (answer: string) => `Công an trả lời: ${answer}`

export const stateOf = async (house: ChainHouse, report: Pick<Report, 'id'>) =>
  house.app.store.transaction(async (tx) => (await tx.reports.get(report.id))?.state)

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export { SYSTEM }
