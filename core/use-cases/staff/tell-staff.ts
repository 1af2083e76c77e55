import type { App } from '../../ports/app.ts'
import type { StaffNotice } from '../../ports/staff-notices.ts'
import type { Tx } from '../../ports/store.ts'

type Told = Pick<StaffNotice, 'unitId' | 'kind' | 'detail'> & {
  /** What it is about; told to each officer once. */
  about: string
}

/** Tells each of these officers once; answers how many heard it for the first time (features I11). */
export async function tellStaff(app: App, tx: Tx, staffIds: readonly string[], told: Told): Promise<number> {
  const { unitId, kind, detail, about } = told
  let fresh = 0
  for (const staffId of staffIds) {
    const dedupeKey = `${kind}|${about}|${staffId}`
    const notice = { id: app.newId(), staffId, unitId, kind, detail, madeAt: app.now(), dedupeKey }
    if (await tx.staffNotices.tell(notice)) fresh += 1
  }
  return fresh
}
