import { UNMASK_REASONS } from '../../../core/domain/staff/unmask.ts'
import type { Opening } from '../../../core/ports/audit.ts'
import { formatDateTime } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../citizen-door.ts'

/** Time, unit and role, what, why: no officer's name. */
export function openedView(openings: readonly Opening[], say: Say) {
  const column = (key: string) => ({ label: say(`rights.opened.columns.${key}`), numeric: false })
  return {
    caption: say('rights.opened.caption', { count: openings.length }),
    columns: ['at', 'who', 'what', 'why'].map(column),
    rows: openings.map((opening) => ({
      current: false,
      cells: [
        cell(formatDateTime(opening.at.toISOString())),
        cell(`${say(`rights.opened.roles.${opening.role}`)}, ${opening.unitName}`),
        cell(say(`rights.opened.what.${whatOf(opening)}`)),
        cell(whyOf(opening, say)),
      ],
    })),
  }
}

const cell = (text: string) => ({ text, href: null, tag: null })

/** What was seen, in seven words; an act that is none of these is a step of handling. */
export function whatOf({ action, subjectKind }: Pick<Opening, 'action' | 'subjectKind'>): string {
  if (action === 'unmask_photo') return 'wholePhoto'
  if (subjectKind === 'photo') return 'photo'
  if (action.includes('unmask') || action.includes('field')) return 'field'
  if (subjectKind === 'police_list') return 'list'
  if (subjectKind === 'help_request') return 'thread'
  if (subjectKind === 'person' || subjectKind === 'export') return 'record'
  return action.startsWith('open') || action.startsWith('see') || action.startsWith('read') ? 'case' : 'act'
}

function whyOf({ reason, reportCode }: Opening, say: Say): string {
  const unmasked = UNMASK_REASONS.find((known) => known === reason)
  if (unmasked) return say(`rights.opened.reasons.${unmasked}`)
  if (reason) return reason
  return reportCode ? say('rights.opened.reported', { code: reportCode }) : say('rights.opened.otherwise')
}
