import { PHOTO_KINDS, type PhotoKind } from '../citizen/photo-kind.ts'
import { isCalendarDate } from '../person/calendar-date.ts'

/** `identity` goes to the police branch (2262), `dose` to the facility that injected (9458). */
export const REPORT_BRANCHES = ['identity', 'dose', 'contact', 'other'] as const
export type ReportBranch = (typeof REPORT_BRANCHES)[number]

/** The four mandatory fields of 9438: only these go to the police, only the police change them. */
export const IDENTITY_FIELDS = ['fullName', 'birthDate', 'sex', 'idNumber'] as const
export type IdentityField = (typeof IDENTITY_FIELDS)[number]

export const FACT_QUESTIONS = [...IDENTITY_FIELDS, 'phone'] as const
/** What is asked about one dose, in the order in which people remember it. */
export const DOSE_QUESTIONS = ['which', 'number', 'date', 'vaccine', 'lot', 'place'] as const
export const QUESTIONS = [...FACT_QUESTIONS, ...DOSE_QUESTIONS, 'note'] as const
export type Question = (typeof QUESTIONS)[number]

const CLASSES = ['no_id', 'malformed_id', 'wrong_facts'] as const
const OWNERS = ['residence', 'facility'] as const
const NEEDS = ['needed', 'recommended'] as const

/** One type of report as it was reviewed (features B01). */
export interface ReportTypeRow {
  /** The official classes of 2262 step 1 (a), (b), (c) it can belong to; a dose problem belongs to none. */
  classes: readonly (typeof CLASSES)[number][]
  branch: ReportBranch
  fields: readonly (typeof FACT_QUESTIONS)[number][]
  questions: readonly Question[]
  /** At least one of these must be answered; none: nothing must. */
  enough: readonly Question[]
  evidence: readonly { photo: PhotoKind; need: (typeof NEEDS)[number] }[]
  /** Who handles it: the commune of permanent residence (2262 step 1), or where the dose was given (9458). */
  owner: (typeof OWNERS)[number]
  /** Elapsed hours of 9458; days the police have for a list (3771 step 2), null where they are not asked. */
  clock: { hours: number; policeDays: number | null }
  /** Letter and step. */
  source: readonly string[]
  /** When a person last read this row against the letters (YYYY-MM-DD), and what it stands on. */
  reviewed: { on: string; basis: string }
}

/** The rows of report-types.json; a row that is wrong stops the start with its name and what is wrong. */
export function checkReportTypes<T extends string>(table: Readonly<Record<T, unknown>>): Record<T, ReportTypeRow> {
  for (const [type, row] of Object.entries(table)) {
    const fault = faultIn(row as ReportTypeRow)
    if (fault) throw new Error(`report-types.json: ${type} has no usable ${fault}`)
  }
  return table as Record<T, ReportTypeRow>
}

/** The part of the row that cannot be used; null when all can. */
function faultIn(row: Partial<ReportTypeRow>): keyof ReportTypeRow | null {
  const { branch, fields = [], questions = [], enough = [], evidence = [], clock, reviewed } = row
  const tests: Record<keyof ReportTypeRow, boolean> = {
    branch: isOf(REPORT_BRANCHES, branch),
    questions: areOf(QUESTIONS, row.questions) && questions.length > 0,
    classes: areOf(CLASSES, row.classes) && (branch === 'identity') === Boolean(row.classes?.length),
    fields: areOf(FACT_QUESTIONS, row.fields) && fields.every((field) => questions.includes(field)),
    enough: areOf(QUESTIONS, row.enough) && enough.every((question) => questions.includes(question)),
    evidence:
      areOf(
        PHOTO_KINDS,
        row.evidence?.map(({ photo }) => photo),
      ) && evidence.every(({ need }) => isOf(NEEDS, need)),
    owner: isOf(OWNERS, row.owner) && (row.owner === 'facility') === (branch === 'dose'),
    clock: Number.isInteger(clock?.hours) && (clock?.policeDays !== null) === (branch === 'identity'),
    source: Boolean(row.source?.length) && (row.source ?? []).every((letter) => /\d+\/.+ /.test(letter)),
    reviewed: isCalendarDate(reviewed?.on ?? '') && Boolean(reviewed?.basis.trim()),
  }
  return (Object.keys(tests) as (keyof ReportTypeRow)[]).find((part) => !tests[part]) ?? null
}

function isOf(known: readonly string[], value: unknown): boolean {
  return known.some((one) => one === value)
}

function areOf(known: readonly string[], values: readonly unknown[] | undefined): boolean {
  return Array.isArray(values) && values.every((value) => isOf(known, value)) && new Set(values).size === values.length
}
