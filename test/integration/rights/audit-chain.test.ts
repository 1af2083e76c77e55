import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealChains } from '../../../core/use-cases/audit/seal-chains.ts'
import { type ChainReport, verifyChain, verifyChains } from '../../../core/use-cases/audit/verify-chains.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

const ROWS = 1_000
/** Other rows each time: whichever they are, each must be named. */
const FLIPS = 60

let house: TestHouse
let officer: Awaited<ReturnType<TestHouse['staff']>>

beforeAll(async () => {
  house = await openTestHouse()
  officer = await house.staff({ role: 'clerk' })
})
afterAll(() => house.close())

test('L01 writers at the same time are all chained, each once, and the chain is whole', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer, ROWS / 20)))
  const sealed = await Promise.all([sealChains(house.app), sealChains(house.app), sealChains(house.app)])
  expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(ROWS)
  for (const report of await verifyChains(house.app)) expect(report.fault).toBeNull()
  expect(await verifyChain(house.app, 'audit')).toMatchObject({ sealed: ROWS, waiting: 0, fault: null })
})

test('L01 one bit flipped in any of 1,000 rows is named by its row', async () => {
  const { rows } = await sql<{ seq: string }>`select seq from audit order by seq`.execute(house.db)
  expect(rows).toHaveLength(ROWS)
  const thief = await intruder()
  const missed: string[] = []
  for (const at of [0, ROWS - 1, ...Array.from({ length: FLIPS }, () => randomInt(ROWS))]) {
    const seq = rows[at]?.seq ?? ''
    const undo = await flip(thief, Number(seq), at)
    const { fault } = await verifyChain(house.app, 'audit')
    if (fault?.rowKey !== String(seq) || fault.fault !== 'changed') missed.push(String(seq))
    await undo()
  }
  await thief.end()
  expect(missed).toEqual([])
  expect((await verifyChain(house.app, 'audit')).fault).toBeNull()
})

test('L01 a row taken away, a link taken away and an end cut off are found', async () => {
  const thief = await intruder()
  const before = await verifyChain(house.app, 'audit')
  const middle = await rowAt(500)
  expect(await inTurn(thief, `delete from audit where seq = ${middle}`)).toMatchObject({
    fault: { rowKey: middle, fault: 'gone' },
  })
  expect(
    (await inTurn(thief, `delete from chain_links where chain = 'audit' and row_key = '${middle}'`)).fault,
  ).toEqual({
    rowKey: await rowAt(501),
    fault: 'link_gone',
  })
  const last = await rowAt(ROWS - 1)
  const cut = `delete from audit where seq = ${last}; delete from chain_links where chain = 'audit' and row_key = '${last}'`
  expect((await inTurn(thief, cut)).fault).toBeNull()
  expect((await inTurn(thief, cut, before.head)).fault).toEqual({
    rowKey: await rowAt(ROWS - 2),
    fault: 'head_differs',
  })
  await thief.end()
})

test('L01 nobody changes, takes away or empties the log through the house', async () => {
  for (const change of [
    sql`update audit set action = 'x'`,
    sql`delete from audit`,
    sql`truncate audit`,
    sql`update chain_links set mac = ''`,
    sql`truncate chain_links`,
    sql`delete from report_events where false; truncate report_events cascade`,
  ])
    await expect(change.execute(house.db)).rejects.toThrow(/append-only|permission denied/)
})

test('L01 the right to change the log is taken from a role that is no superuser', async () => {
  const { rows } = await sql<{ table_name: string; privilege_type: string }>`
    select table_name, privilege_type from information_schema.role_table_grants
    where grantee = current_user and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
      and table_name in ('audit', 'chain_links', 'report_events', 'identity_case_events', 'police_list_events')`.execute(
    house.db,
  )
  expect(rows).toEqual([{ table_name: 'report_events', privilege_type: 'UPDATE' }])
})

function write(writer: number, count: number) {
  return Promise.all(
    Array.from({ length: count }, (_, at) =>
      house.app.store.transaction((tx) =>
        tx.audit.write({
          staffId: officer.staffId,
          action: 'open_case',
          subjectKind: 'report',
          subjectId: `r-${writer}-${at}`,
          detail: { writer, at },
        }),
      ),
    ),
  )
}

/** Somebody at the database itself, past triggers and rights. */
async function intruder(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: house.url })
  await client.connect()
  await client.query('set session_replication_role = replica')
  return client
}

const COLUMNS = ['action', 'subject_kind', 'subject_id'] as const

/** One bit of one letter of a text, of the time in microseconds, or of a number in the detail; answers the way back. */
async function flip(thief: pg.Client, seq: number, at: number): Promise<() => Promise<unknown>> {
  const { rows } = await thief.query(
    'select *, detail::text as detail_text, at::text as at_text from audit where seq = $1',
    [seq],
  )
  const row = rows[0]
  const set = (column: string, value: unknown) =>
    thief.query(`update audit set ${column} = $1 where seq = $2`, [value, seq])
  if (at % 5 === 3) {
    await thief.query(`update audit set at = at + interval '1 microsecond' where seq = $1`, [seq])
    return () => set('at', row.at_text)
  }
  if (at % 5 === 4) {
    await set('detail', JSON.stringify({ ...row.detail, at: row.detail.at ^ 1 }))
    return () => set('detail', row.detail_text)
  }
  const column = COLUMNS[at % 5] ?? 'action'
  const bytes = Buffer.from(row[column], 'latin1')
  const place = randomInt(bytes.length)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  await set(column, bytes.toString('latin1'))
  return () => set(column, row[column])
}

async function rowAt(place: number): Promise<string> {
  const { rows } = await sql<{ row_key: string }>`
    select row_key from chain_links where chain = 'audit' and no = ${place + 1}`.execute(house.db)
  return rows[0]?.row_key ?? ''
}

/** What the verifier says after this change; afterwards it is undone. */
async function inTurn(thief: pg.Client, change: string, head: string | null = null): Promise<ChainReport> {
  await thief.query('create temp table kept_rows as select * from audit')
  await thief.query('create temp table kept_links as select * from chain_links')
  await thief.query(change)
  const report = await verifyChain(house.app, 'audit', head)
  await thief.query(
    'insert into audit overriding system value select * from kept_rows k where not exists (select from audit a where a.seq = k.seq)',
  )
  await thief.query(
    'insert into chain_links select * from kept_links k where not exists (select from chain_links l where l.chain = k.chain and l.no = k.no)',
  )
  await thief.query('drop table kept_rows, kept_links')
  return report
}
