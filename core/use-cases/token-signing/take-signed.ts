import type { Outcome } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { SigningSession } from '../../ports/signing-sessions.ts'
import { acceptReturn } from '../police/accept-return.ts'
import { signReturn } from '../police/sign-return.ts'
import type { AnswerWords } from '../police/take-row-back.ts'
import { officerOfSession } from './officer-of-session.ts'

type Officer = Extract<Actor, { kind: 'staff' }>

export interface TakeSigned {
  token: string
  signedFile: Buffer
  words: AnswerWords
}

/** What the officer's machine sent back: checked, and the step taken that it was signed for. Answers the session as it ended. */
export async function takeSigned(app: App, { token, signedFile, words }: TakeSigned): Promise<SigningSession | null> {
  const session = await app.store.transaction((tx) => tx.signingSessions.takeByToken('upload', token, app.now()))
  return session && finish(app, session, { signedFile, words })
}

/** The same for a paper that was put together here (agents that only sign a hash). */
export async function finish(
  app: App,
  session: SigningSession,
  { signedFile, words }: Omit<TakeSigned, 'token'>,
): Promise<SigningSession> {
  const officer = await officerOfSession(app, session)
  const outcome = officer.ok ? await step(app, session, officer.value, { signedFile, words }) : officer
  const objection = outcome.ok ? null : outcome.objection
  const state = outcome.ok ? 'done' : 'refused'
  await app.store.transaction((tx) => tx.signingSessions.settle(session.id, state, objection))
  return { ...session, state, objection }
}

function step(
  app: App,
  { purpose, subjectId }: SigningSession,
  officer: Officer,
  { signedFile, words }: Omit<TakeSigned, 'token'>,
): Promise<Outcome<unknown>> {
  if (purpose === 'return')
    return signReturn(app, { officer, returnId: subjectId, by: { method: 'agent', signedFile } })
  return acceptReturn(app, {
    officer,
    returnId: subjectId,
    returnedFile: null,
    words,
    by: { with: 'agent', signedFile },
  })
}
