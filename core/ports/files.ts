/** Where sealed photos and signed papers are kept: on disk, or with an S3-compatible service. */
export interface FileStore {
  /** Whole or not at all; replaces what the key held. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null when nothing is stored under the key. */
  get(key: string): Promise<Buffer | null>
  /** Removing what is not there is no fault. */
  remove(key: string): Promise<void>
}
