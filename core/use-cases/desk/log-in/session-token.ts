import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits; only its hash is stored, so that a read table opens no door. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
