import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { OpenJointReview } from '../../ports/joint-reviews.ts'
import type { PoliceList, PoliceListSummary, PoliceReturn, PoliceRow } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { type LoadAtPolice, loadAtPolice } from './police-load.ts'
import { newestPaper } from './return-files.ts'

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
  /** People who have the population database put right (features F08). */
  registerWrong: WaitingCase[]
  /** How often people of `objected` and `registerWrong` were asked to come: contact attempts (features F09). */
  attempts: Map<string, number>
  jointReviews: OpenJointReview[]
  load: LoadAtPolice | null
}

/** The station's side: who waits for a list, whom the police sent back, and every list. */
export async function stationLists(app: App, unitId: string): Promise<StationLists> {
  return app.store.transaction(async (tx) => {
    const objected = await tx.identityCases.inStates(unitId, ['police_objected'], 200)
    const registerWrong = await tx.identityCases.inStates(unitId, ['register_wrong'], 200)
    return {
      waiting: await tx.identityCases.inStates(unitId, ['hamlet_checked'], 500),
      objected,
      registerWrong,
      attempts: await tx.policeCalls.attemptsOf([...objected, ...registerWrong].map(({ id }) => id)),
      jointReviews: await tx.jointReviews.openIn([unitId]),
      load: await loadAtPolice(app, tx, unitId),
      lists: await tx.policeLists.ofUnit(unitId, 'station'),
    }
  })
}

export async function stationList(app: App, unitId: string, number: string): Promise<Outcome<PoliceListView>> {
  return app.store.transaction((tx) => readList(tx, number, (list) => list.unitId === unitId))
}

export async function policeDesk(app: App, unitId: string): Promise<PoliceListSummary[]> {
  return app.store.policeTransaction((tx) => tx.policeLists.ofUnit(unitId, 'police'))
}

export interface PoliceDeskExtras {
  jointReviews: Awaited<ReturnType<PoliceTx['jointReviews']['openAtPolice']>>
  /** What the police said of themselves; null: nothing yet. */
  rowsPerOfficerDay: number | null
}

/** Beside the lists: whom the police have to look at together with the station, and how much they can take on. */
export async function policeDeskExtras(
  app: App,
  officer: { staffId: string; unitId: string },
): Promise<PoliceDeskExtras> {
  return app.store.policeTransaction(async (tx) => {
    const subject = { subjectKind: 'joint_review', subjectId: officer.unitId }
    await tx.audit.write({ staffId: officer.staffId, action: 'read_joint_reviews', ...subject })
    const jointReviews = await tx.jointReviews.openAtPolice(officer.unitId)
    return { jointReviews, rowsPerOfficerDay: await tx.policeLoads.capacityOf(officer.unitId) }
  })
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

/** The paper of one return with the signatures it has by now, for whoever may open its list. */
export async function returnPaper(app: App, view: PoliceListView, part: number): Promise<Buffer | null> {
  const found = view.returns.find((one) => one.part === part)
  return found ? newestPaper(app, found) : null
}
