import { z } from 'zod'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

type Line = [label: string, value: string]

/** What an officer sees of a case, line by line: their form carries it, so that a stale one can be told the difference (features E04). */
export function sawNow(view: CaseView, say: Say): Line[] {
  const { report } = view
  return [
    [say('queue.columns.state'), say(`queue.states.${report.state}`)],
    [say('queue.columns.holder'), view.holderName ?? say('queue.nobody')],
    [say('case.unit'), view.unitName],
    [say('case.round'), String(report.round)],
    ...report.changes.map(({ field, correct }): Line => [say(`desk.saw.fields.${field}`), correct]),
    ...report.doses.map(
      (dose, index): Line => [
        say('desk.saw.dose', { number: dose.number ?? index + 1 }),
        [dose.givenOn, dose.vaccine, dose.lot, dose.place, dose.note].filter(Boolean).join(' · '),
      ],
    ),
    [say('desk.saw.photos'), String(view.photos.length)],
    [say('desk.saw.note'), report.note ?? say('common.nothing')],
    [say('desk.saw.answer'), report.answer ?? say('common.nothing')],
    [say('case.deferredUntil'), report.deferredUntil ? formatDate(report.deferredUntil) : say('common.nothing')],
  ]
}

export const packSaw = (lines: readonly Line[]): string => Buffer.from(JSON.stringify(lines)).toString('base64url')

const Lines = z.array(z.tuple([z.string().max(200), z.string().max(2000)])).max(60)

/** The lines that changed since, with both values; an unreadable form has none. */
export function differences(packed: unknown, now: readonly Line[], nothing: string) {
  const before = new Map(unpack(packed))
  const after = new Map(now)
  if (before.size === 0) return []
  return [...new Set([...after.keys(), ...before.keys()])]
    .map((label) => ({ label, before: before.get(label) ?? nothing, now: after.get(label) ?? nothing }))
    .filter((line) => line.before !== line.now)
}

function unpack(packed: unknown): Line[] {
  if (typeof packed !== 'string') return []
  try {
    return Lines.parse(JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')))
  } catch {
    return []
  }
}
