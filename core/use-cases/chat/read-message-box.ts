import type { App } from '../../ports/app.ts'

const LINES = 100

/** What practice mode would have sent, newest first. */
export async function readMessageBox(app: App) {
  return app.store.transaction((tx) => tx.messageBox.latest(LINES))
}
