import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../../platform/database/embedded/embedded-server.ts'
import { migrate } from '../../platform/database/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One real PostgreSQL for a test run, with a migrated template database that every test file copies. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'so-tiem-test-'))
  // As root, PostgreSQL runs under an account of its own, which must be able to enter the folder.
  chmodSync(folder, 0o755)
  const server = await startEmbeddedServer(folder, () => undefined)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  // Nothing here outlives the run: a killed process loses nothing by it, only a machine that loses power would.
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`)
  await client.query('select pg_reload_conf()')
  await client.query('create database template_house')
  await client.end()
  await migrate(new URL('/template_house', server.url).href)
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
