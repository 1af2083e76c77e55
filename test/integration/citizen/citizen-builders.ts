import type { Claimant } from '../../../core/domain/citizen/claimant.ts'
import { EMPTY_DRAFT } from '../../../core/domain/citizen/report-draft.ts'
import type { Outcome } from '../../../core/domain/objection.ts'
import { confirmCode } from '../../../core/use-cases/citizen/confirm-code.ts'
import { saveDraft } from '../../../core/use-cases/citizen/keep-draft.ts'
import type { RecordReport } from '../../../core/use-cases/citizen/ready-report.ts'
import { requestCode } from '../../../core/use-cases/citizen/request-code.ts'
import type { TestHouse } from '../../support/test-app.ts'

export const PHONE = '+84912345678'
export const BROWSER = 'web|portal|browser-one'

export const hoa: Claimant = {
  fullName: 'Nguyễn Thị Thử',
  birthDate: '1990-05-17',
  sex: 'female',
  idNumber: null,
  passportCountry: null,
}

/** The value of an outcome that the test expects to be done. */
export function doneValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`objection: ${outcome.objection.code}`)
  return outcome.value
}

export function codeOfObjection(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.objection.code
}

/** The six digits of the last message to this phone. */
export async function lastCode(house: TestHouse, phone: string): Promise<string> {
  const row = await house.db
    .selectFrom('outbox')
    .select('content')
    .where('address', '=', `sms|gateway|${phone}`)
    .where('purpose', '=', 'code')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow()
  return (row.content as { code: string }).code
}

export async function holdPhone(house: TestHouse, address = BROWSER, phone = PHONE): Promise<void> {
  doneValue(await requestCode(house.app, { phone, purpose: 'report', address, locale: 'vi' }))
  const code = await lastCode(house, phone)
  doneValue(await confirmCode(house.app, { phone, purpose: 'report', code, address }))
}

export async function newDraft(house: TestHouse, address = BROWSER): Promise<string> {
  return (await saveDraft(house.app, { address, body: EMPTY_DRAFT })).draftId
}

/** A report about a wrong name, from a browser that holds its phone. */
export async function aReport(house: TestHouse, wish: Partial<RecordReport> = {}): Promise<RecordReport> {
  const draftId = wish.draftId ?? (await newDraft(house))
  return {
    idempotencyKey: `draft|${draftId}`,
    draftId,
    address: null,
    provedBy: BROWSER,
    phone: PHONE,
    locale: 'vi',
    claimant: hoa,
    types: ['WRONG_NAME'],
    changes: [{ field: 'fullName', correct: 'Nguyễn Thị Thơ', source: 'typed' }],
    doses: [],
    note: null,
    consentVersion: null,
    personId: null,
    ...wish,
  }
}
