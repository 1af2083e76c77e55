import { BIRTH_PAPER_DAYS } from '../../domain/family/birth-paper.ts'
import type { App } from '../../ports/app.ts'

const DAY = 86_400_000
const AT_ONCE = 200

/** Photos of birth certificates go as soon as somebody has decided, at the latest after 30 days (features C12). */
export async function destroyBirthPapers(app: App): Promise<{ destroyed: number }> {
  const sentBefore = new Date(app.now().getTime() - BIRTH_PAPER_DAYS * DAY)
  const due = await app.store.transaction((tx) => tx.birthPapers.due(sentBefore, AT_ONCE))
  for (const { id, fileKey } of due) {
    await app.files.remove(fileKey)
    await app.store.transaction((tx) => tx.birthPapers.destroyed(id, app.now()))
  }
  return { destroyed: due.length }
}
