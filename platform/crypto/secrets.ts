import { createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Secrets } from '../../core/ports/services.ts'
import { open, seal } from './envelope.ts'

/** OWASP's scrypt setting of 2^16 · 8 · 1: 64 MB and about a tenth of a second on the house's smallest machine. */
const COST = { N: 65_536, r: 8, p: 1, maxmem: 96 * 1024 * 1024 }
const KEY_LENGTH = 32
const STEP_MS = 30_000
const PLACE = 'so-tiem staff secret'
const CHAIN_PLACE = 'so-tiem audit chain'
const FILE_PLACE = 'so-tiem file|'

export function createSecrets(masterKey: Buffer): Secrets {
  const chainKey = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), CHAIN_PLACE, KEY_LENGTH))
  return {
    hashPassword: async (password) => {
      const salt = randomBytes(16)
      return [
        'scrypt',
        COST.N,
        COST.r,
        COST.p,
        salt.toString('base64url'),
        (await stretch(password, salt, COST)).toString('base64url'),
      ].join('$')
    },
    passwordFits,
    newTotpSecret: () => new Secret({ size: 20 }).base32,
    totpAddress: (login, secret) => new TOTP({ issuer: 'Sổ Tiêm', label: login, secret }).toString(),
    totpStep,
    sealText: (text) => seal(masterKey, Buffer.from(text, 'utf8'), PLACE),
    openText: (sealed) => open(masterKey, sealed, PLACE).toString('utf8'),
    sealBytes: (plain, label) => seal(masterKey, plain, `${FILE_PLACE}${label}`),
    openBytes: (sealed, label) => open(masterKey, sealed, `${FILE_PLACE}${label}`),
    mark: (purpose, text) => markOf(masterKey, purpose, text),
    chainMac: (text) => createHmac('sha256', chainKey).update(text, 'utf8').digest(),
  }
}

/** 128 bits of HMAC under a key of its own purpose, in 22 letters that stand in a link. */
function markOf(masterKey: Buffer, purpose: string, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', `so-tiem mark|${purpose}`, KEY_LENGTH))
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
}

/** A hash that cannot be read fits nothing: an account without a password cannot be entered. */
async function passwordFits(password: string, hash: string): Promise<boolean> {
  const [kind, n, r, p, salt, key] = hash.split('$')
  if (kind !== 'scrypt' || !salt || !key) return false
  const known = Buffer.from(key, 'base64url')
  const given = await stretch(password, Buffer.from(salt, 'base64url'), {
    ...COST,
    N: Number(n),
    r: Number(r),
    p: Number(p),
  })
  return known.length === given.length && timingSafeEqual(known, given)
}

/** The same letters typed on a Mac or on Windows must give the same bytes, so the password is read in NFC. */
function stretch(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_LENGTH, cost, (fault, key) => (fault ? reject(fault) : resolve(key)))
  })
}

/** RFC 6238, six digits, one step of drift either way. */
function totpStep(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: STEP_MS / 1000 })
  const drift = totp.validate({ token: code, timestamp: at.getTime(), window: 1 })
  return drift === null ? null : Math.floor(at.getTime() / STEP_MS) + drift
}
