import pg from 'pg'

/** True while another process of the house works on this server: whoever is last stops it. */
export async function othersLive(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query("select 1 from pg_stat_activity where application_name = 'so-tiem' limit 1")
    return rows.length > 0
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
