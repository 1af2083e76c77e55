import { maskPhone } from '../../../core/domain/person/mask.ts'
import { type PhoneE164, readPhone } from '../../../core/domain/person/phone.ts'
import type { IdentityField } from '../../../core/domain/report/report-type.ts'
import type { Agreement } from '../../../core/domain/staff/three-way-check.ts'
import type { CaseView } from '../../../core/use-cases/desk/case-view.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../queue/view.ts'

/** Sign and colour of an agreement; the word beside it carries the meaning. */
const MARKS: Record<Exclude<Agreement, 'missing'>, { kind: string; sign: string }> = {
  same: { kind: 'success', sign: '=' },
  alike: { kind: 'warning', sign: '≈' },
  different: { kind: 'danger', sign: '≠' },
}

/** Recorded, claimed and read from the card, side by side (features C05). */
export function compareView({ rows, report }: CaseView, say: Say) {
  const nothing = report.personId ? say('common.nothing') : say('case.notLinked')
  return rows.map((row) => ({
    label: say(`case.fields.${row.field}`),
    changes: row.changes,
    recorded: shown(row.field, row.recorded, say) ?? nothing,
    claimed: shown(row.field, row.claimed, say) ?? say('case.notStated'),
    card: shown(row.field, row.card, say) ?? say('case.noCard'),
    recordedMark: mark(row.recordedWithClaimed, 'recorded', say),
    cardMark: mark(row.cardWithClaimed, 'card', say),
  }))
}

/** Phones stay masked: the officer compares ends, the number itself travels in the export (features L02). */
export function phoneView({ phoneChange }: CaseView, say: Say) {
  if (!phoneChange) return null
  return say('case.phoneChange', {
    recorded: phoneChange.recorded ? masked(phoneChange.recorded) : say('common.nothing'),
    claimed: masked(phoneChange.claimed),
  })
}

/** Nothing to compare needs no mark: the empty cell says so. */
function mark(agreement: Agreement, side: 'recorded' | 'card', say: Say) {
  if (agreement === 'missing') return null
  const { kind, sign } = MARKS[agreement]
  return { kind, label: `${sign} ${say(`case.agreement.${side}.${agreement}`)}` }
}

function shown(field: IdentityField, value: string | null, say: Say): string | null {
  if (!value) return null
  if (field === 'sex') return value === 'male' || value === 'female' ? say(`case.sex.${value}`) : value
  return field === 'birthDate' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value
}

function masked(phone: string): string {
  const read: PhoneE164 | null = readPhone(phone)
  return read ? maskPhone(read) : '•••'
}
