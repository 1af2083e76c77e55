import { done, type Outcome, object } from '../../domain/objection.ts'
import { receiptCodeOf } from '../../domain/report/receipt-code.ts'
import { keptSince } from '../../domain/rights/retention.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { HelpedPerson } from '../../ports/helper-desk.ts'
import type { Officer } from '../../ports/staff.ts'
import { noteHelping } from './fresh-session.ts'

/** A helper's own list: code, time and initials (features A09). `printed`: it leaves the screen, which is written down. */
export async function helpedPeople(
  app: App,
  { officer, printed }: { officer: Officer; printed: boolean },
): Promise<Outcome<HelpedPerson[]>> {
  if (!may(officer, 'help_citizens')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const people = await tx.helperDesk.helpedBy(officer.staffId, keptSince('helped_list', app.now()))
    if (printed) await noteHelping(tx, 'helped_list_printed', officer.staffId, 'list', { people: people.length })
    return done(people.map((one) => ({ ...one, code: receiptCodeOf(one.code) })))
  })
}

/** For the slip of one person the helper has just handed in for: its code, and nothing else. */
export async function handedIn(
  app: App,
  { officer, sessionId }: { officer: Officer; sessionId: string },
): Promise<HelpedPerson | null> {
  return app.store.transaction(async (tx) => {
    const one = await tx.helperDesk.handedIn(officer.staffId, sessionId)
    return one && { ...one, code: receiptCodeOf(one.code) }
  })
}
