/** What an officer may ask a citizen for (features D09); the sentences stand in templates. */
export const WANTED = [
  'card_photo',
  'paper_photo',
  'full_name',
  'birth_date',
  'id_number',
  'dose_facts',
  'visit',
] as const

export type Wanted = (typeof WANTED)[number]

/** Why it is asked for (features D09): no request without a reason, this one or the officer's own sentence. */
export const ASK_WHY = ['missing', 'unreadable', 'differs', 'not_sure'] as const

export type AskWhy = (typeof ASK_WHY)[number]

/** End states with which an officer may close a question (features D06): the others follow from evidence. */
export const ANSWER_END_STATES = ['corrected_waiting', 'not_ours', 'not_provable', 'duplicate'] as const

export type AnswerEndState = (typeof ANSWER_END_STATES)[number]
