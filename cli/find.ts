import { closeSync, openSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { findPeople } from '../core/use-cases/matching/find-people.ts'
import type { Command } from './command.ts'
import { readGiven } from './given-file.ts'
import { readOptions } from './options.ts'
import { withHouse } from './with-house.ts'

const text = z.string().optional().default('')

const QueryRow = z.object({
  query_id: z.string().min(1),
  full_name: text,
  dob: text,
  gender: text,
  id_number: text,
  old_id_number: text,
  phone: text,
  province: text,
  district: text,
  commune: text,
  dose_date: text,
  dose_vaccine: text,
})

/** `so-tiem find --queries FILE.csv --out FILE.jsonl`: who of the imported records each query means. */
export const findCommand: Command = {
  name: 'find',
  run: async (args, io) => {
    const given = readOptions(args, ['queries', 'out'])
    const { queries, out } = given?.values ?? {}
    if (!queries || !out || given?.words.length !== 0) {
      io.err(io.say('cli.usage.find'))
      return 2
    }
    const bytes = readGiven(queries, io)
    if (!bytes) return 2
    const rows = readRows(bytes)
    if (!rows) {
      io.err(io.say('cli.queriesUnreadable'))
      return 2
    }
    if (!mayWrite(out)) {
      io.err(io.say('cli.cannotWrite', { file: out }))
      return 2
    }
    const answers = await withHouse((house) => findPeople(house.app, rows.map(queryOf)))
    writeFileSync(
      out,
      answers
        .map((answer) => `${JSON.stringify({ query_id: answer.queryId, ranked: answer.ranked, auto: answer.auto })}\n`)
        .join(''),
    )
    io.out(JSON.stringify({ queries: answers.length, auto: answers.filter((answer) => answer.auto).length, out }))
    return 0
  },
}

function readRows(bytes: Buffer): z.infer<typeof QueryRow>[] | null {
  try {
    const rows = z.array(QueryRow).safeParse(parse(bytes, { columns: true, bom: true, skip_empty_lines: true }))
    return rows.success ? rows.data : null
  } catch {
    return null // quotes or columns that do not add up
  }
}

/** Asked before the work, which may take minutes. */
function mayWrite(file: string): boolean {
  try {
    closeSync(openSync(file, 'a'))
    return true
  } catch {
    return false
  }
}

function queryOf(row: z.infer<typeof QueryRow>) {
  return {
    queryId: row.query_id,
    text: {
      fullName: row.full_name,
      birthDate: row.dob,
      sex: row.gender,
      idNumber: row.id_number,
      oldIdNumber: row.old_id_number,
      phone: row.phone,
      province: row.province,
      district: row.district,
      commune: row.commune,
      doses: row.dose_date ? [{ date: row.dose_date, vaccine: row.dose_vaccine }] : [],
    },
  }
}
