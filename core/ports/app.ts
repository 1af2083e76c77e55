import type { TrainingSet, TrainingSetName } from '../domain/training/training-case.ts'
import type { FileStore } from './files.ts'
import type { PasskeyDesk } from './passkeys.ts'
import type { NationalPlatform } from './platform.ts'
import type { PoliceWorkbooks } from './police-workbooks.ts'
import type { ProvinceLogIn } from './province-log-in.ts'
import type { RecordSheets } from './record-sheets.ts'
import type { Revocations } from './revocations.ts'
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
  passkeyDesk: PasskeyDesk
  /** Null where the province has no log-in of its own. */
  province: ProvinceLogIn | null
  papers: Papers
  passports: PassportDesk
  sheets: Sheets
  policeWorkbooks: PoliceWorkbooks
  signing: Signing
  training: TrainingSets
  revocations: Revocations
  /** Null where officers carry the files by hand. */
  national: NationalPlatform | null
  /** Null where no Zalo app is set up. */
  zalo: ZaloDesk | null
}

/** Invented cases to learn with, by role (features K11). */
export type TrainingSets = Readonly<Record<TrainingSetName, TrainingSet>>

export interface CoreSettings {
  /** Address of the portal as people see it, without a slash at the end. */
  publicUrl: string
  practice: boolean
}
