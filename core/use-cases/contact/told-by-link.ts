import { messageOfToken } from '../../domain/contact/message-token.ts'
import type { App } from '../../ports/app.ts'

/** The case code of the message behind a link: the reader knows it from that message, so nothing new is told (features I13). */
export async function toldByLink(app: App, { token }: { token: string }): Promise<{ code: string | null }> {
  const outboxId = messageOfToken(token)
  return app.store.transaction(async (tx) => {
    const subject = outboxId ? await tx.contacts.messageSubject(outboxId) : null
    const report = subject?.reportId ? await tx.reports.get(subject.reportId) : null
    return { code: report?.code ?? null }
  })
}
