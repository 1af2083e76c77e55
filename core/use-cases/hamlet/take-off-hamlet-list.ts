import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'

export interface TakeOffHamletList {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
}

/** Calls the rest of a list back: wrong hamlet, lost sheet. Whoever has no answer waits for a new list; answers how many. */
export async function takeOffHamletList(app: App, { officer, listId }: TakeOffHamletList): Promise<Outcome<number>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role', { action: 'take_off_hamlet_list' })
  return app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.get(listId)
    if (!list || list.unitId !== officer.unitId) return object('no_such_list')
    const open = (await tx.hamletLists.lockRows(listId)).filter((row) => row.open)
    for (const { identityCaseId, rowNo } of open) {
      const identityCase = await tx.identityCases.lock(identityCaseId)
      if (!identityCase) continue
      const detail = { list: list.number, row: rowNo }
      const moved = await moveIdentityCase(app, tx, identityCase, {
        action: 'take_off_hamlet_list',
        actor: officer,
        detail,
      })
      if (!moved.ok) throw new Error(`Hamlet row ${rowNo} of ${list.number} could not be taken off`)
      await tx.hamletLists.closeRowOf(identityCaseId)
    }
    // Nothing is left to answer: link and PIN open nothing any more.
    await tx.hamletLinks.end(listId, app.now())
    const about = { subjectKind: 'hamlet_list', subjectId: listId, detail: { rows: open.length } }
    await tx.audit.write({ staffId: officer.staffId, action: 'take_off_hamlet_list', ...about })
    return open.length > 0 ? done(open.length) : object('nothing_answered')
  })
}
