import type { NoticeKey } from '../../domain/report/notice.ts'
import type { App } from '../../ports/app.ts'
import type { Audience, Recipient } from '../../ports/campaigns.ts'

/** Nobody is reminded of the same thing twice within a day. */
export const QUIET_MS = 24 * 3_600_000

export const quietSince = (app: App): Date => new Date(app.now().getTime() - QUIET_MS)

/** The text each audience gets: templates/notifications/<key>. */
export const REMINDER_OF: Record<Audience, NoticeKey> = {
  photo_asked: 'reminder-photo',
  card_missing: 'reminder-card',
  error_list: 'reminder-error-list',
}

/** What the message holds: a code and a link, nothing about the person (features I06). */
export function reminderParams(app: App, recipient: Pick<Recipient, 'code'>): { code: string; link: string } {
  const { publicUrl } = app.settings
  const { code } = recipient
  return code ? { code, link: `${publicUrl}/theo-doi/${code}` } : { code: '', link: `${publicUrl}/tra-cuu` }
}
