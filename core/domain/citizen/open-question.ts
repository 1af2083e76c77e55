import type { ReportState } from '../report/report-lifecycle.ts'
import { ASK_WHY, type AskWhy, WANTED, type Wanted } from '../staff/wanted.ts'
import { stepNotice } from './tracking.ts'

/** What the station asked and still waits for (features D09). */
export interface OpenQuestion {
  eventId: string
  at: Date
  wanted: Wanted[]
  why: AskWhy | null
}

interface Step {
  id: string
  action: string
  at: Date
  detail: Record<string, unknown>
}

/** The question stands until a word or a photo has come. */
export function openQuestion(
  state: ReportState,
  events: readonly Step[],
  photos: readonly { receivedAt: Date }[],
): OpenQuestion | null {
  if (state !== 'in_review') return null
  const last = events.findLast(({ action }) => action === 'note' || action === 'repeat' || stepNotice(action) !== null)
  if (last?.action !== 'ask_citizen' || photos.some((photo) => photo.receivedAt > last.at)) return null
  const { wanted, why } = last.detail
  return {
    eventId: last.id,
    at: last.at,
    wanted: Array.isArray(wanted) ? WANTED.filter((item) => wanted.includes(item)) : [],
    why: ASK_WHY.find((one) => one === why) ?? null,
  }
}
