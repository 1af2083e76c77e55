import { Redis } from 'ioredis'

/** Asks a Redis server whether it is there; throws within seconds when it is not. The queue itself would wait for ever. */
export async function askRedis(url: string): Promise<void> {
  const patience = { connectTimeout: 5_000, commandTimeout: 5_000, maxRetriesPerRequest: 0 }
  const redis = new Redis(url, { ...patience, lazyConnect: true, retryStrategy: () => null })
  let fault: unknown = null
  redis.on('error', (each) => {
    fault ??= each
  })
  try {
    await redis.connect()
    await redis.ping()
  } catch (thrown) {
    throw fault ?? thrown
  } finally {
    redis.disconnect()
  }
}
