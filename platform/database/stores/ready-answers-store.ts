import { sql } from 'kysely'
import type { ReadyAnswerKey } from '../../../core/domain/thread/ready-answer.ts'
import { SAID_KINDS } from '../../../core/domain/thread/thread-order.ts'
import type { AnswerUsage, ReadyAnswers } from '../../../core/ports/ready-answers.ts'
import type { Db } from '../database.ts'
import { inScope } from './in-scope.ts'

export function readyAnswersStore(db: Db): ReadyAnswers {
  return {
    keep: async (reply) => {
      const { id, helpRequestId, staffId, unitId, address, channel, locale, answerKey, at } = reply
      const whose = { help_request_id: helpRequestId, staff_id: staffId, unit_id: unitId }
      const result = await db
        .insertInto('staff_replies')
        .values({ id, ...whose, address, channel, locale, answer_key: answerKey, at })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    usage: async (scope, since) => {
      const { rows } = await sql<AnswerUsage & { answerKey: ReadyAnswerKey }>`
        select a.answer_key as "answerKey", count(*)::int as used,
          count(*) filter (where exists (select from inbox i where i.address = a.address
            and i.received_at > a.at and i.received_at <= a.at + interval '7 days'
            and i.event->>'kind' = any(${SAID_KINDS})))::int as "wroteAgain"
        from staff_replies a where ${inScope(scope, 'a.unit_id')} and a.at >= ${since} and a.answer_key is not null
        group by 1 order by 2 desc, 1`.execute(db)
      return rows
    },
  }
}
