import type { App } from '../../ports/app.ts'

/** The signed list of codes taken back (features H05), as it stands this second. */
export async function revocationList(app: App): Promise<string> {
  const codes = await app.store.transaction((tx) => tx.passports.revoked(app.now()))
  return app.passports.lists.revoked(codes, app.now())
}
