import type { Report } from '../report/report.ts'
import { type DeskAction, touchesIdentity } from './desk-actions.ts'

/**
 * Changes that harm most when wrong need a second officer (features E11): another ID number, and a dose taken away.
 * A Vietnamese person's identity has its second pair of eyes at the police; a foreigner's has it here (features A12).
 */
export function needsTwo(
  report: Pick<Report, 'types' | 'changes'>,
  action: DeskAction,
  nationality: string | null = 'VN',
): boolean {
  const takesDoseAway = report.types.includes('DOSE_NOT_MINE')
  if (action === 'send_to_police') return takesDoseAway
  if (action !== 'approve') return false
  const isForeign = nationality !== null && nationality !== 'VN'
  const anotherNumber = report.changes.some((change) => change.field === 'idNumber')
  return takesDoseAway || anotherNumber || (isForeign && touchesIdentity(report))
}
