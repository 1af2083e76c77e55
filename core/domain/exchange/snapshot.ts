/** Values of one record by path: `fullName`, `phone`, `dose.<dose id>.givenOn`. Dates YYYY-MM-DD; null: nothing stands there. */
export type Snapshot = Readonly<Record<string, string | null>>

export type Landing = 'landed' | 'not_landed' | 'changed_by_other'

/**
 * What became of one exported row (features G03): `waiting` while the list does not speak of every exported value.
 * Some values new and the rest old means that the Platform did not take the row as a whole: not landed.
 */
export function landingOf(row: { before: Snapshot; after: Snapshot; seen: Snapshot }): Landing | 'waiting' {
  const paths = Object.keys(row.after)
  if (paths.some((path) => !(path in row.seen))) return 'waiting'
  const isNow = (path: string, side: Snapshot) => sameValue(row.seen[path] ?? null, side[path] ?? null)
  if (paths.every((path) => isNow(path, row.after))) return 'landed'
  return paths.every((path) => isNow(path, row.after) || isNow(path, row.before)) ? 'not_landed' : 'changed_by_other'
}

/** The Platform shows some names in capitals: letters count, their case and spacing do not. */
export function sameValue(one: string | null, other: string | null): boolean {
  return plain(one) === plain(other)
}

const plain = (value: string | null) =>
  (value ?? '').normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('vi')
