import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceList } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

const isPolice = (officer: Officer) => may(officer, 'answer_police_row')

/** Work on a list by either side, each under its own database role (features F04). */
export function onEitherSide<T>(app: App, officer: Officer, work: (tx: PoliceTx) => Promise<T>): Promise<T> {
  return isPolice(officer) ? app.store.policeTransaction(work) : app.store.transaction(work)
}

/** The list, locked, when it is this officer's: the station that drew it up or the police unit that checks it. */
export async function lockOwnList(tx: PoliceTx, officer: Officer, number: string): Promise<Outcome<PoliceList>> {
  if (!may(officer, 'exchange_police_workbook')) return object('not_your_role', { action: 'exchange_police_workbook' })
  const found = await tx.policeLists.byNumber(number)
  const list = found && (await tx.policeLists.lock(found.id))
  const unitId = isPolice(officer) ? list?.policeUnitId : list?.unitId
  return list && unitId === officer.unitId ? done(list) : object('no_such_list')
}
