import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'

export interface AcceptByHand {
  officer: Extract<Actor, { kind: 'staff' }>
  exportId: string
  /** Rows the Platform's own page says it took. */
  rows: number
}

/** Where files are carried by hand the officer tells what the Platform counted; another count is refused (features G04, G06). */
export async function acceptByHand(app: App, { officer, exportId, rows }: AcceptByHand): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const found = await tx.exports.get(exportId)
    if (found?.unitId !== officer.unitId) return object('no_such_import')
    const delivery = await tx.platformDeliveries.lock(exportId)
    if (!delivery || delivery.state === 'accepted') return object('not_possible_now', { state: 'accepted' })
    const { totals } = found
    if (rows !== totals.rows)
      return object('totals_differ', { stated: totals.rows, counted: rows, difference: rows - totals.rows })
    await tx.platformDeliveries.save({ ...delivery, state: 'accepted', acceptedAt: app.now(), receipt: { totals } })
    await tx.platformTasks.close([exportId], ['file_refused', 'answer_unreadable'], app.now())
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'accept_export',
      subjectKind: 'export',
      subjectId: exportId,
    })
    return done(null)
  })
}
