import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isLoopback } from './practice/loopback-only.ts'

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL (${protocols.join(' or ')})`,
    )
const PORTS = 'must be a whole number from 0 to 65535'
const secret = z.string().min(32, 'must have at least 32 characters')
const yesNo = z.enum(['on', 'off', 'true', 'false', '1', '0']).transform((text) => ['on', 'true', '1'].includes(text))

const listOfWords = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )

/** The environment, read once. An empty value is no value. */
const Environment = z.object({
  PORT: z.coerce.number(PORTS).int(PORTS).min(0, PORTS).max(65_535, PORTS).default(8080),
  PUBLIC_URL: url(['http:', 'https:'])
    .refine(
      (text) => /^https?:\/\/[^/?#]+\/?$/.test(text),
      'must have no path: the portal answers at the root of a host',
    )
    .optional(),
  /** How many proxies stand before us: then the visitor's address is in X-Forwarded-For, that many from its end. */
  TRUST_PROXY: z.coerce.number('must be a whole number from 0 to 10').int().min(0).max(10).default(0),
  DATA_DIR: z.string().default('var'),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  PRACTICE: yesNo.default(true),
  /** An installer tries an own test bot in practice mode; otherwise practice reaches no other machine (features K08). */
  PRACTICE_CHANNELS: yesNo.default(false),
  MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
    .optional(),
  SESSION_SECRET: secret.optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'must look like 123456:ABC…')
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 letters, digits, _ or -')
    .optional(),
  TELEGRAM_API_ROOT: url(['http:', 'https:']).default('https://api.telegram.org'),
  ZALO_APP_ID: z.string().regex(/^\d+$/, 'must be digits').optional(),
  ZALO_APP_SECRET: z.string().min(1).optional(),
  /** The OA's own secret from the webhook page, not the app's (channels 1.1). */
  ZALO_OA_SECRET: z.string().min(1).optional(),
  /** Zalo wants `appsecret_proof` only where the app's own setting says so (channels 1.2). */
  ZALO_APPSECRET_PROOF: yesNo.default(false),
  /** Numbers of the approved templates (data/zalo-templates.json). */
  ZALO_TEMPLATE_NOTICE: z.string().regex(/^\d+$/, 'must be digits').optional(),
  ZALO_TEMPLATE_OTP: z.string().regex(/^\d+$/, 'must be digits').optional(),
  /** Hosts, with their port, that pictures may come from; one named here may also be private and plain (channels 1.6). */
  ZALO_MEDIA_HOSTS: z
    .string()
    .regex(/^[\w.:-]+(,[\w.:-]+)*$/, 'must be hosts with commas between')
    .transform((text) => text.toLowerCase().split(','))
    .optional(),
  ZALO_API_ROOT: url(['http:', 'https:']).default('https://openapi.zalo.me'),
  ZALO_OAUTH_ROOT: url(['http:', 'https:']).default('https://oauth.zaloapp.com'),
  ZALO_BUSINESS_ROOT: url(['http:', 'https:']).default('https://business.openapi.zalo.me'),
  /** `generic`: any gateway of SMS_GATEWAY_URL; `esms`: eSMS.vn (docs/decisions/sms-gateway). */
  SMS_PROVIDER: z.enum(['generic', 'esms']).default('generic'),
  SMS_GATEWAY_URL: url(['http:', 'https:']).optional(),
  SMS_GATEWAY_KEY: z.string().min(1).optional(),
  ESMS_API_ROOT: url(['http:', 'https:']).default('https://rest.esms.vn'),
  ESMS_API_KEY: z.string().min(1).optional(),
  ESMS_SECRET_KEY: z.string().min(1).optional(),
  ESMS_BRANDNAME: z.string().min(1).max(11).optional(),
  ESMS_SANDBOX: yesNo.default(false),
  ESMS_CALLBACK_SECRET: z
    .string()
    .regex(/^[\w-]{16,128}$/, 'must be 16 to 128 letters, digits, _ or -')
    .optional(),
  /** The Platform behind an interface, or behind a folder that somebody empties; neither: officers carry the files (features G10). */
  PLATFORM_URL: url(['http:', 'https:']).optional(),
  PLATFORM_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  PLATFORM_FOLDER: z.string().min(1).optional(),
  /** The province's own log-in (OpenID Connect, features K03). */
  OIDC_ISSUER: url(['http:', 'https:']).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Values of `amr` and `acr` that count as a second factor; none: ours is asked. */
  OIDC_FACTOR_AMR: listOfWords,
  OIDC_FACTOR_ACR: listOfWords,
  OIDC_LOGIN_CLAIM: z
    .string()
    .regex(/^[\w:./-]+$/, 'must be the name of a claim')
    .optional(),
  S3_URL: url(['http:', 'https:']).optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  /** Print on paper slips is the first thing to be switched off when a machine is short (features M07). */
  PRINT_READING: yesNo.default(true),
  /** VNPT's signing program asks for a licence that names this site's domain. */
  VNPT_PLUGIN_LICENSE: z.string().min(1).optional(),
  /** The library of a PKCS#11 token (HSM or USB), its slot by label or number, and the PIN or the file it stands in. */
  PKCS11_MODULE: z.string().min(1).optional(),
  PKCS11_SLOT: z.string().min(1).default('0'),
  PKCS11_PIN: z.string().min(4).optional(),
  PKCS11_PIN_FILE: z.string().min(1).optional(),
  SWEEP_SECONDS: z.coerce.number('must be a number of seconds').positive().default(60),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

type Read = z.infer<typeof Environment>

export type Settings = Omit<Read, 'MASTER_KEY' | 'SESSION_SECRET'> & { MASTER_KEY: string; SESSION_SECRET: string }

/** Thrown with one line per fault, each naming its variable: the start stops there. */
export class SettingsFault extends Error {}

/** Reads the settings. In practice mode missing keys are made once and kept in DATA_DIR; outside it they have no default. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success)
    throw new SettingsFault(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const faults = contradictions(read.data)
  if (faults.length > 0) throw new SettingsFault(faults.join('\n'))
  const keys = read.data.PRACTICE ? practiceKeys(read.data.DATA_DIR) : { MASTER_KEY: '', SESSION_SECRET: '' }
  return {
    ...read.data,
    MASTER_KEY: read.data.MASTER_KEY ?? keys.MASTER_KEY,
    SESSION_SECRET: read.data.SESSION_SECRET ?? keys.SESSION_SECRET,
  }
}

function contradictions(read: Read): string[] {
  const together = (names: (keyof Read)[]): string[] => {
    const missing = names.filter((name) => read[name] === undefined)
    return missing.length === names.length
      ? []
      : missing.map(
          (name) => `${name}: must be set together with ${names.filter((other) => other !== name).join(', ')}`,
        )
  }
  const faults = [
    ...together(['TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET']),
    ...together(['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_SECRET']),
    ...together(['SMS_GATEWAY_URL', 'SMS_GATEWAY_KEY']),
    ...together(['ESMS_API_KEY', 'ESMS_SECRET_KEY', 'ESMS_BRANDNAME']),
    ...(read.SMS_PROVIDER === 'esms' && !read.ESMS_API_KEY
      ? ['ESMS_API_KEY: must be set when SMS_PROVIDER is esms']
      : []),
    ...together(['PLATFORM_URL', 'PLATFORM_KEY']),
    ...(read.PLATFORM_URL && read.PLATFORM_FOLDER
      ? ['PLATFORM_FOLDER: must not be set together with PLATFORM_URL']
      : []),
    ...together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']),
    ...(read.OIDC_ISSUER?.startsWith('http:') && !isLoopback(new URL(read.OIDC_ISSUER).hostname)
      ? ['OIDC_ISSUER: must be https']
      : []),
    ...(read.PKCS11_MODULE && !read.PKCS11_PIN && !read.PKCS11_PIN_FILE
      ? ['PKCS11_PIN: must be set (or PKCS11_PIN_FILE) together with PKCS11_MODULE']
      : []),
    ...together(['S3_URL', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY']),
  ]
  if (read.PRACTICE) return [...faults, ...(faults.length > 0 || read.PRACTICE_CHANNELS ? [] : realChannels(read))]
  const sms = read.SMS_PROVIDER === 'esms' ? [] : (['SMS_GATEWAY_URL'] as const)
  for (const name of ['MASTER_KEY', 'SESSION_SECRET', 'PUBLIC_URL', ...sms] as const) {
    if (read[name] === undefined) faults.push(`${name}: must be set when PRACTICE is off`)
  }
  return faults
}

/** Practice mode with a real channel would write to real people from an invented commune (features K08). */
function realChannels(read: Read): string[] {
  const channels = [
    ['TELEGRAM_BOT_TOKEN', read.TELEGRAM_API_ROOT],
    ['ZALO_APP_ID', read.ZALO_API_ROOT],
    ['ESMS_API_KEY', read.ESMS_API_ROOT],
    ['SMS_GATEWAY_URL', read.SMS_GATEWAY_URL],
  ] as const
  return channels
    .filter(([name, root]) => read[name] !== undefined && root && !isLoopback(new URL(root).hostname))
    .map(([name]) => `${name}: practice mode sends to nobody; PRACTICE_CHANNELS=on tries an own test channel`)
}

const PracticeKeys = z.object({ MASTER_KEY: z.string().length(64), SESSION_SECRET: z.string().length(64) })

/** Keys of a practice installation: made at its first start, readable by its owner only. */
function practiceKeys(dataDir: string): z.infer<typeof PracticeKeys> {
  const file = join(resolve(dataDir), 'practice-keys.json')
  try {
    if (!existsSync(file)) {
      mkdirSync(resolve(dataDir), { recursive: true })
      const made = { MASTER_KEY: randomBytes(32).toString('hex'), SESSION_SECRET: randomBytes(32).toString('hex') }
      keepFirst(file, JSON.stringify(made))
    }
    return PracticeKeys.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    const { code } = cause as { code?: string }
    throw new SettingsFault(`DATA_DIR: ${code ? `cannot be used (${code})` : `${file} is damaged`}`, { cause })
  }
}

/** Written whole under another name first: of two starts at once one wins, and nobody reads half a file. */
function keepFirst(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (fault) {
    if ((fault as { code?: string }).code !== 'EEXIST') throw fault
  } finally {
    unlinkSync(draft)
  }
}
