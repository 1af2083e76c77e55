import { provedPhone } from '../../domain/citizen/assurance.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { smsTo } from '../../domain/contact/address.ts'
import { tokenOfMessage } from '../../domain/contact/message-token.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { foldName, readFullName } from '../../domain/person/full-name.ts'
import { RETENTION } from '../../domain/rights/retention.ts'
import { type ReadRow, type RowError, readSheetRow, type SheetPerson } from '../../domain/sheet/sheet-row.ts'
import type { App } from '../../ports/app.ts'
import type { HouseholdRow, HouseholdSheet } from '../../ports/household.ts'
import type { PeopleSheet } from '../../ports/services.ts'
import type { Tx } from '../../ports/store.ts'
import { askedBudgets, sheetBudgets } from '../limits/budgets.ts'
import { takeTurns } from '../limits/take-turns.ts'
import { sealPerson } from './sealed-person.ts'

export const MOST_ROWS = 500

const DAY = 86_400_000

export interface SendSheet {
  address: string
  locale: 'vi' | 'en'
  bytes: Buffer
  /** The sentence of an error, in the language of whoever sent the sheet. */
  reason(error: RowError): string
}

/** A row that was read, and a person nobody else on the sheet is. */
interface Taken {
  id: string
  rowNo: number
  person: SheetPerson
}

/**
 * Takes a sheet of a household, school or employer (features B10). No row is a report: each waits under seal until the
 * person says yes from their own phone. Nothing is looked up, so nothing is told about anybody.
 */
export async function sendSheet(app: App, command: SendSheet): Promise<Outcome<{ sheetId: string }>> {
  const phone = await app.store.transaction(async (tx) =>
    provedPhone(await tx.citizens.proofsOf(command.address, app.now())),
  )
  if (!phone) return object('not_proved')
  const read = await app.sheets.readPeople(command.bytes, { rows: MOST_ROWS })
  if (!read.ok) return refusal(read)
  const { taken, refused } = readRows(app, read.sheet)
  const id = app.newId()
  const errorsFileKey = refused.length > 0 ? await keepErrors(app, id, read.sheet, refused, command) : null
  const sheet: HouseholdSheet = {
    id,
    address: command.address,
    phone,
    locale: command.locale,
    rowsTotal: read.sheet.rows.length,
    rowsRefused: refused.length,
    errorsFileKey,
    sentAt: app.now(),
    expiresAt: new Date(app.now().getTime() + RETENTION.household_rows.days * DAY),
  }
  return app.store.transaction(async (tx) => {
    const may = await takeTurns(tx, sheetBudgets(phone))
    if (!may.ok) return may
    await keepRows(app, tx, sheet, taken)
    return done({ sheetId: id })
  })
}

function refusal({ reason, missing = [] }: { reason: string; missing?: string[] }): Outcome<never> {
  if (reason === 'too_many_rows') return object('sheet_too_long', { most: MOST_ROWS })
  if (reason === 'too_big') return object('file_too_big', { megabytes: 5 })
  return reason === 'columns_missing'
    ? object('columns_missing', { columns: missing.join(', ') })
    : object('file_not_a_sheet')
}

function readRows(app: App, sheet: PeopleSheet) {
  const today = dayInVietNam(app.now())
  const seen = new Set<string>()
  const taken: Taken[] = []
  const refused: { cells: string[]; errors: RowError[] }[] = []
  for (const { rowNo, cells, typed } of sheet.rows) {
    const read = once(readSheetRow(typed, today), seen)
    if (read.ok) taken.push({ id: app.newId(), rowNo, person: read.person })
    else refused.push({ cells, errors: read.errors })
  }
  return { taken, refused }
}

/** The same person and wish for the second time is refused. */
function once(read: ReadRow, seen: Set<string>): ReadRow {
  if (!read.ok) return read
  const { fullName, birthDate, sex, type } = read.person
  const name = readFullName(fullName)
  const key = [name ? foldName(name) : fullName, birthDate, sex, type].join('|')
  if (seen.has(key)) return { ok: false, errors: ['twice'] }
  seen.add(key)
  return read
}

/** Only the rows that were not taken come back, in the sender's own columns, with one more of reasons. */
async function keepErrors(
  app: App,
  sheetId: string,
  { headers }: PeopleSheet,
  refused: readonly { cells: string[]; errors: RowError[] }[],
  { reason }: SendSheet,
): Promise<string> {
  const lines = refused.map(({ cells, errors }) => ({ cells, reasons: errors.map(reason) }))
  const file = await app.recordSheets.withReasons(headers, lines)
  const fileKey = `household/${sheetId}`
  await app.files.put(fileKey, app.secrets.sealBytes(file, fileKey))
  return fileKey
}

async function keepRows(app: App, tx: Tx, sheet: HouseholdSheet, taken: readonly Taken[]): Promise<void> {
  const asked = new Map<string, string>()
  for (const { id, person } of taken) {
    // A phone that many sheets name is asked a few times a day and no more; the others get a slip.
    const may = person.phone ? await takeTurns(tx, askedBudgets(person.phone)) : null
    if (may?.ok && person.phone) asked.set(id, person.phone)
  }
  const rows = taken.map(({ id, rowNo, person }): HouseholdRow => {
    const sealed = sealPerson(app, id, person)
    return { id, sheetId: sheet.id, rowNo, state: 'waiting', hasPhone: asked.has(id), sealed }
  })
  await tx.household.insert(sheet, rows)
  for (const [rowId, phone] of asked) await askPerson(app, tx, sheet, rowId, phone)
}

async function askPerson(app: App, tx: Tx, { locale, expiresAt }: HouseholdSheet, rowId: string, phone: string) {
  const params = { code: '', link: `${app.settings.publicUrl}/x/${tokenOfMessage(rowId)}` }
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `x|${rowId}`,
    channel: 'sms',
    address: smsTo(phone),
    purpose: 'notification',
    content: { kind: 'notice', templateKey: 'sheet-asks', locale, params },
    notAfter: expiresAt,
  })
}
