import { done, type Outcome, object } from '../../domain/objection.ts'
import { type AnswerFacts, type ReadyAnswerKey, unfilledOf } from '../../domain/thread/ready-answer.ts'
import type { App } from '../../ports/app.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Tx } from '../../ports/store.ts'
import { type OnThread, reachRequest } from './reach-request.ts'
import { type ReplyWay, replyWay } from './reply-way.ts'

export interface PreparedAnswer {
  facts: AnswerFacts
  way: ReplyWay
  unitName: string
}

/** What a ready answer is filled with, and where it would go; objects when a variable stays empty (features E07). */
export async function prepareAnswer(
  app: App,
  command: OnThread & { answerKey: ReadyAnswerKey },
): Promise<Outcome<PreparedAnswer>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'read')
    if (!reached.ok) return reached
    const facts = await answerFacts(app, tx, reached.value)
    const field = unfilledOf(command.answerKey, facts)
    if (field) return object('answer_unfilled', { field })
    const unitName = (await tx.units.get(reached.value.unitId))?.name ?? ''
    return done({ facts, way: await replyWay(tx, reached.value), unitName })
  })
}

export async function answerFacts(app: App, tx: Tx, request: HelpRequest): Promise<AnswerFacts> {
  const unit = await tx.units.get(request.unitId)
  const code = request.reportId ? ((await tx.reports.get(request.reportId))?.code ?? null) : null
  return {
    code,
    link: code ? `${app.settings.publicUrl}/theo-doi/${code}` : null,
    openingHours: unit?.openingHours ?? null,
    address: unit?.address ?? null,
  }
}
