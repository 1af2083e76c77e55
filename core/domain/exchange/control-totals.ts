/** Row count, sum of all digits of all numbers and rows per class: printed on both sides of every exchange (features G06). */
export interface ControlTotals {
  rows: number
  idDigits: number
  perClass: Record<string, number>
}

export interface TotalledRow {
  idNumber: string | null
  class: string
}

export function controlTotals(rows: readonly TotalledRow[]): ControlTotals {
  const perClass: Record<string, number> = {}
  for (const row of rows) perClass[row.class] = (perClass[row.class] ?? 0) + 1
  const idDigits = rows.reduce((sum, row) => sum + digitSum(row.idNumber ?? ''), 0)
  return { rows: rows.length, idDigits, perClass }
}

/** What differs, as `rows 197 ≠ 200`; empty when the parts equal their total. */
export function totalsDifference(stated: ControlTotals, counted: ControlTotals): string[] {
  const pairs: [string, number, number][] = [
    ['rows', stated.rows, counted.rows],
    ['idDigits', stated.idDigits, counted.idDigits],
    ...[...new Set([...Object.keys(stated.perClass), ...Object.keys(counted.perClass)])].map(
      (name): [string, number, number] => [name, stated.perClass[name] ?? 0, counted.perClass[name] ?? 0],
    ),
  ]
  return pairs.filter(([, said, found]) => said !== found).map(([name, said, found]) => `${name} ${found} ≠ ${said}`)
}

function digitSum(text: string): number {
  return [...text].reduce((sum, char) => sum + (/\d/.test(char) ? Number(char) : 0), 0)
}
