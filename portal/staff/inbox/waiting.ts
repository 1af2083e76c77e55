import type { Say } from '../queue/view.ts'

const MINUTE = 60_000

/** Promised to eight of ten people in office hours (features D11). */
const TARGET_MINUTES = 10

/** How long somebody waits, in words; the colour repeats them. */
export function waitingTag(since: Date, now: Date, say: Say) {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE))
  return { kind: minutes >= TARGET_MINUTES ? 'warning' : 'neutral', label: durationText(minutes, say) }
}

function durationText(minutes: number, say: Say): string {
  if (minutes < 60) return say('inbox.waits.minutes', { minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? say('inbox.waits.hours', { hours }) : say('inbox.waits.days', { days: Math.floor(hours / 24) })
}

/** What the page says about the promise, from real rows. */
export function answerTimesText(
  { answered, p80Minutes, unanswered }: { answered: number; p80Minutes: number | null; unanswered: number },
  say: Say,
): string {
  const rest = unanswered > 0 ? ` ${say('inbox.times.unanswered', { count: unanswered })}` : ''
  if (p80Minutes === null) return say('inbox.times.none', { target: TARGET_MINUTES }) + rest
  return say('inbox.times.p80', { minutes: Math.ceil(p80Minutes), answered, target: TARGET_MINUTES }) + rest
}
