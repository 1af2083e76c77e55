import { type FailedPhoto, PHOTO_REGIONS } from './photo-region.ts'
import type { RefusalReason } from './refusal-reason.ts'

/** Reasons that are about what a picture shows; the others are about what was typed, and no picture explains them. */
const ABOUT_A_PICTURE: readonly RefusalReason[] = [
  'SCREENING_FORM_INCOMPLETE',
  'PORTRAIT_ONLY',
  'PAPER_MISSING_FIELDS',
  'PAPER_MASKED',
  'PHOTO_BLURRED',
  'PAPER_ALTERED',
]

interface Step {
  action: string
  at: Date
  detail: Record<string, unknown>
}

interface OwnPicture {
  id: string
  state: string
  receivedAt: Date
}

/**
 * The picture to show beside a refusal (features D04): what the officer marked, else, where the reason is about a picture, the
 * whole of the last one that came before. Null when there is none, or it was destroyed.
 */
export function failedPhotoOf(
  reasons: readonly RefusalReason[],
  events: readonly Step[],
  photos: readonly OwnPicture[],
): FailedPhoto | null {
  const refusal = events.findLast(({ action }) => action === 'refuse')
  const ready = photos.filter(({ state }) => state === 'ready')
  const marked = markIn(refusal?.detail.photo)
  if (marked && ready.some(({ id }) => id === marked.photoId)) return marked
  if (!refusal || !reasons.some((reason) => ABOUT_A_PICTURE.includes(reason))) return null
  const last = ready.findLast(({ receivedAt }) => receivedAt <= refusal.at)
  return last ? { photoId: last.id, region: 'whole' } : null
}

/** As `detailOf` wrote it into the history. */
function markIn(photo: unknown): FailedPhoto | null {
  if (typeof photo !== 'object' || photo === null || !('photoId' in photo) || !('region' in photo)) return null
  const region = PHOTO_REGIONS.find((one) => one === photo.region)
  return region && typeof photo.photoId === 'string' ? { photoId: photo.photoId, region } : null
}
