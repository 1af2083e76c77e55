export interface PhotoLink {
  tokenHash: Buffer
  photoId: string
  /** Hash of the staff session that asked: the link answers to no other (features C11). */
  sessionHash: Buffer
  staffId: string
  expiresAt: Date
}

export interface PhotoLinks {
  grant(link: PhotoLink): Promise<void>
  find(tokenHash: Buffer): Promise<PhotoLink | null>
}
