/** What a person can cause and the program answers; every door has a sentence for every code (templates/locales/objections). */
export const OBJECTION_CODES = [
  'not_possible_now',
  'not_your_role',
  'not_your_unit',
  'not_injecting_unit',
  'no_such_report',
  'no_such_list',
  'no_such_case',
  'no_such_import',
  'no_such_person',
  'no_such_campaign',
  'no_such_photo',
  'changed_meanwhile',
  'empty_patch',
  'incomplete_name',
  'future_date',
  'photo_needed',
  'consent_needed',
  'too_many_photos',
  'photo_too_big',
  'photo_not_an_image',
  'photo_heic',
  'photo_damaged',
  'code_wrong',
  'code_expired',
  'code_tries_used_up',
  'link_code_wrong',
  'counter_code_wrong',
  'taken_time_wrong',
  'slip_wrong',
  'other_reviewer',
  'appeal_too_late',
  'answer_needed',
  'too_many_codes',
  'too_often',
  'link_expired',
  'phone_invalid',
  'not_proved',
  'wrong_log_in',
  'account_closed',
  'too_many_tries',
  'password_too_weak',
  'reason_needed',
  'list_empty',
  'list_too_long',
  'foreigner_on_police_list',
  'already_on_a_list',
  'nothing_answered',
  'file_changed',
  'signature_invalid',
  'same_signer',
  'minutes_incomplete',
  'file_not_a_sheet',
  'file_too_big',
  'columns_missing',
  'totals_differ',
  'import_superseded',
  'nothing_to_export',
  'nothing_to_sign',
  'nobody_to_remind',
  'zalo_refused',
  'wrong_state',
  'no_such_thread',
  'held_by_colleague',
  'answer_unfilled',
  'slot_gone',
  'no_such_request',
  'sheet_too_long',
  'paper_needed',
  'urgent_day',
  'no_such_member',
  'member_not_found',
  'family_full',
  'not_a_child',
  'hand_over_code_wrong',
  'help_code_wrong',
  'slip_unknown',
  'slip_known',
  'helping_ended',
] as const

export type ObjectionCode = (typeof OBJECTION_CODES)[number]

/** `detail` holds only values a page may show: a state, a field name, a count. Never a person's data. */
export interface Objection {
  code: ObjectionCode
  detail?: Readonly<Record<string, string | number>>
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; objection: Objection }

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })

export function object(code: ObjectionCode, detail?: Objection['detail']): { ok: false; objection: Objection } {
  return { ok: false, objection: detail ? { code, detail } : { code } }
}
