import type { FileStore } from './files.ts'
import type { RecordSheets } from './record-sheets.ts'
import type { Papers, PassportDesk, PhotoDesk, Secrets, Sheets, Signing, Vault } from './services.ts'
import type { Store } from './store.ts'
import type { ZaloDesk } from './zalo-desk.ts'

/** What every use case is handed. Time and ids come from here, so that a test can choose them. */
export interface App {
  store: Store
  now(): Date
  newId(): string
  /** Uniform 0 <= n < 1 from a cryptographic source. */
  random(): number
  settings: CoreSettings
  files: FileStore
  photos: PhotoDesk
  recordSheets: RecordSheets
  vault: Vault
  secrets: Secrets
  papers: Papers
  passports: PassportDesk
  sheets: Sheets
  signing: Signing
  /** Null where no Zalo app is set up. */
  zalo: ZaloDesk | null
}

export interface CoreSettings {
  /** Address of the portal as people see it, without a slash at the end. */
  publicUrl: string
  practice: boolean
}
