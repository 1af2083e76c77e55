import type { ObjectionCode } from '../../core/domain/objection.ts'

/** HTTP status of an objection on a staff page. */
export function statusOf(code: ObjectionCode): number {
  if (code === 'no_such_report' || code === 'no_such_campaign' || code === 'no_such_photo') return 404
  if (code === 'no_such_thread') return 404
  if (code === 'answer_unfilled' || code === 'passkey_wrong' || code === 'dates_wrong') return 422
  if (code === 'not_your_role' || code === 'not_your_unit' || code === 'not_injecting_unit') return 403
  if (code === 'too_many_tries') return 429
  if (code === 'reason_needed' || code === 'password_too_weak' || code === 'wrong_log_in' || code === 'code_wrong')
    return 422
  return 409
}
