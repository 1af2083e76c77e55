import type { PhotoRegion } from '../domain/report/photo-region.ts'

/** A look at one's own refused picture: for this address alone, for a few minutes (features D04). */
export interface OwnPhotoLink {
  tokenHash: Buffer
  photoId: string
  region: PhotoRegion
  address: string
  expiresAt: Date
}

export interface OwnPhotoLinks {
  grant(link: OwnPhotoLink): Promise<void>
  find(tokenHash: Buffer): Promise<OwnPhotoLink | null>
}
