import { BULK_ROWS } from '../../domain/bulk/bulk-decision.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { BulkAct } from '../../ports/bulks.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'

/** Keeps the exact effect of a decision about many cases, row by row; nothing moves before it is confirmed (features E06). */
export async function planBulk(
  app: App,
  command: Rehearsal & { codes: readonly string[] },
): Promise<Outcome<{ bulkId: string }>> {
  const { officer, bulkId, decision } = command
  const permission = decision.action === 'hand_over' ? 'hand_over_case' : 'decide_case'
  if (!may(officer, permission)) return object('not_your_role')
  const codes = [...new Set(command.codes)].sort()
  if (codes.length === 0) return object('list_empty')
  if (codes.length > BULK_ROWS) return object('list_too_long', { most: BULK_ROWS })
  if (await app.store.transaction((tx) => tx.bulks.get(bulkId))) return done({ bulkId })
  const rows = await rehearse(app, command, codes)
  if (rows.length === 0) return object('no_such_report')
  const { staffId, unitId } = officer
  const act: BulkAct = { id: bulkId, staffId, unitId, decision, state: 'planned', createdAt: app.now(), ...NOT_YET }
  await app.store.transaction((tx) => tx.bulks.insert(act, rows))
  return done({ bulkId })
}

const NOT_YET = { confirmedAt: null, runsAt: null, endedAt: null }
