import type { FrozenList } from '../../domain/exchange/frozen-list.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { newWorkbookPassword } from '../../domain/police-list/workbook-password.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import { sha256 } from '../exchange/sha256.ts'
import { lockOwnList, onEitherSide } from './list-for-officer.ts'
import { workbookKey } from './read-workbooks.ts'

export interface MakeWorkbook {
  officer: Extract<Actor, { kind: 'staff' }>
  /** Number of the list. */
  number: string
}

export interface MadeWorkbook {
  id: string
  /** Shown now and never again; it travels another way than the file (features F07). */
  password: string
}

/** The frozen list as an encrypted workbook for a computer without our network. Each one has a password of its own. */
export async function makeWorkbook(app: App, { officer, number }: MakeWorkbook): Promise<Outcome<MadeWorkbook>> {
  const found = await onEitherSide(app, officer, (tx) => lockOwnList(tx, officer, number))
  if (!found.ok) return found
  const list = found.value
  const { rows, unit, policeUnit, drawnUpOn } = JSON.parse(list.canonical) as FrozenList
  const id = app.newId()
  const password = newWorkbookPassword(app.random)
  const people = rows.map(({ row, ...facts }) => ({ rowNo: row, ...facts }))
  const names = { number: list.number, unitName: unit, policeUnitName: policeUnit, drawnUpOn, sha256: list.sha256 }
  const file = await app.policeWorkbooks.write({ id, ...names, rows: people }, password)
  await app.files.put(workbookKey(id), app.secrets.sealBytes(file, workbookKey(id)))
  await onEitherSide(app, officer, async (tx) => {
    const made = { madeBy: officer.staffId, madeAt: app.now(), fileSha256: sha256(file) }
    await tx.policeWorkbooks.insert({ id, listId: list.id, ...made, rows: rows.length })
    const about = { action: 'make_police_workbook', subjectKind: 'police_list', subjectId: list.id }
    await tx.audit.write({ staffId: officer.staffId, ...about, detail: { workbookId: id } })
  })
  return done({ id, password })
}
