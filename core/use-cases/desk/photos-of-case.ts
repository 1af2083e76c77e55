import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Photo } from '../../ports/photos.ts'
import type { Tx } from '../../ports/store.ts'
import { openCardFacts } from '../citizen/open-photo.ts'
import { openSlipFacts } from '../citizen/read-slip-of-photo.ts'
import type { PhotoOfCase } from './case-view.ts'

/** The photos of a report with what was read on them and how much of each this officer sees; no picture is opened here. */
export async function photosOfCase(
  app: App,
  tx: Tx,
  reportId: string,
  staffId: string | null = null,
): Promise<PhotoOfCase[]> {
  const photos: PhotoOfCase[] = []
  for (const photo of await tx.photos.ofCase(reportId)) {
    const key = photo.state === 'ready' ? await tx.photos.keyOf(photo.caseId) : null
    const unmask = staffId && photo.state === 'ready' ? await tx.photoUnmasks.live(photo.id, staffId, app.now()) : null
    photos.push({
      photoId: photo.id,
      kind: photo.kind,
      state: photo.state,
      receivedAt: photo.receivedAt,
      card: openCardFacts(app, key?.wrappedKey ?? null, photo),
      cardReason: photo.cardReason,
      shown: shownOf(photo, Boolean(unmask)),
      openUntil: unmask?.expiresAt ?? null,
      proposals: openSlipFacts(app, key?.wrappedKey ?? null, photo),
    })
  }
  return photos
}

function shownOf({ state, shownAreas }: Photo, isUnmasked: boolean): PhotoOfCase['shown'] {
  if (state !== 'ready' || !shownAreas) return 'checking'
  if (isUnmasked) return 'open'
  return shownAreas.length > 0 ? 'partly' : 'covered'
}

/** Photos hang on the whole report; each of its parts is decided with them. */
export const wholeOf = ({ id, partOf }: Pick<Report, 'id' | 'partOf'>): string => partOf ?? id
