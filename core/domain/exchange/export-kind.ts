import { type ApprovedChange, isRemoval } from './approved-change.ts'

/**
 * 2262 step 4: people without a usable number go in one Excel import, everybody else is edited one by one. Doses that go away
 * stand on a list of their own, so that nobody takes one away between two corrections (features G13).
 */
export type ExportKind = 'import_file' | 'hand_edit' | 'removal_list'

export type IdentityClass = 'no_id' | 'malformed_id' | 'wrong_facts'

export function exportKindOf(
  change: Pick<ApprovedChange, 'policeRowId' | 'foreigner' | 'correct'>,
  caseClass: IdentityClass | null,
): ExportKind {
  if (isRemoval(change)) return 'removal_list'
  const byImport = change.policeRowId !== null && (caseClass === 'no_id' || caseClass === 'malformed_id')
  return byImport ? 'import_file' : 'hand_edit'
}

/** Somebody wrote another value since the approval: it goes nowhere before an officer has seen all three (features G05). */
export interface Conflict {
  path: string
  was: string | null
  is: string | null
  approved: string | null
}
