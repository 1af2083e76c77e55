import { clockInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { ShownArea } from '../../domain/papers/shown-area.ts'
import { isInScope, mayAt } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { QuarterTurn } from '../../ports/services.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { photoLabel } from '../citizen/open-photo.ts'
import { newSessionToken, tokenHash } from './log-in/session-token.ts'
import { partInReach, reachReport, scopeFor } from './reach-report.ts'

/** A link is for looking now, not for keeping (features C11). */
export const PHOTO_LINK_MS = 60_000

export interface GrantPhotoLinks {
  officer: Officer
  /** Token of the staff session: the links answer to this one only. */
  session: string
  code: string
}

/** One fresh link per photo of the case of which this officer can see anything now: photo id → token. */
export async function grantPhotoLinks(app: App, command: GrantPhotoLinks): Promise<Outcome<Map<string, string>>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachReport(tx, command.officer, 'see_photo', command.code, 'read')
    if (!reached.ok) return reached
    const tokens = new Map<string, string>()
    for (const photo of await tx.photos.ofCase(reached.value.id)) {
      if (photo.state !== 'ready' || !(await showsAnything(app, tx, photo, command.officer))) continue
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

async function showsAnything(app: App, tx: Tx, photo: Photo, { staffId }: Officer): Promise<boolean> {
  if (!photo.shownAreas) return false
  return photo.shownAreas.length > 0 || (await tx.photoUnmasks.live(photo.id, staffId, app.now())) !== null
}

export interface OpenPhotoLink {
  officer: Officer
  session: string
  token: string
  turn: QuarterTurn
}

/**
 * The picture behind a link, covered unless this officer gave a reason, with login and time burned in (features C08, C11).
 * Late, foreign or unknown links are all the same nothing.
 */
export async function openPhotoLink(app: App, command: OpenPhotoLink): Promise<Outcome<Buffer>> {
  const found = await app.store.transaction((tx) => photoBehind(app, tx, command))
  const sealed = found && (await app.files.get(found.photo.fileKey))
  if (!found || !sealed) return object('no_such_photo')
  const jpeg = app.vault.open(found.wrappedKey, sealed, photoLabel(found.photo.id))
  const picture = await app.photos.cover(jpeg, { shown: found.shown, turn: command.turn })
  return done(await app.photos.watermark(picture, `${command.officer.login} · ${clockInVietNam(app.now())}`))
}

async function photoBehind(
  app: App,
  tx: Tx,
  { officer, session, token }: OpenPhotoLink,
): Promise<{ photo: Photo; wrappedKey: Buffer; shown: readonly ShownArea[] | 'all' } | null> {
  const link = await tx.photoLinks.find(tokenHash(token))
  if (!link || link.expiresAt <= app.now() || !link.sessionHash.equals(tokenHash(session))) return null
  if (link.staffId !== officer.staffId) return null
  const photo = await tx.photos.get(link.photoId)
  const report = photo?.reportId ? await partInReach(tx, officer, photo.reportId) : null
  if (photo?.state !== 'ready' || !photo.shownAreas || !report) return null
  if (!mayAt(officer, 'see_photo', report.unitId)) return null
  if (!isInScope(await scopeFor(tx, officer), report.unitId)) return null
  const key = await tx.photos.keyOf(photo.caseId)
  if (!key?.wrappedKey) return null
  const { staffId } = officer
  const unmask = await tx.photoUnmasks.live(photo.id, staffId, app.now())
  const detail = { reportId: report.id, unmaskId: unmask?.id ?? null }
  await tx.audit.write({ staffId, action: 'see_photo', subjectKind: 'photo', subjectId: photo.id, detail })
  return { photo, wrappedKey: key.wrappedKey, shown: unmask ? 'all' : photo.shownAreas }
}
