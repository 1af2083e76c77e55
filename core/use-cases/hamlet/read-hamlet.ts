import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { HamletLink } from '../../ports/hamlet-links.ts'
import type {
  DifferingRow,
  HamletList,
  HamletListSummary,
  HamletRow,
  WaitingForHamlet,
} from '../../ports/hamlet-lists.ts'
import type { HamletSheet } from '../../ports/hamlet-sheets.ts'
import type { WaitingCase } from '../../ports/identity-cases.ts'
import type { Officer } from '../../ports/staff.ts'
import { hamletKey, hamletOfCase, MOST_WAITING } from './hamlet-of-case.ts'

export interface HamletGroup {
  /** Null: nobody knows which. */
  hamlet: string | null
  people: WaitingForHamlet[]
}

export interface HamletDesk {
  groups: HamletGroup[]
  differing: DifferingRow[]
  objected: WaitingCase[]
  lists: HamletListSummary[]
}

/** Who waits for which hamlet, what the hamlets say otherwise, whom they sent back, and every list. */
export async function hamletDesk(app: App, officer: Officer): Promise<HamletDesk> {
  const { staffId, unitId } = officer
  return app.store.transaction(async (tx) => {
    await tx.audit.write({ staffId, action: 'read_hamlet_desk', subjectKind: 'unit', subjectId: unitId })
    return {
      groups: groupsOf(await tx.hamletLists.waiting(unitId, MOST_WAITING)),
      differing: await tx.hamletLists.differing(unitId),
      objected: await tx.identityCases.inStates(unitId, ['hamlet_objected'], 200),
      lists: await tx.hamletLists.ofUnit(unitId),
    }
  })
}

function groupsOf(waiting: readonly WaitingForHamlet[]): HamletGroup[] {
  const byName = new Intl.Collator('vi', { numeric: true })
  const groups = [...Map.groupBy(waiting, (one) => hamletKey(hamletOfCase(one))).values()]
  return groups
    .map((people) => ({ hamlet: people[0] ? hamletOfCase(people[0]) : null, people }))
    .sort((a, b) => byName.compare(a.hamlet ?? '\uffff', b.hamlet ?? '\uffff'))
}

export interface HamletListView {
  list: HamletList
  unitName: string
  rows: HamletRow[]
  link: HamletLink | null
  sheets: HamletSheet[]
}

/** One list of the officer's own station; who opened it is kept (features L01). */
export async function hamletList(app: App, officer: Officer, number: string): Promise<Outcome<HamletListView>> {
  const { staffId, unitId } = officer
  return app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.byNumber(number)
    if (!list || list.unitId !== unitId) return object('no_such_list')
    await tx.audit.write({ staffId, action: 'read_hamlet_list', subjectKind: 'hamlet_list', subjectId: list.id })
    return done({
      list,
      unitName: (await tx.units.get(unitId))?.name ?? '',
      rows: await tx.hamletLists.rowsOf(list.id),
      link: await tx.hamletLinks.livingOf(list.id, app.now()),
      sheets: await tx.hamletSheets.ofList(list.id),
    })
  })
}
