import type { App } from '../../ports/app.ts'
import type { SignatureOnPaper } from '../../ports/signatures.ts'

/** What the box on the paper says about the officer who signs. */
export async function officerOnPaper(
  app: App,
  staffId: string,
  side: SignatureOnPaper['side'],
): Promise<SignatureOnPaper> {
  const account = await app.store.transaction((tx) => tx.staff.get(staffId))
  if (!account) throw new Error('An officer without an account signs')
  return { side, name: account.fullName, role: account.role, unit: account.unitName }
}
