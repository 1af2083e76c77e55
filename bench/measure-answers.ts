import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { lookUp } from '../core/use-cases/citizen/look-up.ts'
import { provePhone } from '../core/use-cases/citizen/prove-phone.ts'
import { createApp } from '../platform/app.ts'
import { openDatabase } from '../platform/database/database.ts'
import { openPhotoDesk } from '../platform/photos/photo-desk.ts'
import { median } from './table.ts'
import { seedVisitors } from './visitors.ts'

const ROUNDS = 400
const PEOPLE = 5_000
const KINDS = ['unknown', 'other phone', 'not proved'] as const

/**
 * The three answers that must not be told apart (features A05), side by side: one of each in turn, so that a busy machine is
 * busy for all. The jitter is how far apart their medians, and their 95 %, lie; the row asks for less than 50 ms.
 */
export async function measureAnswers(databaseUrl: string, filesDir: string): Promise<string> {
  const recorded = await seedPeople(databaseUrl)
  const db = openDatabase(databaseUrl, () => undefined, 4)
  const photos = openPhotoDesk()
  const settings = { photos, masterKey: Buffer.alloc(32, 7), filesDir, s3: null, publicUrl: 'http://x', practice: true }
  const app = createApp(db, settings)
  const took: Record<(typeof KINDS)[number], number[]> = { unknown: [], 'other phone': [], 'not proved': [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    const stranger = `web|portal|${randomUUID()}`
    await provePhone(app, { phone: '+84988000111', address: stranger })
    const who = { birthDate: '1990-05-17', sex: 'female' as const, idNumber: null, passportCountry: null }
    const asks = {
      unknown: { address: stranger, claimant: { ...who, fullName: 'Không Có Ai' } },
      'other phone': { address: stranger, claimant: { ...who, fullName: recorded } },
      'not proved': { address: `web|portal|${randomUUID()}`, claimant: { ...who, fullName: 'Không Có Ai' } },
    }
    for (let turn = 0; turn < KINDS.length; turn += 1) {
      const kind = KINDS[(turn + round) % KINDS.length] as (typeof KINDS)[number]
      const started = performance.now()
      await lookUp(app, asks[kind])
      took[kind].push(performance.now() - started)
    }
  }
  await photos.close()
  await db.destroy()
  return tell(took)
}

/** Answers the name of one of them. */
async function seedPeople(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      `insert into units (id, dataset_version, code, kind, name, valid_from)
       values ('tyt-mau', '2021', 'tyt-mau', 'station', 'Trạm Y tế xã Mẫu', '2021-01-01')`,
    )
    await seedVisitors(client, PEOPLE, 'only-for-the-bench-only-for-the-bench-only')
    const { rows } = await client.query('select full_name from people order by record_id limit 1')
    return String(rows[0].full_name)
  } finally {
    await client.end()
  }
}

function tell(took: Record<string, number[]>): string {
  const within95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0
  const apart = (of: (values: number[]) => number) => {
    const each = Object.values(took).map(of)
    return (Math.max(...each) - Math.min(...each)).toFixed(2)
  }
  const lines = Object.entries(took).map(
    ([kind, values]) =>
      `${kind.padEnd(12)} median ${median(values).toFixed(2)} ms, 95 % within ${within95(values).toFixed(2)} ms`,
  )
  return [
    ...lines,
    `apart: medians ${apart(median)} ms, 95 % ${apart(within95)} ms (${ROUNDS} rounds, ${PEOPLE} people)`,
  ].join('\n')
}
