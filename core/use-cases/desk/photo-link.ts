import { done, type Outcome, object } from '../../domain/objection.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { photoLabel } from '../citizen/open-photo.ts'
import { newSessionToken, tokenHash } from './log-in/session-token.ts'
import { reachReport, scopeFor } from './reach-report.ts'

/** A link is for looking now, not for keeping (features C11). */
export const PHOTO_LINK_MS = 60_000

export interface GrantPhotoLinks {
  officer: Officer
  /** Token of the staff session: the links answer to this one only. */
  session: string
  code: string
}

/** One fresh link per photo of the case that can be shown: photo id → token. */
export async function grantPhotoLinks(app: App, command: GrantPhotoLinks): Promise<Outcome<Map<string, string>>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, command.officer, 'see_photo', command.code, 'read')
    if (!reached.ok) return reached
    const tokens = new Map<string, string>()
    for (const photo of await tx.photos.ofCase(reached.value.id)) {
      if (photo.state !== 'ready') continue
      const token = newSessionToken()
      await tx.photoLinks.grant({
        tokenHash: tokenHash(token),
        photoId: photo.id,
        sessionHash: tokenHash(command.session),
        staffId: command.officer.staffId,
        expiresAt: new Date(app.now().getTime() + PHOTO_LINK_MS),
      })
      tokens.set(photo.id, token)
    }
    return done(tokens)
  })
}

/** The picture behind a link, with login and time burned in. Late, foreign or unknown links are all the same nothing. */
export async function openPhotoLink(
  app: App,
  command: { officer: Officer; session: string; token: string },
): Promise<Outcome<Buffer>> {
  const found = await app.store.transaction((tx) => photoBehind(app, tx, command))
  const sealed = found && (await app.files.get(found.photo.fileKey))
  if (!found || !sealed) return object('no_such_photo')
  const jpeg = app.vault.open(found.wrappedKey, sealed, photoLabel(found.photo.id))
  return done(await app.photos.watermark(jpeg, `${command.officer.login} · ${stampOf(app.now())}`))
}

async function photoBehind(
  app: App,
  tx: Tx,
  { officer, session, token }: Parameters<typeof openPhotoLink>[1],
): Promise<{ photo: Photo; wrappedKey: Buffer } | null> {
  const link = await tx.photoLinks.find(tokenHash(token))
  if (!link || link.expiresAt <= app.now() || !link.sessionHash.equals(tokenHash(session))) return null
  if (link.staffId !== officer.staffId || !may(officer, 'see_photo')) return null
  const photo = await tx.photos.get(link.photoId)
  const report = photo?.reportId ? await tx.reports.get(photo.reportId) : null
  if (photo?.state !== 'ready' || !report || !isInScope(await scopeFor(tx, officer), report.unitId)) return null
  const key = await tx.photos.keyOf(photo.caseId)
  if (!key?.wrappedKey) return null
  const { staffId } = officer
  const detail = { reportId: report.id }
  await tx.audit.write({ staffId, action: 'see_photo', subjectKind: 'photo', subjectId: photo.id, detail })
  return { photo, wrappedKey: key.wrappedKey }
}

/** 2026-11-16 12:00:05 in Viet Nam. */
function stampOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
