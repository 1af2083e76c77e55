import type { UnitKind } from '../domain/staff-account/unit-kind.ts'

export interface Unit {
  id: string
  kind: UnitKind
  name: string
  parentId: string | null
  policeUnitId: string | null
  address: string | null
  openingHours: string | null
}

export interface Units {
  get(id: string): Promise<Unit | null>
  /** Unit whose name is this facility's, folded; null when none or more than one. */
  byFacilityName(name: string): Promise<Unit | null>
  /** The unit that gets what nobody owns (features E10): the highest unit of the installation. */
  fallback(): Promise<Unit>
  /** Whether the unit still exists on this day, YYYY-MM-DD (features E15, G12). */
  isOpen(id: string, day: string): Promise<boolean>
  all(): Promise<Unit[]>
  /** False when the code is taken, also by somebody who adds it at this moment. */
  add(unit: Unit, since: Date): Promise<boolean>
  setHours(id: string, openingHours: string): Promise<void>
}
