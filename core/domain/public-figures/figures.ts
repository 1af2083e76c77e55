/** What is counted for one area; every number here is a cell that a reader might be hurt by when it is small. */
export interface Counts {
  open: number
  decided: number
  inTime: number
  late: number
  upheld: number
  denied: number
}

/** An area with its parent: everything, then provinces, then units. `parent` null: everything. */
export interface Area<Value> {
  area: string
  kind: 'all' | 'province' | 'unit'
  parent: string | null
  name: string | null
  value: Value
}

/** As published: null is not told. */
export type Published = { [K in keyof Counts]: number | null } & { medianHours: number | null }

export const NO_COUNTS: Counts = { open: 0, decided: 0, inTime: 0, late: 0, upheld: 0, denied: 0 }

/** Cells below this are not published (features D14, J11). */
export const SMALLEST_CELL = 5
