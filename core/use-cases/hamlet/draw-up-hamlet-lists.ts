import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { likelyHouseholds } from '../../domain/hamlet/likely-households.ts'
import { reviewDueAt, SHEET_ROWS } from '../../domain/hamlet/review-clock.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { isForeignNumber } from '../../domain/police-list/foreign-number.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { HamletList, HamletRow, WaitingForHamlet } from '../../ports/hamlet-lists.ts'
import type { Tx } from '../../ports/store.ts'
import { moveIdentityCase } from '../identity/move-identity-case.ts'
import { hamletKey, hamletOfCase, MOST_WAITING } from './hamlet-of-case.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface DrawUpHamletList {
  officer: Officer
  /** Null: those whose hamlet nobody knows. */
  hamlet: string | null
}

/**
 * Freezes everybody of one hamlet who waits on numbered lists, household by household (2262 step 2, features E13): as many
 * lists as it takes, each one sheet for one evening.
 */
export async function drawUpHamletLists(
  app: App,
  { officer, hamlet }: DrawUpHamletList,
): Promise<Outcome<HamletList[]>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role', { action: 'put_on_hamlet_list' })
  return app.store.transaction(async (tx) => {
    const waiting = await tx.hamletLists.waiting(officer.unitId, MOST_WAITING)
    const here = waiting.filter(
      (one) => hamletKey(hamletOfCase(one)) === hamletKey(hamlet) && !isForeignNumber(one.proposed.idNumber),
    )
    const name = here[0] ? hamletOfCase(here[0]) : hamlet
    const lists: HamletList[] = []
    for (const homes of sheetsOf(here)) {
      const list = await drawUp(app, tx, officer, { hamlet: name, homes })
      if (list) lists.push(list)
    }
    return lists.length > 0 ? done(lists) : object('list_empty')
  })
}

async function drawUp(
  app: App,
  tx: Tx,
  officer: Officer,
  { hamlet, homes }: { hamlet: string | null; homes: WaitingForHamlet[][] },
): Promise<HamletList | null> {
  const list = await newList(app, tx, officer, hamlet)
  const moved = await moveHomes(app, tx, { officer, list, homes })
  if (moved.length === 0) return null
  const rows = rowsOf(app, list, moved)
  await tx.hamletLists.insert(list, rows)
  const about = { subjectKind: 'hamlet_list', subjectId: list.id, detail: { rows: rows.length } }
  await tx.audit.write({ staffId: officer.staffId, action: 'draw_up_hamlet_list', ...about })
  return list
}

/** A household stands on one sheet, unless it is larger than a sheet. */
function sheetsOf(here: readonly WaitingForHamlet[]): WaitingForHamlet[][][] {
  const people = here.map((one) => ({ one, fullName: one.proposed.fullName, address: one.address, phone: one.phone }))
  const homes = likelyHouseholds(people).map((home) => home.map(({ one }) => one))
  const sheets: WaitingForHamlet[][][] = []
  let room = 0
  for (const home of homes.flatMap((one) => pieces(one))) {
    if (home.length > room) {
      sheets.push([])
      room = SHEET_ROWS
    }
    sheets.at(-1)?.push(home)
    room -= home.length
  }
  return sheets
}

function pieces(home: WaitingForHamlet[]): WaitingForHamlet[][] {
  return Array.from({ length: Math.ceil(home.length / SHEET_ROWS) }, (_, n) =>
    home.slice(n * SHEET_ROWS, (n + 1) * SHEET_ROWS),
  )
}

async function newList(app: App, tx: Tx, officer: Officer, hamlet: string | null): Promise<HamletList> {
  const drawnUpOn = dayInVietNam(app.now())
  return {
    id: app.newId(),
    number: await tx.hamletLists.nextNumber(drawnUpOn.slice(0, 4)),
    unitId: officer.unitId,
    hamlet,
    drawnUpOn,
    drawnUpBy: officer.staffId,
    dueAt: reviewDueAt(drawnUpOn),
    createdAt: app.now(),
  }
}

/** Whoever another officer put on a list at the same moment is left out here. */
async function moveHomes(
  app: App,
  tx: Tx,
  { officer, list, homes }: { officer: Officer; list: HamletList; homes: WaitingForHamlet[][] },
): Promise<WaitingForHamlet[][]> {
  const moved: WaitingForHamlet[][] = []
  for (const home of homes) {
    const here: WaitingForHamlet[] = []
    for (const one of home) {
      const step = { action: 'put_on_hamlet_list', actor: officer, detail: { list: list.number } } as const
      if ((await moveIdentityCase(app, tx, one, step)).ok) here.push(one)
    }
    if (here.length > 0) moved.push(here)
  }
  return moved
}

function rowsOf(app: App, list: HamletList, homes: WaitingForHamlet[][]): HamletRow[] {
  const people = homes.flatMap((home, index) => home.map((one) => ({ one, household: index + 1 })))
  return people.map(({ one, household }, index) => ({
    id: app.newId(),
    listId: list.id,
    rowNo: index + 1,
    household,
    identityCaseId: one.id,
    facts: one.proposed,
    address: one.address,
    version: 1,
    answer: null,
    corrected: {},
    note: null,
    answeredBy: null,
    linkId: null,
    answeredAt: null,
    settled: null,
    open: true,
  }))
}
