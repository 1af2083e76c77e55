/** For what an officer reads a person's data (features F12); every reading is stored with one. */
export const READING_PURPOSES = [
  'handle_report',
  'verify_identity',
  'exchange_with_platform',
  'talk_to_citizen',
  'sign_records',
  'answer_rights',
  'oversee',
] as const

export type ReadingPurpose = (typeof READING_PURPOSES)[number]

/** By what is opened; a page that reads for another reason says so itself. */
const OF_SUBJECT: Readonly<Record<string, ReadingPurpose>> = {
  police_list: 'verify_identity',
  hamlet_list: 'verify_identity',
  police_workbook: 'verify_identity',
  joint_review: 'verify_identity',
  export: 'exchange_with_platform',
  import: 'exchange_with_platform',
  help_request: 'talk_to_citizen',
  call: 'talk_to_citizen',
  letters: 'talk_to_citizen',
  rights_request: 'answer_rights',
  signed_record: 'sign_records',
  passport: 'sign_records',
  oversight: 'oversee',
  audit: 'oversee',
}

const OF_ACTION: Readonly<Record<string, ReadingPurpose>> = {
  read_waiting_cases: 'verify_identity',
  read_export_desk: 'exchange_with_platform',
  read_inbox: 'talk_to_citizen',
  read_call_list: 'talk_to_citizen',
  read_rights: 'answer_rights',
}

const READING = /^(read|open|see|look|view|download|print|find)(_|$)/u

/** Null: nothing of a person was read. Whatever belongs to a report or a record is read to handle it. */
export function purposeOf(action: string, subjectKind: string): ReadingPurpose | null {
  if (!READING.test(action)) return null
  return OF_ACTION[action] ?? OF_SUBJECT[subjectKind] ?? 'handle_report'
}
