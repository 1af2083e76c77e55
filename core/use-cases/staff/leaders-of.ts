import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { StaffRole } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'

const LEADING: readonly StaffRole[] = ['head', 'police_chief']
const ABOVE: readonly StaffRole[] = ['district', 'province']

/** Who answers for a unit: its head or chief; where there is none but this officer, whoever is next above. */
export async function leadersOf(app: App, tx: Tx, unitId: string, except: string): Promise<string[]> {
  const today = dayInVietNam(app.now())
  for (let unit = await tx.units.get(unitId); unit; unit = unit.parentId ? await tx.units.get(unit.parentId) : null) {
    const roles = unit.id === unitId ? [...LEADING, ...ABOVE] : ABOVE
    const found = (await tx.staffPosts.holders(unit.id, roles, today)).filter((staffId) => staffId !== except)
    if (found.length > 0) return found
  }
  return []
}
