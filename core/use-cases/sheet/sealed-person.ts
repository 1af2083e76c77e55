import type { SheetPerson } from '../../domain/sheet/sheet-row.ts'
import type { App } from '../../ports/app.ts'

const labelOf = (rowId: string) => `household-row|${rowId}`

/** A person waits under seal, bound to their own row, until they say yes or their time is over (features B10, L03). */
export function sealPerson(app: App, rowId: string, person: SheetPerson): Buffer {
  return app.secrets.sealBytes(Buffer.from(JSON.stringify(person), 'utf8'), labelOf(rowId))
}

export function openPerson(app: App, rowId: string, sealed: Buffer): SheetPerson {
  return JSON.parse(app.secrets.openBytes(sealed, labelOf(rowId)).toString('utf8')) as SheetPerson
}
