/** One of the eight vaccines of Decision 5772 with its codes of the EU value sets (domain 3.4). */
export interface Vaccine {
  /** The Vietnamese name, which the platform uses. */
  name: string
  aliases: readonly string[]
  /** Doses of the usual primary series; a record that states its own total wins. */
  primarySeriesDoses: number
  /** Medicinal product, its holder, and the kind of vaccine: the three must agree. */
  mp: string
  ma: string
  vp: string
  /** Codes of 2021 that published passports carry; accepted when reading, never written. */
  vpRead: readonly string[]
  productName: string
  holderName: string
}

export type VaccineTable = readonly Vaccine[]

/** The vaccine with this name or alias, whatever the case, spaces and hyphens; null for a ninth one. */
export function findVaccine(table: VaccineTable, name: string): Vaccine | null {
  const known = byName.get(table) ?? namesOf(table)
  return known.get(plain(name)) ?? null
}

/** Names are read once a table: a day's signing asks thousands of times. */
const byName = new WeakMap<VaccineTable, ReadonlyMap<string, Vaccine>>()

function namesOf(table: VaccineTable): ReadonlyMap<string, Vaccine> {
  const names = table.flatMap((vaccine) =>
    [vaccine.name, ...vaccine.aliases].map((name) => [plain(name), vaccine] as const),
  )
  const first = new Map(names.toReversed())
  byName.set(table, first)
  return first
}

/** Whether product, holder and kind belong together; the published Vietnamese sample fails here (domain 3.5). */
export function vaccineCodesAgree(table: VaccineTable, codes: Pick<Vaccine, 'mp' | 'ma' | 'vp'>): boolean {
  const vaccine = table.find((known) => known.mp === codes.mp)
  return vaccine !== undefined && vaccine.ma === codes.ma && [vaccine.vp, ...vaccine.vpRead].includes(codes.vp)
}

const plain = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
