import { z } from 'zod'
import type { Opening } from '../../../core/ports/audit.ts'
import type { OwnData } from '../../../core/use-cases/rights/own-data.ts'
import { paths } from '../../paths.ts'
import { whatOf } from './opened-view.ts'

const Text = z.string().nullable()
const Time = z.iso.datetime()

const Fact = z.object({ field: z.string(), recorded: Text, correct: z.string() })

const Report = z.object({
  code: z.string(),
  types: z.array(z.string()),
  state: z.string(),
  recordedAt: Time,
  dueAt: Time,
  claimant: z.object({ fullName: z.string(), birthDate: z.string(), sex: z.string(), idNumber: Text }),
  changes: z.array(Fact),
  doses: z.array(z.record(z.string(), z.unknown())).describe('What the person said about each dose'),
  note: Text,
  answer: Text,
  refusalReasons: z.array(z.string()),
  photos: z.array(z.object({ kind: z.string(), state: z.string(), receivedAt: Time })),
})

const Record = z.object({
  level: z.union([z.literal(1), z.literal(2)]).describe('1: numbers are masked, 2: in full'),
  facts: z.object({
    fullName: z.string(),
    birthDate: Text,
    sex: Text,
    idNumber: Text,
    phone: Text,
    commune: Text,
  }),
  doses: z.array(
    z.object({ number: z.number().nullable(), vaccine: z.string(), givenOn: Text, lot: Text, facility: Text }),
  ),
})

/** The machine-readable copy (features L05). Its JSON Schema stands at paths.rights.copySchema. */
export const OwnDataCopy = z
  .object({
    $schema: z.url(),
    version: z.literal(1),
    madeAt: Time,
    level: z.union([z.literal(1), z.literal(2)]),
    records: z.array(Record).describe('The vaccination records of the Platform that this person opened'),
    reports: z.array(Report),
    drafts: z.number().int(),
    messages: z.object({ heard: z.number().int(), said: z.number().int(), helpRequests: z.number().int() }),
    channels: z.array(z.string()),
    family: z.object({
      members: z.array(z.object({ name: z.string(), provedUntil: Time })),
      birthPapers: z.number().int(),
      sheets: z.number().int(),
    }),
    consents: z.array(z.object({ textVersion: z.string(), givenAt: Time, withdrawnAt: Time.nullable() })),
    requests: z.array(z.object({ code: z.string(), kind: z.string(), state: z.string(), askedAt: Time, dueAt: Time })),
    openings: z
      .array(z.object({ at: Time, unit: z.string(), role: z.string(), what: z.string(), report: Text, reason: Text }))
      .describe('Who opened the file: unit and role'),
  })
  .describe('Sổ Tiêm: a copy of the data held about one person')

export function copyOf(
  data: OwnData,
  openings: readonly Opening[],
  { madeAt, publicUrl }: { madeAt: Date; publicUrl: string },
): z.infer<typeof OwnDataCopy> {
  return OwnDataCopy.parse({
    $schema: `${publicUrl}${paths.rights.copySchema}`,
    version: 1,
    madeAt: iso(madeAt),
    level: data.level,
    records: data.records.map(({ level, record: facts, doses }) => ({ level, facts, doses })),
    reports: data.reports.map(({ report, photos }) => ({
      ...report,
      recordedAt: iso(report.recordedAt),
      dueAt: iso(report.dueAt),
      photos: photos.map((photo) => ({ ...photo, receivedAt: iso(photo.receivedAt) })),
    })),
    drafts: data.drafts,
    messages: data.talk,
    channels: data.channels,
    family: {
      members: data.family.map((one) => ({ ...one, provedUntil: iso(one.provedUntil) })),
      birthPapers: data.birthPapers,
      sheets: data.sheets,
    },
    consents: data.consents.map((consent) => ({
      ...consent,
      givenAt: iso(consent.givenAt),
      withdrawnAt: consent.withdrawnAt && iso(consent.withdrawnAt),
    })),
    requests: data.requests.map((one) => ({ ...one, askedAt: iso(one.askedAt), dueAt: iso(one.dueAt) })),
    openings: openings.map((opening) => ({
      at: iso(opening.at),
      unit: opening.unitName,
      role: opening.role,
      what: whatOf(opening),
      report: opening.reportCode,
      reason: opening.reason,
    })),
  })
}

const iso = (at: Date) => at.toISOString()
