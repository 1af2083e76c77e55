import { createHmac, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { EMPTY_DRAFT, type ReportDraft } from '../core/domain/citizen/report-draft.ts'
import { foldName } from '../core/domain/person/full-name.ts'
import { paths } from '../portal/paths.ts'
import type { Asked } from './load.ts'

/** Invented people with a proved phone and a finished draft, each in a browser session of its own. */
export interface Visitor {
  draftId: string
  nameFolded: string
  cookie: string
  csrf: string
}

const BORN = '1990-05-17'
const WORDS = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khánh', 'Lan', 'Minh', 'Nga', 'Oanh', 'Phúc', 'Quân']

export async function seedVisitors(client: pg.Client, count: number, secret: string): Promise<Visitor[]> {
  await client.query('create table if not exists bench_reports (id uuid primary key, body jsonb, at timestamptz)')
  const importId = randomUUID()
  await client.query(
    `insert into imports (id, kind, unit_id, file_name, sha256, state, created_at)
     values ($1, 'records', 'tyt-mau', 'bench', '', 'applied', now())`,
    [importId],
  )
  const rows = Array.from({ length: count }, (_, index) => rowOf(index))
  const json = JSON.stringify(rows)
  await client.query(
    `insert into people (id, record_id, unit_id, full_name, name_folded, birth_date, sex, phone, class, import_id, updated_at)
     select id::uuid, 'B' || left(id, 12), 'tyt-mau', "fullName", "nameFolded", $2, 'female', phone, 'no_id', $3, now()
     from jsonb_to_recordset($1) as r(id text, "fullName" text, "nameFolded" text, phone text)`,
    [json, BORN, importId],
  )
  await client.query(
    `insert into doses (id, person_id, platform_dose_id, number, vaccine, given_on, import_id)
     select gen_random_uuid(), id::uuid, 'D' || left(id, 12), 1, 'AstraZeneca', '2021-10-10', $2
     from jsonb_to_recordset($1) as r(id text)`,
    [json, importId],
  )
  await client.query(
    `insert into proofs (id, address, phone, level, proved_at, expires_at)
     select gen_random_uuid(), address, phone, 1, now(), now() + interval '1 hour'
     from jsonb_to_recordset($1) as r(address text, phone text)`,
    [json],
  )
  await client.query(
    `insert into drafts (id, address, body, updated_at)
     select "draftId"::uuid, address, draft, now() from jsonb_to_recordset($1) as r("draftId" text, address text, draft jsonb)`,
    [json],
  )
  await client.query('analyze')
  return rows.map(({ session, draftId, nameFolded }) => ({
    draftId,
    nameFolded,
    cookie: `phien=${session}.${sign(secret, 'session', session)}`,
    csrf: sign(secret, 'csrf', session),
  }))
}

function rowOf(index: number) {
  const fullName = nameOf(index)
  const session = `bench${randomUUID().replaceAll('-', '').slice(0, 27)}`
  const phone = `+849${String(10_000_000 + index)}`
  const claimant = { fullName, birthDate: BORN, sex: 'female' as const, idNumber: null, passportCountry: null }
  const correct = fullName.replace('Nguyễn', 'Nguyễn Thị')
  const draft: ReportDraft = {
    ...EMPTY_DRAFT,
    types: ['WRONG_NAME'],
    claimant,
    phone,
    corrections: [{ field: 'fullName', correct, source: 'typed' }],
  }
  const address = `web|portal|${session}`
  const nameFolded = foldName(fullName as Parameters<typeof foldName>[0])
  return { id: randomUUID(), draftId: randomUUID(), fullName, nameFolded, phone, session, address, draft }
}

/** Each index its own words, so that a look-up meets one person. */
function nameOf(index: number): string {
  const words: string[] = []
  for (let rest = index, turn = 0; turn < 4; turn += 1, rest = Math.floor(rest / WORDS.length)) {
    words.push(WORDS[rest % WORDS.length] ?? 'An')
  }
  return `Nguyễn ${words.join(' ')}`
}

/** As the portal signs its anonymous session (portal/middleware/browser-session.ts). */
function sign(secret: string, purpose: string, id: string): string {
  return createHmac('sha256', secret).update(`${purpose}|${id}`).digest('base64url')
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

export function houseLookUp({ cookie }: Visitor): Asked {
  return { method: 'GET', path: paths.lookUpSteps.result, headers: { cookie } }
}

export function floorLookUp({ nameFolded }: Visitor): Asked {
  return { method: 'GET', path: `/person?${new URLSearchParams({ name: nameFolded, born: BORN })}` }
}

export function houseReport({ cookie, csrf, draftId }: Visitor): Asked {
  const body = new URLSearchParams({ _csrf: csrf, submission: draftId }).toString()
  return { method: 'POST', path: paths.reportSteps.review, headers: { ...FORM, cookie }, body }
}

export function floorReport({ draftId }: Visitor): Asked {
  const body = new URLSearchParams({ submission: draftId, type: 'WRONG_NAME', note: 'An invented report' }).toString()
  return { method: 'POST', path: '/report', headers: FORM, body }
}
