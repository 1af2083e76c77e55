import { done, type Outcome, object } from '../../domain/objection.ts'
import { CHALLENGE_MS } from '../../domain/staff-account/account-rules.ts'
import type { App } from '../../ports/app.ts'
import type { BrowserAnswer, Passkey } from '../../ports/passkeys.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'

/** What an officer proves themselves with, and the question to the browser for one more (features K03). */
export async function ownFactors(
  app: App,
  { officer }: { officer: Officer },
): Promise<{ passkeys: Passkey[]; hasTotp: boolean; question: object }> {
  return app.store.transaction(async (tx) => {
    const account = await tx.staff.get(officer.staffId)
    const question = await questionToAdd(app, tx, officer)
    const hasTotp = (account?.totpSecret.length ?? 0) > 0
    return { passkeys: await tx.passkeys.of(officer.staffId), hasTotp, question }
  })
}

export async function addPasskey(
  app: App,
  command: { officer: Officer; answer: BrowserAnswer; name: string },
): Promise<Outcome<null>> {
  return app.store.transaction((tx) => keepPasskey(app, tx, command.officer.staffId, command))
}

export async function removePasskey(app: App, command: { officer: Officer; id: string }): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const { staffId } = command.officer
    const account = await tx.staff.lock(staffId)
    const known = await tx.passkeys.of(staffId)
    const others = known.filter(({ id }) => id !== command.id).length
    if (!account || (others === 0 && account.totpSecret.length === 0)) return object('last_factor')
    if (!(await tx.passkeys.remove(staffId, command.id))) return object('changed_meanwhile')
    await tx.audit.write({ staffId, action: 'remove_passkey', subjectKind: 'staff', subjectId: staffId })
    return done(null)
  })
}

/** Asks the browser for a new key; the answer is taken once, within five minutes. */
export async function questionToAdd(
  app: App,
  tx: Tx,
  who: Pick<Officer, 'staffId' | 'login' | 'fullName'>,
): Promise<object> {
  const known = await tx.passkeys.of(who.staffId)
  const { challenge, options } = await app.passkeyDesk.toAdd({ ...who, known })
  const expiresAt = new Date(app.now().getTime() + CHALLENGE_MS)
  await tx.passkeys.ask({ challenge, staffId: who.staffId, purpose: 'add', expiresAt })
  return options
}

export async function keepPasskey(
  app: App,
  tx: Tx,
  staffId: string,
  { answer, name }: { answer: BrowserAnswer; name: string },
): Promise<Outcome<null>> {
  const now = app.now()
  const challenge = app.passkeyDesk.challengeOf(answer)
  if (!challenge || !(await tx.passkeys.take(challenge, staffId, 'add', now))) return object('passkey_wrong')
  const key = await app.passkeyDesk.added(answer, challenge)
  if (!key) return object('passkey_wrong')
  const label = name.normalize('NFC').trim().slice(0, 60) || key.id.slice(0, 8)
  if (!(await tx.passkeys.add({ ...key, staffId, name: label, addedAt: now }))) return object('passkey_known')
  await tx.audit.write({ staffId, action: 'add_passkey', subjectKind: 'staff', subjectId: staffId })
  return done(null)
}
