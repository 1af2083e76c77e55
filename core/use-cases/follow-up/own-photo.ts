import { cutOf, type FailedPhoto } from '../../domain/report/photo-region.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import { openPhoto } from '../citizen/open-photo.ts'
import { ownsReport } from '../citizen/owns-report.ts'
import { trackReport } from '../citizen/track-report.ts'
import { newSessionToken, tokenHash } from '../desk/log-in/session-token.ts'

/** Long enough for a slow line to load it, too short to be passed on (features D04). */
export const OWN_PHOTO_MINUTES = 10

/** A fresh link to a part of one's own refused picture; null for everybody who does not own its report. */
export async function linkOwnPhoto(
  app: App,
  { address, photo }: { address: string; photo: FailedPhoto },
): Promise<{ token: string; isCard: boolean } | null> {
  return app.store.transaction(async (tx) => {
    const found = await tx.photos.get(photo.photoId)
    const report = found?.reportId ? await tx.reports.get(found.reportId) : null
    if (found?.state !== 'ready' || !report || !(await ownsReport(app, tx, report, address))) return null
    const token = newSessionToken()
    const expiresAt = new Date(app.now().getTime() + OWN_PHOTO_MINUTES * 60_000)
    await tx.ownPhotoLinks.grant({ ...photo, tokenHash: tokenHash(token), address, expiresAt })
    return { token, isCard: isCard(found) }
  })
}

/** The part behind a link, as a JPEG; late, foreign and unknown links, and destroyed pictures, are all the same nothing. */
export async function openOwnPhoto(app: App, command: { address: string; token: string }): Promise<Buffer | null> {
  const link = await app.store.transaction(async (tx) => {
    const found = await tx.ownPhotoLinks.find(tokenHash(command.token))
    if (!found || found.address !== command.address || found.expiresAt <= app.now()) return null
    return (await tx.photos.get(found.photoId))?.state === 'ready' ? found : null
  })
  return link && app.photos.cut(await openPhoto(app, link.photoId), cutOf(link.region))
}

const isCard = ({ kind }: Pick<Photo, 'kind'>) => kind === 'card_front' || kind === 'card_back'

/** The same part for a chat, made when it leaves; null for whoever does not own the report, or when there is none. */
export async function failedPhotoCut(app: App, command: { code: string; address: string }): Promise<Buffer | null> {
  const tracked = await trackReport(app, command)
  const photo = tracked.ok ? tracked.value.failedPhoto : null
  return photo && app.photos.cut(await openPhoto(app, photo.photoId), cutOf(photo.region))
}
