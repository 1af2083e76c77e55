import { done, type Outcome, object } from '../../../domain/objection.ts'
import type { App } from '../../../ports/app.ts'
import type { BrowserAnswer } from '../../../ports/passkeys.ts'
import type { Tx } from '../../../ports/store.ts'
import { keepPasskey, questionToAdd } from '../../staff/own-passkeys.ts'
import { halfSession } from './half-session.ts'
import { refuse } from './log-in.ts'
import { openWholeSession, type WholeSession } from './open-whole-session.ts'

export interface FactorOffer {
  login: string
  /** Base32, for the authenticator; the same one until it is confirmed. */
  totpSecret: string
  passkey: object
}

/** For a new account and after recovery: nothing else opens until one second factor of one's own stands (features K03). */
export async function offerFactor(app: App, token: string): Promise<Outcome<FactorOffer>> {
  return app.store.transaction(async (tx) => {
    const owed = await halfSession(app, tx, token)
    if (!owed.ok) return owed
    const { account, half } = owed.value
    if (!account.mustEnrolFactor) return object('wrong_state')
    const totpSecret = half.offeredTotp ? app.secrets.openText(half.offeredTotp) : app.secrets.newTotpSecret()
    if (!half.offeredTotp) await tx.staff.offerTotp(half.tokenHash, app.secrets.sealText(totpSecret))
    return done({ login: account.login, totpSecret, passkey: await questionToAdd(app, tx, account) })
  })
}

export type GivenFactor = { kind: 'totp'; code: string } | { kind: 'passkey'; answer: BrowserAnswer; name: string }

/** Confirms it by using it once; the log-in is whole with that. */
export async function enrolFactor(
  app: App,
  command: { token: string; factor: GivenFactor },
): Promise<Outcome<WholeSession>> {
  return app.store.transaction(async (tx) => {
    const owed = await halfSession(app, tx, command.token)
    if (!owed.ok) return owed
    const { account, half } = owed.value
    if (!account.mustEnrolFactor) return object('wrong_state')
    const { factor } = command
    const kept =
      factor.kind === 'totp'
        ? await keepTotp(app, tx, account.staffId, half.offeredTotp ?? null, factor.code)
        : await keepPasskey(app, tx, account.staffId, factor)
    if (!kept.ok) {
      const refused = kept.objection.code === 'code_wrong' ? await refuse(app, tx, account) : kept
      return refused.objection.code === 'wrong_log_in' ? kept : refused
    }
    await tx.staff.factorEnrolled(account.staffId)
    return openWholeSession(app, tx, account, half.tokenHash, factor.kind, half.byProvince)
  })
}

async function keepTotp(
  app: App,
  tx: Tx,
  staffId: string,
  offered: Buffer | null,
  typed: string,
): Promise<Outcome<null>> {
  const step = offered ? app.secrets.totpStep(app.secrets.openText(offered), typed.replace(/\s/g, ''), app.now()) : null
  if (!offered || step === null) return object('code_wrong')
  await tx.staff.saveTotp(staffId, offered)
  await tx.staff.useTotpStep(staffId, step)
  await tx.audit.write({ staffId, action: 'keep_authenticator', subjectKind: 'staff', subjectId: staffId })
  return done(null)
}
