import type { Report } from '../report/report.ts'
import type { DeskAction } from './desk-actions.ts'

/**
 * Changes that harm most when wrong need a second officer (features E11): another ID number, and a dose taken away.
 * A Vietnamese person's number has its second pair of eyes at the police; a foreigner's has it here.
 */
export function needsTwo(report: Pick<Report, 'types' | 'changes'>, action: DeskAction): boolean {
  const takesDoseAway = report.types.includes('DOSE_NOT_MINE')
  if (action === 'send_to_police') return takesDoseAway
  return action === 'approve' && (takesDoseAway || report.changes.some((change) => change.field === 'idNumber'))
}
