import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'

export interface MarkSaved {
  officer: Extract<Actor, { kind: 'staff' }>
  exportId: string
  rowId: string
  saved: boolean
}

/** The clerk's own tick on the hand-edit sheet: where to go on tomorrow. It is no proof; the Platform's list is (features G02, G03). */
export async function markSaved(
  app: App,
  { officer, exportId, rowId, saved }: MarkSaved,
): Promise<Outcome<{ saved: number; rows: number; nextRow: number | null }>> {
  return app.store.transaction(async (tx) => {
    const found = await tx.exports.get(exportId)
    if (!found || found.unitId !== officer.unitId) return object('no_such_import')
    const rows = await tx.exports.rowsOf(exportId)
    if (!rows.some((row) => row.id === rowId)) return object('no_such_person')
    await tx.exports.setSaved(rowId, saved ? { by: officer.staffId, at: app.now() } : null)
    const changeIds = rows.find((row) => row.id === rowId)?.changeIds ?? []
    if (saved) await tx.platformTasks.close(changeIds, ['dose_elsewhere'], app.now())
    const others = rows.filter((row) => row.id !== rowId && row.savedAt !== null).length
    const isOpen = (row: (typeof rows)[number]) => row.savedAt === null && row.state === 'exported' && row.id !== rowId
    const here = rows.findIndex((row) => row.id === rowId)
    const next = rows.slice(here + 1).find(isOpen) ?? rows.find(isOpen) ?? null
    return done({ saved: others + (saved ? 1 : 0), rows: rows.length, nextRow: next?.rowNo ?? null })
  })
}
