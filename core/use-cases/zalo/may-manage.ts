import { may } from '../../policy.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'

/**
 * Who may connect and disconnect what all units share: district and province; a station's head only where nobody above
 * them has an account, because one station then is the whole installation.
 */
export async function mayManage(tx: Tx, officer: Pick<Officer, 'role'>): Promise<boolean> {
  if (!may(officer, 'manage_channels')) return false
  return officer.role !== 'head' || !(await tx.staff.anyOf(['district', 'province']))
}
