/** A file from the web chat, sealed before its row exists, waiting for the citizen to say what it shows. */
export interface Upload {
  id: string
  address: string
  wrappedKey: Buffer
  fileKey: string
  bytes: number
  receivedAt: Date
}

export interface Uploads {
  add(upload: Upload): Promise<void>
  /** Only from the address it came from. */
  get(id: string, address: string): Promise<Upload | null>
  /** Removes the row and with it the only key. */
  remove(id: string): Promise<void>
  /** Left lying since before this moment; at most 100. */
  olderThan(moment: Date): Promise<Upload[]>
}
