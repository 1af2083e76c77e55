import type { TrackedPart, Tracking } from '../../../core/domain/citizen/tracking.ts'
import { formatDeadline } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../citizen-door.ts'

/** Both branches of a report with identity and dose faults, each with its owner and clock (docs/decisions/two-branches.md). */
export function partsView({ parts }: Tracking, locale: string, say: Say) {
  return parts.map((part) => ({
    title: say(`track.parts.${part.about}`),
    state: say(part.endState ? `track.ends.${part.endState}.name` : `track.states.${part.state}.name`),
    rows: [
      { label: say('track.rows.holder'), value: holderText(part, say), action: null },
      {
        label: say('track.rows.dueAt'),
        value: isOver(part) ? null : formatDeadline(part.holder.dueAt ?? part.dueAt, locale),
        action: null,
      },
    ].filter(({ value }) => value !== null),
    reasons: part.refusal?.reasons.map((reason) => say(`track.reasons.${reason}.name`)) ?? [],
    answer: part.refusal?.answer ?? part.answer,
  }))
}

function holderText({ holder }: TrackedPart, say: Say): string | null {
  if (holder.kind === 'nobody') return null
  return holder.unitName ?? say(`track.holder.${holder.kind}`)
}

function isOver({ state, holder }: TrackedPart): boolean {
  return state === 'refused' || holder.kind === 'nobody'
}

/** How the facility answered "I never had this dose" (features B06); null while it has not, or was not asked. */
export function disputeView({ disputed }: Tracking, say: Say) {
  if (!disputed) return null
  const { outcome, paper, paperNumber } = disputed
  if (outcome === 'withdrawn') return null
  if (!outcome) return { kind: 'info', heading: say('track.dispute.heading'), text: say('track.dispute.frozen') }
  const shown = paper ? say(`track.dispute.paper.${paper}`) : ''
  const where = paperNumber ? say('track.dispute.number', { number: paperNumber }) : ''
  const text = [say(`track.dispute.${outcome}`), shown, where].filter(Boolean).join(' ')
  return { kind: 'info', heading: say('track.dispute.letter'), text }
}

/** What became of "it is urgent" (features B12). */
export function urgentText({ urgentLane, state }: Tracking, say: Say): string | null {
  if (!urgentLane || ['closed', 'withdrawn', 'refused'].includes(state)) return null
  return say(`track.urgent.${urgentLane}`)
}
