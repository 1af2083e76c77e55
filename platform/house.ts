import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { App } from '../core/ports/app.ts'
import type { Queues } from '../core/ports/queue.ts'
import { createApp, keyRingOf } from './app.ts'
import type { Settings } from './config.ts'
import { askServer } from './database/ask-server.ts'
import { type Db, openDatabase } from './database/database.ts'
import { startEmbeddedServer } from './database/embedded/embedded-server.ts'
import { migrate } from './database/migrate.ts'
import { createLog, type Log } from './logger.ts'
import { mustAnswer } from './must-answer.ts'
import { openPlatform } from './national/open-platform.ts'
import { openPhotoDesk } from './photos/photo-desk.ts'
import { refusePracticeData } from './practice/refuse-practice-data.ts'
import { askRedis } from './queue/ask-redis.ts'
import { openQueues } from './queue/open-queues.ts'
import type { KeyRing } from './signing/key-ring.ts'
import { openToken, type Token } from './signing/pkcs11-token.ts'

/** Everything that is opened once per process and closed in reverse. */
export interface House {
  settings: Settings
  app: App
  db: Db
  databaseUrl: string
  masterKey: Buffer
  keys: KeyRing
  queues: Queues
  log: Log
  /** Runs when the house closes, before what was opened earlier closes. */
  onClose(what: () => Promise<unknown>): void
  close(): Promise<void>
}

/** Opens the database (embedded when no DATABASE_URL), migrates it, and opens the queue beside it. */
export async function openHouse(
  settings: Settings,
  publicUrl: string,
  as: 'owner' | 'visitor' = 'owner',
): Promise<House> {
  const log = createLog(settings.LOG_LEVEL)
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    await serversAnswer(settings)
    const databaseUrl = settings.DATABASE_URL ?? (await embedded(settings, log, closers, as))
    await migrate(databaseUrl)
    const db = openDatabase(databaseUrl, (code) => log.warn({ fault: code }, 'A database connection was lost'))
    closers.push(() => db.destroy())
    if (!settings.PRACTICE) await refusePracticeData(db)
    const masterKey = Buffer.from(settings.MASTER_KEY, 'hex')
    const queues = await openQueues(
      settings.REDIS_URL ? { redisUrl: settings.REDIS_URL } : { databaseUrl },
      (code) => log.warn({ fault: code }, 'The queue reports a fault'),
      { masterKey },
    )
    closers.push(() => queues.close())
    const photos = openPhotoDesk({ ocr: settings.PRINT_READING })
    closers.push(() => photos.close())
    const token = tokenOf(settings)
    if (token) closers.push(async () => token.close())
    const app = createApp(db, { photos, masterKey, publicUrl, token, ...partsOf(settings) })
    const keys = keyRingOf(db, { masterKey, practice: settings.PRACTICE, token })
    return {
      settings,
      app,
      db,
      databaseUrl,
      masterKey,
      keys,
      queues,
      log,
      onClose: (what) => closers.push(what),
      close,
    }
  } catch (fault) {
    await close()
    throw fault
  }
}

async function serversAnswer({ DATABASE_URL, REDIS_URL }: Settings): Promise<void> {
  if (DATABASE_URL) await mustAnswer('DATABASE_URL', () => askServer(DATABASE_URL))
  if (REDIS_URL) await mustAnswer('REDIS_URL', () => askRedis(REDIS_URL))
}

async function embedded(
  settings: Settings,
  log: Log,
  closers: (() => Promise<unknown>)[],
  as: 'owner' | 'visitor',
): Promise<string> {
  const server = await startEmbeddedServer(settings.DATA_DIR, (sentence) => log.info({}, sentence), as)
  closers.push(() => server.close())
  return server.url
}

function partsOf(settings: Settings) {
  return {
    filesDir: resolve(settings.DATA_DIR, 'files'),
    s3: s3Of(settings),
    practice: settings.PRACTICE,
    zalo: zaloOf(settings),
    province: provinceOf(settings),
    national: openPlatform(settings),
  }
}

function provinceOf(settings: Settings) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (!issuer || !clientId || !clientSecret) return null
  const factors = { factorAmr: settings.OIDC_FACTOR_AMR, factorAcr: settings.OIDC_FACTOR_ACR }
  return { issuer, clientId, clientSecret, ...factors, loginClaim: settings.OIDC_LOGIN_CLAIM ?? null }
}

/** Opened at the first signature, not at the start: a token that is unplugged stops nothing else. */
function tokenOf({ PKCS11_MODULE, PKCS11_SLOT, PKCS11_PIN, PKCS11_PIN_FILE }: Settings): Token | null {
  if (!PKCS11_MODULE) return null
  const pin = PKCS11_PIN ?? readFileSync(PKCS11_PIN_FILE ?? '', 'utf8').trim()
  return openToken({ module: PKCS11_MODULE, slot: PKCS11_SLOT, pin })
}

function zaloOf(settings: Settings) {
  const { ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret } = settings
  if (!appId || !appSecret) return null
  const roots = { oauth: settings.ZALO_OAUTH_ROOT, api: settings.ZALO_API_ROOT, business: settings.ZALO_BUSINESS_ROOT }
  return { appId, appSecret, roots, appSecretProof: settings.ZALO_APPSECRET_PROOF }
}

function s3Of(settings: Settings) {
  const { S3_URL, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION } = settings
  if (!S3_URL || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY) return null
  return {
    endpoint: S3_URL,
    region: S3_REGION,
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY,
    secretAccessKey: S3_SECRET_KEY,
  }
}
