import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { SigningCertificate } from '../../ports/certificates.ts'
import type { SigningSession } from '../../ports/signing-sessions.ts'
import type { AnswerWords } from '../police/take-row-back.ts'
import { officerOnPaper } from '../signing/officer-on-paper.ts'
import { paperOf, tokensOf } from './start-session.ts'
import { finish } from './take-signed.ts'

/** Agents that sign a hash and know no PDF (Viettel): hex SHA-256 of what the officer's key has to sign. */
export async function hashToSign(app: App, session: SigningSession): Promise<Outcome<string>> {
  const certificate = await browserCertificate(app, session)
  if (!certificate) return object('no_certificate')
  const made = await app.signing.paperFor(
    certificate,
    await paperOf(app, session),
    await shown(app, session),
    session.createdAt,
  )
  return done(made.hash)
}

/** Puts the signature into the very paper the hash was made from: same words, same time, so the same bytes. Once, like an upload. */
export async function finishByHash(
  app: App,
  session: SigningSession,
  { signature, words }: { signature: Buffer; words: AnswerWords },
): Promise<Outcome<SigningSession>> {
  const certificate = await browserCertificate(app, session)
  if (!certificate) return object('no_certificate')
  const { upload } = tokensOf(app, session.id)
  if (!(await app.store.transaction((tx) => tx.signingSessions.takeByToken('upload', upload, app.now()))))
    return object('no_such_session')
  const paper = await paperOf(app, session)
  const { signed } = await app.signing.paperFor(
    certificate,
    paper,
    await shown(app, session),
    session.createdAt,
    signature,
  )
  return done(await finish(app, session, { signedFile: signed, words }))
}

async function browserCertificate(app: App, { staffId }: SigningSession): Promise<SigningCertificate | null> {
  const current = await app.store.transaction((tx) => tx.certificates.current(staffId))
  return current?.driver === 'browser' ? current : null
}

const shown = (app: App, { staffId, purpose }: SigningSession) =>
  officerOnPaper(app, staffId, purpose === 'return' ? 'police' : 'station')
