import { channelOf } from '../../domain/contact/address.ts'
import { messageOfToken } from '../../domain/contact/message-token.ts'
import { done, type Outcome } from '../../domain/objection.ts'
import { readReceiptCode } from '../../domain/report/receipt-code.ts'
import type { Report } from '../../domain/report/report.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { Tx } from '../../ports/store.ts'
import { openUnknownCase } from '../family/open-unknown-case.ts'
import { hideAndOpen, phoneBehind } from '../family/unknown-person.ts'

/**
 * "Không phải tôi" (features I12): from now this address hears nothing more of that report and its person, `null`: of any
 * report it was told of. The answer is the same whatever we know.
 */
export async function notMe(
  app: App,
  { address, reportCode }: { address: string; reportCode: string | null },
): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const told = await tx.contacts.toldAt(address)
    const code = reportCode === null ? null : readReceiptCode(reportCode)
    const meant = code ? ((await tx.reports.byCode(code))?.id ?? null) : null
    for (const reportId of told) {
      if (reportCode === null || reportId === meant) await remember(app, tx, address, reportId, null)
    }
    return done(null)
  })
}

/** The same from the link in a message: its token names the message, and so the number and the report. */
export async function notMeByLink(app: App, { token }: { token: string }): Promise<Outcome<null>> {
  const outboxId = messageOfToken(token)
  return app.store.transaction(async (tx) => {
    const subject = outboxId ? await tx.contacts.messageSubject(outboxId) : null
    if (subject) await remember(app, tx, subject.address, subject.reportId, subject.personId)
    return done(null)
  })
}

/** The pair is kept, and asked before every message leaves: what still waits takes the next way. The staff see it on the case. */
async function remember(
  app: App,
  tx: Tx,
  address: string,
  reportId: string | null,
  person: string | null,
): Promise<void> {
  const report = reportId ? await tx.reports.lock(reportId) : null
  const personId = report?.personId ?? person
  if (!report && !personId) return
  let isNew = false
  // Their other chats are not that person's either.
  for (const one of await tx.contacts.groupOf(address))
    if (await tx.contacts.sayNotMe(one, { reportId, personId }, app.now())) isNew = true
  if (!isNew) return
  await openCaseOf(app, tx, { address, personId, report })
  if (!report) return
  const channel = channelOf(address)
  await tx.history.append({
    subject: 'report',
    subjectId: report.id,
    action: 'not_me',
    from: report.state,
    to: report.state,
    actor: SYSTEM,
    detail: { channel },
    at: app.now(),
  })
}

/** The person is hidden from the phone, and the station gets the case with its 48 hours (features A08); nobody is told its code here. */
async function openCaseOf(
  app: App,
  tx: Tx,
  { address, personId, report }: { address: string; personId: string | null; report: Report | null },
): Promise<void> {
  const phone = await phoneBehind(app, tx, address)
  if (phone && personId) await hideAndOpen(app, tx, { address, phone, personId })
  else await openUnknownCase(app, tx, { personId, about: report })
}
