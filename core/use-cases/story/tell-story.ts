import type { App } from '../../ports/app.ts'

export interface StoryFact {
  at: Date
  what: string
  [more: string]: unknown
}

/** All steps and messages of one case in the order they happened: states and codes, no value of a person. Null: no such case. */
export async function tellStory(app: App, code: string): Promise<StoryFact[] | null> {
  return app.store.transaction(async (tx) => {
    const report = await tx.reports.byCode(code)
    if (!report) return null
    const steps = (await tx.history.of('report', report.id)).map((event) => ({
      at: event.at,
      what: 'step',
      eventId: event.id,
      action: event.action,
      from: event.from,
      to: event.to,
      by: event.actor.role,
    }))
    const messages = (await tx.outbox.ofReport(report.id)).map((message) => ({
      at: message.createdAt,
      what: 'message',
      outboxId: message.id,
      channel: message.channel,
      purpose: message.purpose,
      template: message.templateKey,
      state: message.state,
    }))
    return [...steps, ...messages].sort((a, b) => a.at.getTime() - b.at.getTime())
  })
}
