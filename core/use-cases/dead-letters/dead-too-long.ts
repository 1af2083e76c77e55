import type { App } from '../../ports/app.ts'

/** Somebody should have looked by then (features M03). */
const PATIENCE_MS = 3_600_000

/** How many dead letters have waited for more than an hour. */
export async function deadTooLong(app: App): Promise<number> {
  const moment = new Date(app.now().getTime() - PATIENCE_MS)
  return app.store.transaction((tx) => tx.deadLetters.olderThan(moment))
}
