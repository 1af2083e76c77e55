export interface UploadLink {
  tokenHash: Buffer
  /** The conversation whose photo takes this way (features C14). */
  address: string
  expiresAt: Date
  usedAt: Date | null
}

export interface UploadLinks {
  grant(link: UploadLink): Promise<void>
  /** Locked until the transaction ends, so that one link is used once. */
  lock(tokenHash: Buffer): Promise<UploadLink | null>
  used(tokenHash: Buffer, at: Date): Promise<void>
}
