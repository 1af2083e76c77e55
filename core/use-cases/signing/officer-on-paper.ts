import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { SignatureOnPaper } from '../../ports/signatures.ts'

/** What the box on the paper says about the officer who signs: in the post they act in, so that one on loan signs for that unit. */
export async function officerOnPaper(
  app: App,
  { staffId, role, unitId }: Extract<Actor, { kind: 'staff' }>,
  side: SignatureOnPaper['side'],
): Promise<SignatureOnPaper> {
  return app.store.transaction(async (tx) => {
    const [account, unit] = [await tx.staff.get(staffId), await tx.units.get(unitId)]
    if (!account || !unit) throw new Error('An officer without an account or a unit signs')
    return { side, name: account.fullName, role, unit: unit.name }
  })
}
