import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { hamletOf } from '../letters/hamlet-of.ts'
import { MOST_WAITING } from './hamlet-of-case.ts'

export interface SetHamlet {
  officer: Extract<Actor, { kind: 'staff' }>
  caseIds: readonly string[]
  hamlet: string
}

/** The station says where people live whose address on the Platform names no hamlet, or the wrong one. */
export async function setHamlet(app: App, { officer, caseIds, hamlet }: SetHamlet): Promise<Outcome<number>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role')
  const name = hamlet.normalize('NFC').replace(/\s+/gu, ' ').trim()
  // `Thôn 3`, `Ấp Bình An`: without the word nobody knows what "3" is.
  if (!hamletOf(name) || name.includes(',')) return object('reason_needed', { what: 'hamlet' })
  return app.store.transaction(async (tx) => {
    const waiting = await tx.hamletLists.waiting(officer.unitId, MOST_WAITING)
    const people = waiting.filter((one) => caseIds.includes(one.id)).map((one) => one.personId)
    if (people.length === 0) return object('list_empty')
    await tx.hamletLists.setHamlet(people, name, { staffId: officer.staffId, at: app.now() })
    const detail = { people: people.length }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'set_hamlet',
      subjectKind: 'unit',
      subjectId: officer.unitId,
      detail,
    })
    return done(people.length)
  })
}
