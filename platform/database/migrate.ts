import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url))

/** Any number, the same in every process: whoever holds it migrates, the others wait. */
const LOCK = 7_209_458

/** Applies the plain SQL files in order, each in its own transaction; answers the names it applied. A changed old file is a fault. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations')
    const known = new Map(rows.map((row) => [row.name, row.sha256]))
    const applied: string[] = []
    for (const name of readdirSync(FOLDER)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      if (await applyOnce(client, name, known)) applied.push(name)
    }
    return applied
  } finally {
    await client.end()
  }
}

async function applyOnce(client: pg.Client, name: string, known: Map<string, string>): Promise<boolean> {
  const text = readFileSync(`${FOLDER}${name}`, 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const before = known.get(name)
  if (before === sha256) return false
  if (before) throw new Error(`Migration ${name} was changed after it had been applied: add a new file instead`)
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed`, { cause })
  }
  return true
}
