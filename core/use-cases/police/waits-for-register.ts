import type { PoliceRow } from '../../ports/police-lists.ts'

/** Answered "the register is wrong", taken back by the station, and neither answered again nor settled by a match since. */
export function isWaitingForRegister(row: Pick<PoliceRow, 'answer' | 'open' | 'mendedAt'>): boolean {
  return row.answer === 'register_wrong' && !row.open && row.mendedAt === null
}
