import { done, type Outcome } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceWorkbookFile } from '../../ports/police-workbooks.ts'
import { lockOwnList, onEitherSide } from './list-for-officer.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

/** Where the encrypted file of a workbook is kept; without its password it says nothing. */
export const workbookKey = (id: string) => `police-workbooks/${id}.xlsx`

/** Every workbook made of a list, newest first. */
export async function workbooksOf(
  app: App,
  { officer, number }: { officer: Officer; number: string },
): Promise<Outcome<PoliceWorkbookFile[]>> {
  return onEitherSide(app, officer, async (tx) => {
    const list = await lockOwnList(tx, officer, number)
    return list.ok ? done(await tx.policeWorkbooks.ofList(list.value.id)) : list
  })
}

/** The file itself, for either side of its list; who took it is kept. Null: no such file. */
export async function storedWorkbook(
  app: App,
  { officer, number, id }: { officer: Officer; number: string; id: string },
): Promise<Buffer | null> {
  const isThere = await onEitherSide(app, officer, async (tx) => {
    const list = await lockOwnList(tx, officer, number)
    if (!list.ok || !(await tx.policeWorkbooks.ofList(list.value.id)).some((one) => one.id === id)) return false
    const reading = { action: 'download_police_workbook', subjectKind: 'police_list', subjectId: list.value.id }
    await tx.audit.write({ staffId: officer.staffId, ...reading, detail: { workbookId: id } })
    return true
  })
  const sealed = isThere ? await app.files.get(workbookKey(id)) : null
  return sealed && app.secrets.openBytes(sealed, workbookKey(id))
}
