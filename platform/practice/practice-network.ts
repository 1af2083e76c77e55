import type { Settings } from '../config.ts'
import { loopbackOnly } from './loopback-only.ts'

/** Shuts the way out of a practice installation, but for its own database, queue, files and log-in (features K08). */
export function shutPracticeNetwork(settings: Settings): void {
  if (!settings.PRACTICE || settings.PRACTICE_CHANNELS) return
  const own = [settings.DATABASE_URL, settings.REDIS_URL, settings.S3_URL, settings.OIDC_ISSUER]
  const hosts = own.flatMap((url) => (url ? [new URL(url).hostname.toLowerCase()] : []))
  // An S3 bucket may stand before its host's name.
  const buckets =
    settings.S3_URL && settings.S3_BUCKET ? [`${settings.S3_BUCKET}.${new URL(settings.S3_URL).hostname}`] : []
  loopbackOnly([...hosts, ...buckets])
}
