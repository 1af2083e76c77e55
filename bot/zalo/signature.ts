import { createHash, timingSafeEqual } from 'node:crypto'

/** The app's id and the OA's own secret from the webhook page, which is not the app's secret (channels 1.1). */
export interface ZaloProof {
  appId: string
  oaSecret: string
}

/** What a body claims about itself; strings as they stand in it. */
export interface Claimed {
  appId: string
  oaId: string | null
  timestamp: string
}

/** `mac=` + sha256(app id + raw body + timestamp + OA secret), over the bytes as they came (channels 1.6). */
export function isSignedByZalo(raw: Buffer, header: string | undefined, claimed: Claimed, proof: ZaloProof): boolean {
  const given = macIn(header)
  if (!given || claimed.appId !== proof.appId || claimed.timestamp === '') return false
  return timingSafeEqual(digest(proof.appId, raw, claimed.timestamp, proof.oaSecret), given)
}

/**
 * Which misreading of the rule the sender would have matched, for the operator who entered a wrong secret or met a
 * changed platform: a name only, never the body. Null: simply forged.
 */
export function matchingVariant(
  raw: Buffer,
  header: string | undefined,
  claimed: Claimed,
  { appId, oaSecret }: ZaloProof,
  headerTimestamp: string | undefined,
): string | null {
  const given = macIn(header)
  if (!given) return null
  const first = { app_id: appId, oa_id: claimed.oaId }
  const times = { body_time: claimed.timestamp, header_time: headerTimestamp }
  for (const [idName, id] of Object.entries(first)) {
    for (const [timeName, time] of Object.entries(times)) {
      if (id && time && timingSafeEqual(digest(id, raw, time, oaSecret), given)) return `${idName}_${timeName}`
    }
  }
  return null
}

function macIn(header: string | undefined): Buffer | null {
  const hex = /^mac=([0-9a-f]{64})$/i.exec(header ?? '')?.[1]
  return hex ? Buffer.from(hex, 'hex') : null
}

function digest(id: string, raw: Buffer, timestamp: string, secret: string): Buffer {
  return createHash('sha256').update(id).update(raw).update(timestamp).update(secret).digest()
}
