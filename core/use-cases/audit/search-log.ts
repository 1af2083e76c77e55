import { done, type Outcome, object } from '../../domain/objection.ts'
import { readCaseCode } from '../../domain/report/receipt-code.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { FileOfPerson } from '../../ports/audit.ts'
import type { AuditLine, ChainCheck, ExportTally } from '../../ports/audit-search.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { verifyChains } from './verify-chains.ts'

const SHOWN = 200

export interface LogAsked {
  officer: Officer
  /** A receipt code or an ID number; null: anybody's rows. */
  person: string | null
  login: string | null
  from: Date
  until: Date
}

export interface LogFound {
  lines: AuditLine[]
  total: number
  exports: ExportTally[]
}

/** The log by person, officer and time: rows and counts, never a value of a person (features L01). The question itself is logged. */
export async function searchLog(app: App, asked: LogAsked): Promise<Outcome<LogFound>> {
  const { officer, person, login, from, until } = asked
  if (!may(officer, 'read_audit')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const file = person === null ? null : await fileOf(tx, person)
    const question = { file, login, from, until }
    const found = {
      lines: await tx.auditSearch.lines(question, SHOWN),
      total: await tx.auditSearch.count(question),
      exports: await tx.auditSearch.exports(from, until),
    }
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'search_log',
      subjectKind: 'log',
      subjectId: 'audit',
      detail: {
        byPerson: person === null ? 'no' : 'yes',
        byOfficer: login === null ? 'no' : 'yes',
        found: found.total,
      },
    })
    return done(found)
  })
}

/** Everything of one person: the reports about their records, and the records. */
async function fileOf(tx: Tx, person: string): Promise<FileOfPerson> {
  const digits = person.replace(/\s/g, '')
  if (/^\d{9}(\d{3})?$/.test(digits)) {
    const records = await tx.records.byIdNumber(digits)
    const personIds = records.map(({ id }) => id)
    return { reportIds: await tx.auditSearch.reportIdsOf(personIds), helpRequestIds: [], personIds }
  }
  const code = readCaseCode(person)
  const report = code ? await tx.reports.byCode(code) : null
  if (!report) return { reportIds: [], helpRequestIds: [], personIds: [] }
  const personIds = report.personId ? [report.personId] : []
  const reportIds = [...new Set([report.id, ...(await tx.auditSearch.reportIdsOf(personIds))])]
  return { reportIds, helpRequestIds: [], personIds }
}

/** Walks the chains now and keeps what was found, so that the page tells when somebody last looked. */
export async function checkLog(app: App, { officer }: { officer: Officer }): Promise<Outcome<null>> {
  if (!may(officer, 'read_audit')) return object('not_your_role')
  const reports = await verifyChains(app)
  const at = app.now()
  await app.store.transaction(async (tx) => {
    for (const { chain, sealed, waiting, fault } of reports)
      await tx.auditSearch.keepCheck({ chain, at, links: sealed, waiting, fault: fault?.fault ?? null })
    const broken = reports.filter(({ fault }) => fault !== null).length
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'check_log',
      subjectKind: 'log',
      subjectId: 'audit',
      detail: { broken },
    })
  })
  return done(null)
}

export async function logState(app: App): Promise<ChainCheck[]> {
  return app.store.transaction((tx) => tx.auditSearch.lastChecks())
}
