import type { NoticeKey } from '../report/notice.ts'

/** Decisions a citizen must learn of even when they stopped our messages: these take another road (features I10). */
export const LEGAL_NOTICES: readonly NoticeKey[] = [
  'report-refused',
  'report-answered',
  'police-confirmed',
  'police-objected',
  'police-call',
  'register-wrong',
  'record-signed',
]

export function isLegal(notice: NoticeKey): boolean {
  return LEGAL_NOTICES.includes(notice)
}
