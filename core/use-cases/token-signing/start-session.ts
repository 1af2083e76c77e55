import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceReturn } from '../../ports/police-lists.ts'
import type { SigningSession } from '../../ports/signing-sessions.ts'
import { keptPaper } from '../police/return-files.ts'
import { waitsForRealSignature } from '../police/sign-return.ts'

export interface StartSession {
  officer: Extract<Actor, { kind: 'staff' }>
  purpose: SigningSession['purpose']
  returnId: string
}

/** Time to plug the token in and find the PIN. */
const LIFE_MS = 15 * 60_000

/** Puts the paper ready for the officer's own machine, behind two addresses that work once each. */
export async function startSession(app: App, command: StartSession): Promise<Outcome<SigningSession>> {
  const { officer, purpose, returnId } = command
  const found = await app.store.transaction(async (tx) => {
    const returned = await tx.policeLists.lockReturn(returnId)
    const list = returned ? await tx.policeLists.get(returned.listId) : null
    const mine = purpose === 'return' ? list?.policeUnitId : list?.unitId
    return returned && list && mine === officer.unitId ? { returned, list } : null
  })
  if (!found) return object('no_such_list')
  if (!isWaiting(found.returned, purpose))
    return object('not_possible_now', { action: 'sign', state: found.returned.state })
  const { returned, list } = found
  const [at, key] = [app.now(), returned.signedFileKey ?? returned.fileKey]
  const session: SigningSession = {
    ...{ id: app.newId(), staffId: officer.staffId, purpose, subjectId: returnId, fileKey: key },
    fileSha256: returned.signedFileSha256 ?? returned.fileSha256,
    fileName: `${list.number}-${returned.part}.pdf`,
    ...{ downloadedAt: null, uploadedAt: null, state: 'waiting', objection: null, createdAt: at },
    expiresAt: new Date(at.getTime() + LIFE_MS),
  }
  await app.store.transaction((tx) => tx.signingSessions.insert(session, tokensOf(app, session.id)))
  return done(session)
}

function isWaiting(returned: PoliceReturn, purpose: StartSession['purpose']): boolean {
  if (purpose === 'accept') return returned.state === 'signed'
  return returned.state === 'drawn_up' || waitsForRealSignature(returned)
}

/** Only this installation can make them, and so the page can say them again; the table knows their hashes. */
export function tokensOf(app: Pick<App, 'secrets'>, sessionId: string): { download: string; upload: string } {
  return {
    download: app.secrets.mark('token-download', sessionId),
    upload: app.secrets.mark('token-upload', sessionId),
  }
}

/** The paper of a session, once. */
export async function takePaper(app: App, token: string): Promise<{ paper: Buffer; fileName: string } | null> {
  const session = await app.store.transaction((tx) => tx.signingSessions.takeByToken('download', token, app.now()))
  return session && { paper: await paperOf(app, session), fileName: session.fileName }
}

/** The very file whose hash the page shows, whatever happened to the return meanwhile. */
export function paperOf(app: App, { subjectId, fileKey }: SigningSession): Promise<Buffer> {
  return keptPaper(app, subjectId, fileKey)
}
