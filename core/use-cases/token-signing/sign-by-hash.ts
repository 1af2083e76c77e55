import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { SigningSession } from '../../ports/signing-sessions.ts'
import type { AnswerWords } from '../police/take-row-back.ts'
import { officerOnPaper } from '../signing/officer-on-paper.ts'
import { officerOfSession } from './officer-of-session.ts'
import { paperOf, tokensOf } from './start-session.ts'
import { finish } from './take-signed.ts'

/** Agents that sign a hash and know no PDF (Viettel): hex SHA-256 of what the officer's key has to sign. */
export async function hashToSign(app: App, session: SigningSession): Promise<Outcome<string>> {
  const made = await paperToSign(app, session)
  return made.ok ? done(made.value.hash) : made
}

/** Puts the signature into the very paper the hash was made from: same words, same time, so the same bytes. Once, like an upload. */
export async function finishByHash(
  app: App,
  session: SigningSession,
  { signature, words }: { signature: Buffer; words: AnswerWords },
): Promise<Outcome<SigningSession>> {
  const made = await paperToSign(app, session, signature)
  if (!made.ok) return made
  const { upload } = tokensOf(app, session.id)
  if (!(await app.store.transaction((tx) => tx.signingSessions.takeByToken('upload', upload, app.now()))))
    return object('no_such_session')
  return done(await finish(app, session, { signedFile: made.value.signed, words }))
}

async function paperToSign(
  app: App,
  session: SigningSession,
  signature?: Buffer,
): Promise<Outcome<{ hash: string; signed: Buffer }>> {
  const certificate = await app.store.transaction((tx) => tx.certificates.current(session.staffId))
  if (certificate?.driver !== 'browser') return object('no_certificate')
  const officer = await officerOfSession(app, session)
  if (!officer.ok) return officer
  const shown = await officerOnPaper(app, officer.value, session.purpose === 'return' ? 'police' : 'station')
  return done(await app.signing.paperFor(certificate, await paperOf(app, session), shown, session.createdAt, signature))
}
