import { retentionLimits } from '../../domain/citizen/photo-retention.ts'
import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { App } from '../../ports/app.ts'

/** More than come due in one night: what is left over would be overdue until the next. */
const AT_ONCE = 20_000

/** Promises the end of every photo whose time is up (features C12); answers how many cases. Run it daily. */
export async function destroyDuePhotos(app: App): Promise<{ cases: number }> {
  const day = dayInVietNam(app.now())
  return app.store.transaction(async (tx) => {
    const due = await tx.photos.dueCases(retentionLimits(app.now()), AT_ONCE)
    for (const caseId of due) {
      const uniqueKey = `destroy-photos|${caseId}|retention|${day}`
      await tx.tasks.promise({ name: 'destroy-photos', data: { caseId, reason: 'retention' }, uniqueKey })
    }
    return { cases: due.length }
  })
}
