import type { BookPerson } from './invented-people.ts'

/** The Platform's own count of a file: rows, the sum of all digits of all numbers, and what was wrong with each person before. */
export function controlTotals(rows: readonly Record<string, string>[], before: readonly BookPerson[]) {
  const perClass: Record<string, number> = {}
  for (const { idNumber } of before) {
    const name = idNumber === '' ? 'no_id' : 'malformed_id'
    perClass[name] = (perClass[name] ?? 0) + 1
  }
  const digits = rows.flatMap((row) => [...(row.idNumber ?? '').replace(/\D/gu, '')])
  return { rows: rows.length, idDigits: digits.reduce((sum, digit) => sum + Number(digit), 0), perClass }
}
