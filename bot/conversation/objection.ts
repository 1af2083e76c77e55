import type { Objection } from '../../core/domain/objection.ts'
import { type Say, say } from './step.ts'

/** What a citizen's act in a conversation can run into; anything else gets the general sentence. */
const SAID = [
  ...['phone_invalid', 'too_many_codes', 'code_wrong', 'code_expired', 'code_tries_used_up', 'not_proved'],
  ...['no_such_report', 'empty_patch', 'incomplete_name', 'future_date', 'photo_needed', 'consent_needed'],
  ...['too_many_photos', 'photo_too_big', 'photo_not_an_image', 'photo_heic', 'photo_damaged', 'not_possible_now'],
  ...['counter_code_wrong', 'slip_wrong'],
  ...['too_many_tries', 'too_often', 'link_code_wrong', 'appeal_too_late', 'slot_gone', 'changed_meanwhile'],
]

export function sayObjection({ code, detail }: Objection): Say {
  return say(`objections.${SAID.includes(code) ? code : 'other'}`, detail)
}
