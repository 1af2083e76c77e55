import { done, type Outcome } from '../../../core/domain/objection.ts'
import type { ReadyAnswerKey } from '../../../core/domain/thread/ready-answer.ts'
import type { App } from '../../../core/ports/app.ts'
import { prepareAnswer } from '../../../core/use-cases/thread/answer-facts.ts'
import type { OnThread } from '../../../core/use-cases/thread/reach-request.ts'
import type { Renderer } from '../../../templates/render.ts'

/** A ready answer in the words this citizen would get, without the unit's name before them (features E07). */
export async function filledAnswer(
  app: App,
  render: Pick<Renderer, 'text'>,
  command: OnThread & { answerKey: ReadyAnswerKey },
): Promise<Outcome<string>> {
  const prepared = await prepareAnswer(app, command)
  if (!prepared.ok) return prepared
  const { facts, way } = prepared.value
  return done(render.text(`ready-answers/${command.answerKey}`, { ...facts, channel: way.channel }, way.locale))
}
