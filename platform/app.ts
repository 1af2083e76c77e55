import { randomBytes, randomUUID } from 'node:crypto'
import { type ZaloDeskOptions, zaloDesk } from '../bot/zalo/zalo-desk.ts'
import type { App } from '../core/ports/app.ts'
import type { NationalPlatform } from '../core/ports/platform.ts'
import type { PhotoDesk } from '../core/ports/services.ts'
import { createSecrets } from './crypto/secrets.ts'
import { createVault } from './crypto/vault.ts'
import { certificateShelf } from './database/certificate-shelf.ts'
import type { Db } from './database/database.ts'
import { keyShelf } from './database/key-shelf.ts'
import { createStore } from './database/store.ts'
import { diskFiles } from './files/disk-files.ts'
import { type S3Settings, s3Files } from './files/s3-files.ts'
import { type ProvinceOptions, provinceLogIn } from './oidc/province-log-in.ts'
import { createPasskeyDesk } from './passkeys/passkey-desk.ts'
import { createPassportDesk } from './passport/passport-desk.ts'
import { papers } from './pdf/papers.ts'
import { markedWorkbooks } from './practice/mark-workbooks.ts'
import { stampedPapers } from './practice/stamp-papers.ts'
import { readImportTemplate } from './sheets/import-template.ts'
import { policeWorkbooks } from './sheets/police-workbooks.ts'
import { recordSheets } from './sheets/record-sheets.ts'
import { createSheets } from './sheets/result-sheets.ts'
import { createKeyRing, type KeyRing } from './signing/key-ring.ts'
import type { Token } from './signing/pkcs11-token.ts'
import { certificateReader } from './signing/read-certificate.ts'
import { httpRevocations } from './signing/revocations.ts'
import { createSigningDesk } from './signing/signing-desk.ts'
import { readTrainingSets } from './training/training-sets.ts'

export interface AppParts {
  masterKey: Buffer
  filesDir: string
  s3: S3Settings | null
  photos: PhotoDesk
  publicUrl: string
  practice: boolean
  /** Absent or null where no Zalo app is set up. */
  zalo?: ZaloDeskOptions | null
  /** Absent or null where no PKCS#11 token is set up. */
  token?: Token | null
  /** Absent or null where officers carry the files by hand. */
  national?: NationalPlatform | null
  /** Absent or null where the province has no log-in of its own. */
  province?: Omit<ProvinceOptions, 'publicUrl'> | null
  now?: () => Date
}

/** Everything a use case can reach, built once per process around one database. */
export function createApp(db: Db, parts: AppParts): App {
  const now = parts.now ?? (() => new Date())
  const secrets = createSecrets(parts.masterKey)
  const keys = keyRingOf(db, parts)
  const workbooks = { recordSheets, policeWorkbooks, sheets: createSheets(readImportTemplate()) }
  return {
    store: createStore(db, now),
    now,
    newId: () => randomUUID(),
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    settings: { publicUrl: parts.publicUrl, practice: parts.practice },
    files: parts.s3 ? s3Files(parts.s3) : diskFiles(parts.filesDir),
    photos: parts.photos,
    ...(parts.practice ? markedWorkbooks(workbooks) : workbooks),
    vault: createVault(parts.masterKey),
    secrets,
    passkeyDesk: createPasskeyDesk(parts.publicUrl),
    province: parts.province ? provinceLogIn({ ...parts.province, publicUrl: parts.publicUrl }) : null,
    papers: parts.practice ? stampedPapers(papers) : papers,
    passports: createPassportDesk({ loadSigner: keys.passportSigner, loadTrust: keys.passportCertificates }),
    signing: createSigningDesk({
      keys,
      readCertificate: certificateReader(secrets, parts.token ?? null),
      hasToken: Boolean(parts.token),
    }),
    revocations: httpRevocations(async () => (await keys.trust()).roots),
    national: parts.national ?? null,
    training: readTrainingSets(),
    zalo: parts.zalo ? zaloDesk(parts.zalo) : null,
  }
}

/** The installation's signing keys, for what needs a key itself and not what it signs. */
export function keyRingOf(db: Db, parts: Pick<AppParts, 'masterKey' | 'practice' | 'now' | 'token'>): KeyRing {
  return createKeyRing({
    keys: keyShelf(db),
    certificates: certificateShelf(db),
    secrets: createSecrets(parts.masterKey),
    token: parts.token ?? null,
    practice: parts.practice,
    now: parts.now ?? (() => new Date()),
  })
}
