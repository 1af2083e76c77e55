import type { CheckedPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const KIND = {
  expired: 'warning',
  replaced: 'warning',
  unknown_key: 'warning',
  not_a_passport: 'danger',
  bad_signature: 'danger',
} as const

/** Each answer has its own sentence; only a valid code shows whose it is. */
export function checkedView(checked: CheckedPassport, say: Say) {
  if (checked.state === 'valid') {
    return {
      kind: 'success',
      heading: say('passport.check.valid'),
      text: say('passport.check.validText'),
      rows: rowsOf(checked, say),
    }
  }
  const on = checked.state === 'replaced' ? { date: formatDate(checked.on) } : undefined
  return {
    kind: KIND[checked.state],
    heading: say(`passport.check.fault.${checked.state}.heading`),
    text: say(`passport.check.fault.${checked.state}.text`, on),
    rows: [],
  }
}

function rowsOf(valid: Extract<CheckedPassport, { state: 'valid' }>, say: Say) {
  const row = (key: string, value: string | null) => ({ label: say(`passport.check.${key}`), value, action: null })
  const { dose } = valid
  return [
    row('name', valid.name),
    row('birthDate', valid.birthDate ? partialDate(valid.birthDate) : null),
    row('dose', say('passport.check.doseText', { ...dose, givenOn: partialDate(dose.givenOn) })),
    row('expiresAt', formatDate(valid.expiresAt)),
  ]
}

/** Other countries may write a year, or a year and month (domain 3.3). */
function partialDate(iso: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return formatDate(iso)
  const [year = '', month] = iso.split('-')
  return month ? `${month}/${year}` : year
}
