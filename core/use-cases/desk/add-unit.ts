import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import type { Unit } from '../../ports/units.ts'

/** Adds a unit below its parent. The one without a parent gets what nobody owns (features E10); a station needs its police. */
export async function addUnit(app: App, unit: Unit): Promise<Outcome<null>> {
  return app.store.transaction((tx) => addUnitIn(app, tx, unit))
}

/** The same inside a transaction that adds more. */
export async function addUnitIn(app: App, tx: Tx, unit: Unit): Promise<Outcome<null>> {
  const parent = unit.parentId ? await tx.units.get(unit.parentId) : null
  if (unit.parentId && !parent) return object('not_your_unit', { what: 'noParent' })
  const police = unit.policeUnitId ? await tx.units.get(unit.policeUnitId) : null
  if (unit.policeUnitId && police?.kind !== 'police') return object('not_your_unit', { what: 'noPolice' })
  if (unit.kind === 'station' && !police) return object('not_your_unit', { what: 'noPolice' })
  return (await tx.units.add(unit, app.now())) ? done(null) : object('not_possible_now', { what: 'known' })
}
