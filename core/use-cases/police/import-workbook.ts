import type { LegalFacts } from '../../domain/exchange/frozen-list.ts'
import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import { readWorkbookPassword } from '../../domain/police-list/workbook-password.ts'
import { IDENTITY_FIELDS } from '../../domain/report/report-type.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceList, PoliceRow } from '../../ports/police-lists.ts'
import type { ReadWorkbook, ReturnedRow } from '../../ports/police-workbooks.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'
import { answered, isCalledTooLate, isSame } from './answer-police-row.ts'
import { lockOwnList, onEitherSide } from './list-for-officer.ts'

export interface ImportWorkbook {
  officer: Extract<Actor, { kind: 'staff' }>
  number: string
  bytes: Buffer
  password: string
}

export interface WorkbookImported {
  changed: number
  /** People of the list without an answer: they stay on the clock (features F03). */
  left: number
}

const REFUSED = {
  wrong_password: 'workbook_password_wrong',
  not_encrypted: 'workbook_not_locked',
  not_a_workbook: 'workbook_unreadable',
  too_big: 'workbook_unreadable',
  other_sheet: 'workbook_unreadable',
  answer_unreadable: 'workbook_answer_unreadable',
} as const

/**
 * Takes the answers out of a workbook that came back: all of them or none. Rows without an answer, and rows that are missing,
 * stay as they are. The answers count only once the police have signed a return (2262 step 3).
 */
export async function importWorkbook(app: App, command: ImportWorkbook): Promise<Outcome<WorkbookImported>> {
  const { officer, number } = command
  const book = await app.policeWorkbooks.read(command.bytes, readWorkbookPassword(command.password))
  if (!book.ok) return object(REFUSED[book.reason], book.row === null ? undefined : { row: book.row })
  return onEitherSide(app, officer, async (tx) => {
    const found = await lockOwnList(tx, officer, number)
    if (!found.ok) return found
    const list = found.value
    const may = act(POLICE_LIST_LIFECYCLE, list.state, 'answer', 'police_officer')
    if (!may.ok) return may
    const rows = new Map((await tx.policeLists.rowsOf(list.id)).map((row) => [row.rowNo, row]))
    const wrong = (await strange(tx, list, book)) ?? strangeRow(book.rows, rows)
    if (wrong) return wrong
    const by = { answeredBy: officer.staffId, answeredAt: app.now(), workbookId: book.id }
    const changed = book.rows.flatMap(({ given }) => {
      const row = rows.get(given.rowNo)
      return row && given.answer && !row.returnId && !isSame(row, given) ? [answered(row, given, by)] : []
    })
    const late = changed.find((row) => isCalledTooLate(row, app.now()))
    if (late) return object('appointment_over', { row: late.rowNo })
    for (const row of changed) await tx.policeLists.saveAnswer(row)
    await keep(app, tx, command, { list, workbookId: book.id, changed: changed.length })
    const now = new Map(changed.map((row) => [row.rowNo, row]))
    const left = [...rows.values()].filter((row) => row.open && !(now.get(row.rowNo) ?? row).answer).length
    return done({ changed: changed.length, left })
  })
}

type Strange = ReturnType<typeof object> | null

/** Another list, or a copy that this list never gave out. */
async function strange(tx: PoliceTx, list: PoliceList, book: Extract<ReadWorkbook, { ok: true }>): Promise<Strange> {
  const isKnown = (await tx.policeWorkbooks.ofList(list.id)).some(({ id }) => id === book.id)
  const isThis = book.number === list.number && book.sha256 === list.sha256
  return isKnown && isThis ? null : object('workbook_other_list')
}

function strangeRow(returned: readonly ReturnedRow[], rows: ReadonlyMap<number, PoliceRow>): Strange {
  const seen = new Set<number>()
  for (const one of returned) {
    const row = rows.get(one.rowNo)
    if (!row) return object('workbook_row_unknown', { row: one.rowNo })
    if (seen.has(one.rowNo)) return object('workbook_row_twice', { row: one.rowNo })
    seen.add(one.rowNo)
    if (!sameFacts(one, row)) return object('workbook_row_changed', { row: one.rowNo })
    const { answer, wrongFields } = one.given
    if (answer === 'wrong_field' && wrongFields.length === 0) return object('workbook_field_needed', { row: one.rowNo })
    if (answer === 'register_wrong' && row.mendedAt) return object('not_possible_now', { action: 'answer' })
  }
  return null
}

function sameFacts(one: LegalFacts, other: LegalFacts): boolean {
  const text = (value: string) => value.normalize('NFC').trim()
  return IDENTITY_FIELDS.every((field) => text(one[field]) === text(other[field]))
}

async function keep(
  app: App,
  tx: PoliceTx,
  { officer, bytes }: ImportWorkbook,
  { list, workbookId, changed }: { list: PoliceList; workbookId: string; changed: number },
): Promise<void> {
  const at = app.now()
  await tx.policeWorkbooks.saveImported(workbookId, { staffId: officer.staffId, at, sha256: sha256(bytes) })
  const step = { subject: 'police_list', subjectId: list.id, action: 'import_workbook' } as const
  const states = { from: list.state, to: list.state }
  await tx.history.append({ ...step, ...states, actor: officer, detail: { workbookId, changed }, at })
}
