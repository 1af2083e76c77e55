import { act } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { HELP_LIFECYCLE, type HelpState } from '../../domain/thread/help-lifecycle.ts'
import { hasOpenVariable, type ReadyAnswerKey, unfilledOf } from '../../domain/thread/ready-answer.ts'
import type { App } from '../../ports/app.ts'
import type { HelpRequest } from '../../ports/help-requests.ts'
import type { Tx } from '../../ports/store.ts'
import { answerFacts } from './answer-facts.ts'
import { isHeldByAnother, type OnThread, reachRequest } from './reach-request.ts'
import { replyWay } from './reply-way.ts'

export interface ReplyToCitizen extends OnThread {
  /** Names this answer: sent twice, it is one message. A UUID. */
  replyId: string
  /** NFC, without the unit's name, which the channel puts before it. */
  text: string
  answerKey: ReadyAnswerKey | null
}

/** An answer in the citizen's chat, in the unit's name and never the officer's; it also claims the talk (features D11). */
export async function replyToCitizen(app: App, command: ReplyToCitizen): Promise<Outcome<null>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachRequest(tx, command, 'lock')
    if (!reached.ok) return reached
    const request = reached.value
    if (isHeldByAnother(request, command.officer)) return object('held_by_colleague')
    const moved = act(HELP_LIFECYCLE, request.state, 'take', command.officer.role)
    if (!moved.ok) return moved
    const open = await openVariable(app, tx, request, command)
    if (open) return open
    await send(app, tx, request, command, moved.value)
    return done(null)
  })
}

async function openVariable(app: App, tx: Tx, request: HelpRequest, { answerKey, text }: ReplyToCitizen) {
  if (hasOpenVariable(text)) return object('answer_unfilled', { field: 'text' })
  const field = answerKey ? unfilledOf(answerKey, await answerFacts(app, tx, request)) : null
  return field ? object('answer_unfilled', { field }) : null
}

async function send(app: App, tx: Tx, request: HelpRequest, command: ReplyToCitizen, state: HelpState): Promise<void> {
  const { officer, replyId, text, answerKey } = command
  const { staffId } = officer
  const at = app.now()
  const way = await replyWay(tx, request)
  const unitName = (await tx.units.get(request.unitId))?.name ?? ''
  const of = { helpRequestId: request.id, unitId: request.unitId }
  if (!(await tx.readyAnswers.keep({ id: replyId, ...of, ...way, staffId, answerKey, at }))) return
  await tx.outbox.put({
    id: app.newId(),
    idempotencyKey: `h|${request.id}|${replyId}`,
    channel: way.channel,
    address: way.address,
    purpose: 'reply',
    content: { kind: 'staff_reply', locale: way.locale, text, unitName },
    reportId: request.reportId,
  })
  await tx.helpRequests.save({ ...request, state, takenBy: staffId, answeredAt: request.answeredAt ?? at })
  const subject = { subjectKind: 'help_request', subjectId: request.id }
  await tx.audit.write({ staffId, action: 'reply_to_citizen', ...subject, detail: { replyId, answerKey } })
}
