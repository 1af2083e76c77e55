import type { MeterReading } from '../../core/domain/zalo/meter.ts'
import type { ZaloDesk } from '../../core/ports/zalo-desk.ts'
import type { ZaloRoots } from './http.ts'
import { zaloOauth } from './oauth.ts'
import { zaloClient } from './zalo-client.ts'

export interface ZaloDeskOptions {
  appId: string
  appSecret: string
  roots: ZaloRoots
  appSecretProof?: boolean
  timeoutMs?: number
}

/** Zalo for what the house does about the account itself: consent, renewal, a look (docs/decisions/own-zalo-client.md). */
export function zaloDesk(options: ZaloDeskOptions): ZaloDesk {
  const { appId, appSecret, roots, timeoutMs = 10_000 } = options
  return {
    appId,
    consentOrigin: new URL(roots.oauth).origin,
    ...zaloOauth({ appId, appSecret, root: roots.oauth, timeoutMs }),
    look: async (tokens) => {
      const readings: MeterReading[] = []
      const client = zaloClient({ ...options, tokens, seen: (more) => void readings.push(...more) })
      const oa = await client.getOa()
      if (!oa.ok) return oa
      // An account without a contract for templates is refused these two: then there is nothing to show.
      await client.znsQuota()
      const quality = await client.znsQuality()
      const { oaId, name, isVerified, packageName } = oa.data
      const templateQuality = quality.ok ? quality.data.now : null
      return { ok: true, standing: { oaId, facts: { name, isVerified, packageName, templateQuality }, readings } }
    },
  }
}
