import { provedPhone } from '../../domain/citizen/assurance.ts'
import { tokenOfMessage } from '../../domain/contact/message-token.ts'
import { isRowId } from '../../domain/row-id.ts'
import type { App } from '../../ports/app.ts'
import type { HouseholdSheet, RowState } from '../../ports/household.ts'
import type { Tx } from '../../ports/store.ts'
import { openPerson } from './sealed-person.ts'

export interface SheetStatus {
  sheet: HouseholdSheet
  counts: Record<RowState, number>
  slips: number
}

type Asked = { address: string; sheetId: string }

/** What became of a sheet, in counts: who said yes is nobody's business but theirs (features B10). Null to everybody else. */
export async function sheetStatus(app: App, asked: Asked): Promise<SheetStatus | null> {
  return app.store.transaction(async (tx) => {
    const sheet = await ownSheet(app, tx, asked)
    if (!sheet) return null
    const [counts, slips] = [await tx.household.counts(sheet.id), await tx.household.slipsOf(sheet.id)]
    return { sheet, counts, slips: slips.length }
  })
}

/** The rows that were not taken, as an XLSX with reasons; null: every row was taken, the time is over, or not their sheet. */
export async function sheetErrors(app: App, asked: Asked): Promise<Buffer | null> {
  const sheet = await app.store.transaction((tx) => ownSheet(app, tx, asked))
  const sealed = sheet?.errorsFileKey ? await app.files.get(sheet.errorsFileKey) : null
  return sheet?.errorsFileKey && sealed ? app.secrets.openBytes(sealed, sheet.errorsFileKey) : null
}

export interface Slip {
  rowNo: number
  fullName: string
  link: string
}

/** One slip for each person who could not be asked by phone: the name the sender typed, and the link. */
export async function sheetSlips(app: App, asked: Asked): Promise<Slip[]> {
  return app.store.transaction(async (tx) => {
    const sheet = await ownSheet(app, tx, asked)
    const rows = sheet ? await tx.household.slipsOf(sheet.id) : []
    return rows.flatMap(({ id, rowNo, sealed }) => {
      if (!sealed) return []
      const { fullName } = openPerson(app, id, sealed)
      return [{ rowNo, fullName, link: `${app.settings.publicUrl}/x/${tokenOfMessage(id)}` }]
    })
  })
}

async function ownSheet(app: App, tx: Tx, { address, sheetId }: Asked): Promise<HouseholdSheet | null> {
  const phone = provedPhone(await tx.citizens.proofsOf(address, app.now()))
  const sheet = isRowId(sheetId) && phone ? await tx.household.get(sheetId) : null
  return sheet && sheet.phone === phone ? sheet : null
}
