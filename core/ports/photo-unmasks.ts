import type { UnmaskReason } from '../domain/staff/unmask.ts'

/** One officer uncovered one photo for a short while. */
export interface PhotoUnmask {
  id: string
  photoId: string
  reportId: string
  staffId: string
  reason: UnmaskReason
  note: string | null
  unmaskedAt: Date
  expiresAt: Date
}

export interface PhotoUnmasks {
  record(unmask: PhotoUnmask): Promise<void>
  /** The officer's unmask of this photo that has not run out; null: the photo is covered. */
  live(photoId: string, staffId: string, at: Date): Promise<PhotoUnmask | null>
}
