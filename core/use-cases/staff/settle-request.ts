import { done, type Outcome, object } from '../../domain/objection.ts'
import { FIRST_PASSWORD_MS } from '../../domain/staff-account/account-rules.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { StaffRequest } from '../../ports/staff-requests.ts'
import type { Tx } from '../../ports/store.ts'
import { confirmBy } from './confirm-person.ts'
import { givePost } from './give-post.ts'
import { newPassword, type PasswordSlip } from './invite-staff.ts'
import { mayConfirm } from './managed.ts'

/** The second person's word: never the one who asked, never the one it is for (features K02, K03). A recovery answers with a new slip. */
export async function settleRequest(
  app: App,
  command: { officer: Officer; id: string; yes: boolean },
): Promise<Outcome<PasswordSlip | null>> {
  const { officer, id, yes } = command
  const password = newPassword()
  const hash = yes ? await app.secrets.hashPassword(password) : ''
  return app.store.transaction(async (tx) => {
    const request = await tx.staffRequests.lock(id)
    if (!request || request.expiresAt <= app.now()) return object('changed_meanwhile')
    const account = await tx.staff.lock(request.staffId)
    if (!account || (yes && account.closedWhy === 'left')) return object('account_closed')
    if ([request.askedBy, request.staffId].includes(officer.staffId)) return object('other_person_needed')
    // Where the account stands now: it may have changed its place since it was asked.
    const { role, unitId } = request.role ?? account
    if (!(await mayConfirm(tx, officer, role, unitId))) return object('not_your_unit')
    await tx.staffRequests.settle(id, officer.staffId, yes ? 'confirmed' : 'refused', app.now())
    await noteWord(tx, officer, request, yes)
    if (!yes) return done(null)
    if (request.role) await givePost(app, tx, officer, request.staffId, request.role)
    await confirmBy(tx, account, [officer.staffId, request.askedBy])
    if (request.kind !== 'recover') return done(null)
    const until = new Date(app.now().getTime() + FIRST_PASSWORD_MS)
    await tx.staff.beginAnew(account.staffId, hash, until)
    await tx.staff.reopen(account.staffId)
    await tx.passkeys.removeAll(account.staffId)
    await tx.staff.endSessionsOf(account.staffId)
    const { staffId, login, fullName } = account
    return done({ staffId, login, fullName, password, until, waits: false, alone: false })
  })
}

async function noteWord(tx: Tx, officer: Officer, request: StaffRequest, yes: boolean): Promise<void> {
  await tx.audit.write({
    staffId: officer.staffId,
    action: `${yes ? 'confirm' : 'refuse'}_${request.kind}`,
    subjectKind: 'staff',
    subjectId: request.staffId,
    detail: { askedBy: request.askedBy },
  })
}
