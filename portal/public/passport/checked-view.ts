import type { CheckedPassport } from '../../../core/use-cases/passport/check-passport.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'

type Say = (key: string, params?: Record<string, string | number>) => string

const KIND = {
  expired: 'warning',
  replaced: 'warning',
  unknown_key: 'warning',
  irregular: 'warning',
  not_a_passport: 'danger',
  bad_signature: 'danger',
} as const
type Fault = keyof typeof KIND

/** Each answer has its own sentence; only a valid code shows whose it is. */
export function checkedView(checked: CheckedPassport, say: Say) {
  if (checked.state === 'valid') {
    const { name, birthDate } = checked
    return valid(say, { name, birthDate: birthDate ? partialDate(birthDate) : null })
  }
  return fault(checked.state, say, checked.state === 'replaced' ? formatDate(checked.on) : '')
}

/** Every answer once, for the page that finds them without a server; it fills in what stands in brackets and in `value`. */
export function answerTemplates(say: Say) {
  const noCode = { kind: 'warning', heading: say('passport.check.noCode'), text: say('passport.check.noCodeText') }
  return [
    { state: 'valid', ...valid(say, { name: 'name', birthDate: 'birthDate' }) },
    ...(Object.keys(KIND) as Fault[]).map((state) => ({ state, ...fault(state, say, '[date]') })),
    { state: 'no_code', ...noCode, rows: [] },
  ]
}

/** Name and birth date, to be compared with an identity paper; nothing else of a person is shown to a stranger (features H07). */
function valid(say: Say, values: { name: string; birthDate: string | null }) {
  const row = (key: keyof typeof values) => ({ label: say(`passport.check.${key}`), value: values[key], action: null })
  const [heading, text] = [say('passport.check.valid'), say('passport.check.validText')]
  return { kind: 'success', heading, text, rows: [row('name'), row('birthDate')] }
}

function fault(state: Fault, say: Say, date: string) {
  return {
    kind: KIND[state],
    heading: say(`passport.check.fault.${state}.heading`),
    text: say(`passport.check.fault.${state}.text`, state === 'replaced' ? { date } : undefined),
    rows: [],
  }
}

/** Other countries may write a year, or a year and month (domain 3.3). */
function partialDate(iso: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return formatDate(iso)
  const [year = '', month] = iso.split('-')
  return month ? `${month}/${year}` : year
}
