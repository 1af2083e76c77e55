import pg from 'pg'

const OLDEST = 16

/** Asks a PostgreSQL server whether it can be used; throws within seconds when it cannot. */
export async function askServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
    if (version < OLDEST) throw Object.assign(new Error('Too old'), { code: `PostgreSQL_${version}_is_too_old` })
  } finally {
    await client.end().catch(() => undefined)
  }
}
