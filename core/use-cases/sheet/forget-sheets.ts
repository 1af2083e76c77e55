import type { App } from '../../ports/app.ts'

/** Rows nobody said yes to die after 14 days with everything they held, and so does the file of errors (features B10, L04). */
export async function forgetSheets(app: App): Promise<{ rows: number }> {
  const { rows, fileKeys } = await app.store.transaction((tx) => tx.household.forget(app.now()))
  for (const fileKey of fileKeys) await app.files.remove(fileKey)
  return { rows }
}
