import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { acceptReturn } from '../../../core/use-cases/police/accept-return.ts'
import {
  answeredList,
  type ChainHouse,
  newIdNumber,
  openChainHouse,
  peopleWaiting,
  signedReturn,
  value,
  words,
} from './chain-house.ts'

let house: ChainHouse
beforeEach(async () => {
  await house?.close()
  house = await openChainHouse()
})
afterAll(() => house.close())

/** What the police need for their work, column by column; whatever is not named here they cannot read. */
const POLICE_READ: Record<string, string | RegExp> = {
  joint_reviews: /./,
  police_capacities: /./,
  police_list_events: /./,
  police_lists: /./,
  police_returns: /./,
  police_rows: /./,
  police_workbooks: /./,
  staff: /^(id|login|full_name|unit_id|role)$/,
  units: /./,
}

test('F04 somebody who logs in to the database as police: every column of every table is tried, and no dose, record or report opens', async () => {
  await peopleWaiting(house, 1)
  await answeredList(house, 0)
  const login = `police_${randomBytes(4).toString('hex')}`
  await sql`create role ${sql.id(login)} login password 'only-for-this-test' in role so_tiem_police`.execute(house.db)
  const url = new URL(house.url)
  Object.assign(url, { username: login, password: 'only-for-this-test' })
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const { rows } = await sql<{ schema: string; relation: string; name: string }>`
    select n.nspname as schema, c.relname as relation, a.attname as name from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'p', 'f')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2, 3`.execute(house.db)
  const id = (name: string) => client.escapeIdentifier(name)
  const opened: string[] = []
  for (const { schema, relation, name } of rows) {
    const look = client.query(`select ${id(name)} from ${id(schema)}.${id(relation)} limit 1`)
    const isOpen = await look.then(
      () => true,
      (fault: Error) => {
        if (!/permission denied/.test(fault.message)) throw fault
        return false
      },
    )
    if (isOpen) opened.push(`${relation}.${name}`)
  }
  const isMeant = (column: string) => {
    const [relation = '', name = ''] = column.split('.')
    return relation in POLICE_READ && new RegExp(POLICE_READ[relation] ?? '').test(name)
  }
  expect(rows.length).toBeGreaterThan(500)
  expect(opened.filter((column) => !isMeant(column))).toEqual([])
  expect(opened.filter((column) => /dose|vaccin|lot\b|password|secret|token/.test(column))).toEqual([])
  expect([...new Set(opened.map((column) => column.split('.')[0]))]).toEqual(Object.keys(POLICE_READ))
  await expect(client.query('set role postgres')).rejects.toThrow(/permission denied/)
  await client.end()
  await sql`drop role ${sql.id(login)}`.execute(house.db)
})

const IDENTITY = ['full_name', 'birth_date', 'sex', 'id_number']

test('F05 fuzz: the table of approved changes takes a value only from the authority of its field', async () => {
  await peopleWaiting(house, 1)
  const list = await answeredList(house, 1)
  const returned = await signedReturn(house, list.id)
  value(await acceptReturn(house.app, { officer: house.clerk, returnId: returned.id, returnedFile: null, words }))
  const [real] = await house.db.selectFrom('approved_changes').selectAll().execute()
  const [event] = await house.db.selectFrom('report_events').select('id').execute()
  // A foreigner's identity also wants two officers (features E11): they are there, so that only the authority decides here.
  const looked = { round: 1, first_by: house.clerk.staffId, second_by: house.head.staffId }
  await house.db
    .insertInto('second_looks')
    .values({ report_id: real?.report_id ?? '', ...looked, first_at: new Date(), second_at: new Date() })
    .execute()
  const changes = fc.record({
    field: fc.constantFrom(...IDENTITY, 'phone', 'dose'),
    kind: fc.constantFrom('identity', 'contact', 'dose'),
    police_row_id: fc.constantFrom(real?.police_row_id ?? null, null),
    health_event_id: fc.constantFrom(event?.id ?? null, null),
    foreigner: fc.boolean(),
  })
  const isLawful = ({ field, kind, police_row_id: police, health_event_id: health, foreigner }: Change) => {
    if (IDENTITY.includes(field) !== (kind === 'identity')) return false
    if (kind !== 'identity') return health !== null && police === null
    return foreigner ? health !== null && police === null : police !== null && health === null
  }
  type Change = {
    field: string
    kind: string
    police_row_id: string | null
    health_event_id: string | null
    foreigner: boolean
  }
  let taken = 0
  await fc.assert(
    fc.asyncProperty(changes, async (change) => {
      const values = { ...real, ...change, id: crypto.randomUUID(), recorded: null, correct: '"x"' }
      const stored = await house.db
        .insertInto('approved_changes')
        .values(values as never)
        .execute()
        .then(
          () => true,
          () => false,
        )
      taken += stored ? 1 : 0
      return stored === isLawful(change)
    }),
    { numRuns: 600, endOnFailure: true },
  )
  expect(taken).toBeGreaterThan(10)
})

test('F05 fuzz: no update of a record’s identity gets past the database without an import', async () => {
  const person = await house.person({ fullName: 'Trần Văn Thử', idNumber: newIdNumber(1) })
  const set = fc.record(
    {
      full_name: fc.constantFrom('Trần Văn Thủ', 'TRẦN VĂN THỬ'),
      birth_date: fc.constantFrom('1990-05-18', null),
      sex: fc.constantFrom('male', null),
      id_number: fc.constantFrom(newIdNumber(2), null),
      phone: fc.constantFrom('+84900000001', null),
      version: fc.nat(9),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(set, async (change) => {
      if (Object.keys(change).length === 0) return
      const update = house.db.updateTable('people').set(change).where('id', '=', person.id).execute()
      const touches = IDENTITY.some((column) => column in change)
      if (touches) await expect(update).rejects.toThrow(/only with an import/)
      else await update
    }),
    { numRuns: 300, endOnFailure: true },
  )
})
