import type { Selectable } from 'kysely'
import type { CallbackSlot } from '../../../core/domain/thread/office-hours.ts'
import type { HelpRequest } from '../../../core/ports/help-requests.ts'
import type { HelpRequests as Row } from '../schema.ts'

export function columnsOf(request: HelpRequest) {
  return {
    unit_id: request.unitId,
    address: request.address,
    person_id: request.personId,
    report_id: request.reportId,
    text: request.text,
    state: request.state,
    asked_at: request.askedAt,
    asked_open: request.askedOpen,
    taken_by: request.takenBy,
    answered_at: request.answeredAt,
    callback_day: request.callback?.day ?? null,
    callback_part: request.callback?.part ?? null,
    callback_phone: request.callbackPhone,
    call_tries: request.callTries,
    ended_at: request.endedAt,
  }
}

export function helpRequestOf(row: Selectable<Row>): HelpRequest {
  const { callback_day: day, callback_part: part } = row
  return {
    id: row.id,
    unitId: row.unit_id,
    address: row.address,
    personId: row.person_id,
    reportId: row.report_id,
    text: row.text,
    state: row.state as HelpRequest['state'],
    askedAt: row.asked_at,
    askedOpen: row.asked_open,
    takenBy: row.taken_by,
    answeredAt: row.answered_at,
    callback: day && part ? { day, part: part as CallbackSlot['part'] } : null,
    callbackPhone: row.callback_phone,
    callTries: row.call_tries,
    endedAt: row.ended_at,
  }
}
