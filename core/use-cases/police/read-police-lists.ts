import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { PoliceList, PoliceListSummary, PoliceReturn, PoliceRow } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { returnedPaper } from './sign-return.ts'

export interface PoliceListView {
  list: PoliceList
  unitName: string
  policeUnitName: string
  rows: PoliceRow[]
  returns: PoliceReturn[]
}

export interface StationLists {
  waiting: WaitingCase[]
  objected: WaitingCase[]
  lists: PoliceListSummary[]
}

/** The station's side: who waits for a list, whom the police sent back, and every list. */
export async function stationLists(app: App, unitId: string): Promise<StationLists> {
  return app.store.transaction(async (tx) => ({
    waiting: await tx.identityCases.inStates(unitId, ['listed'], 500),
    objected: await tx.identityCases.inStates(unitId, ['police_objected'], 200),
    lists: await tx.policeLists.ofUnit(unitId, 'station'),
  }))
}

export async function stationList(app: App, unitId: string, number: string): Promise<Outcome<PoliceListView>> {
  return app.store.transaction((tx) => readList(tx, number, (list) => list.unitId === unitId))
}

export async function policeDesk(app: App, unitId: string): Promise<PoliceListSummary[]> {
  return app.store.policeTransaction((tx) => tx.policeLists.ofUnit(unitId, 'police'))
}

/** One list for its police unit; who opened it is kept (features L01). */
export async function policeDeskList(
  app: App,
  officer: { staffId: string; unitId: string },
  number: string,
): Promise<Outcome<PoliceListView>> {
  return app.store.policeTransaction(async (tx) => {
    const found = await readList(tx, number, (list) => list.policeUnitId === officer.unitId)
    if (found.ok) {
      const subject = { subjectKind: 'police_list', subjectId: found.value.list.id }
      await tx.audit.write({ staffId: officer.staffId, action: 'read_police_list', ...subject })
    }
    return found
  })
}

async function readList(
  tx: PoliceTx,
  number: string,
  isMine: (list: PoliceList) => boolean,
): Promise<Outcome<PoliceListView>> {
  const list = await tx.policeLists.byNumber(number)
  if (!list || !isMine(list)) return object('no_such_list')
  const [unit, police] = [await tx.units.get(list.unitId), await tx.units.get(list.policeUnitId)]
  return done({
    list,
    unitName: unit?.name ?? '',
    policeUnitName: police?.name ?? '',
    rows: await tx.policeLists.rowsOf(list.id),
    returns: await tx.policeLists.returnsOf(list.id),
  })
}

/** The stored paper of one return, for whoever may open its list. */
export async function returnPaper(app: App, view: PoliceListView, part: number): Promise<Buffer | null> {
  const found = view.returns.find((one) => one.part === part)
  return found ? returnedPaper(app, found) : null
}
