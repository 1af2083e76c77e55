import type { BulkDecision } from '../../domain/bulk/bulk-decision.ts'
import { channelOf } from '../../domain/contact/address.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Report } from '../../domain/report/report.ts'
import type { App } from '../../ports/app.ts'
import type { Channel } from '../../ports/outbox.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { decideWithin } from '../desk/decide.ts'
import type { Decision } from '../desk/decision.ts'
import { reachReport } from '../desk/reach-report.ts'
import { reportChat } from './report-chat.ts'

export interface RowCommand {
  bulkId: string
  officer: Officer
  decision: BulkDecision
  row: { code: string; version: number; text: string | null }
}

/** `no_chat` is no objection of the lifecycle: the row says so itself. */
export type RowOutcome = Outcome<Report> | 'no_chat'

/** One row as if the officer had opened the case and pressed: the same checks, the same history, the same message. */
export async function carryOutRow(app: App, tx: Tx, command: RowCommand): Promise<RowOutcome> {
  const { officer, decision, row } = command
  if (decision.action === 'ready_answer') return sendAnswer(app, tx, command)
  const decided = await decideWithin(app, tx, { officer, ...row, decision: decisionFor(decision, row.text) })
  return decided.ok ? done(decided.value.report) : decided
}

function decisionFor(decision: Exclude<BulkDecision, { action: 'ready_answer' }>, text: string | null): Decision {
  return decision.action === 'ask_citizen' ? { ...decision, sentence: text ?? decision.sentence } : decision
}

async function sendAnswer(app: App, tx: Tx, { bulkId, officer, decision, row }: RowCommand): Promise<RowOutcome> {
  const reached = await reachReport(tx, officer, 'decide_case', row.code, 'lock')
  if (!reached.ok) return reached
  const report = reached.value
  if (report.version !== row.version) return object('changed_meanwhile')
  const address = await reportChat(tx, report)
  if (!address) return 'no_chat'
  if (!row.text) return object('answer_unfilled')
  const unitName = (await tx.units.get(report.unitId))?.name ?? ''
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `b|${bulkId}|${report.id}`,
    channel: channelOf(address) as Channel,
    address,
    purpose: 'reply',
    content: { kind: 'staff_reply', locale: report.locale, text: row.text, unitName },
    reportId: report.id,
  })
  const subject = { subjectKind: 'report', subjectId: report.id }
  const detail = { bulkId, answerKey: decision.action === 'ready_answer' ? decision.answerKey : null }
  await tx.audit.write({ staffId: officer.staffId, action: 'bulk_reply', ...subject, detail })
  return done(report)
}
