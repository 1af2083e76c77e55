interface WatchedUnit {
  id: string
  kind: string
  parentId: string | null
  policeUnitId: string | null
}

/**
 * Whose readings this unit is told of: a district of its stations and facilities and of the police who check for them; a province
 * of its districts, of itself, and of whoever stands below no district.
 */
export function watchedBy(unit: WatchedUnit, units: readonly WatchedUnit[]): string[] {
  const below = (id: string) => units.filter((one) => one.parentId === id && one.kind !== 'police').map((one) => one.id)
  const mine = unit.kind === 'province' ? [unit.id, ...below(unit.id)] : below(unit.id)
  const police = units.flatMap((one) => (mine.includes(one.id) && one.policeUnitId ? [one.policeUnitId] : []))
  return [...new Set([...mine, ...police])]
}
