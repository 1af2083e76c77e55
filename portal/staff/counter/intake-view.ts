import type { ScannedCard } from '../../../core/domain/counter/scanned-card.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import { REPORT_TYPES, type ReportType } from '../../../core/domain/report/report-type.ts'
import type { PersonAtCounter } from '../../../core/use-cases/counter/see-person.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { countryChoices } from '../../citizen/passport-fields.ts'
import { VACCINE_NAMES } from '../../citizen/report/dose-form.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'
import { INTAKE_FIELDS } from './intake-form.ts'

type Values = Readonly<Record<string, string>>

export interface IntakePage {
  person: PersonAtCounter | null
  values: Values
  types: readonly string[]
  errors: FormErrors
  locale: 'vi' | 'en'
  /** Said above a form that was filled in from a card. */
  scanned?: string | null
}

/** What stands in an untouched form: now, and what the record says of the person. */
export function freshValues(submission: string, person: PersonAtCounter | null, now: Date): Values {
  const [takenTime] = formatDateTime(now).split(', ')
  return {
    submission,
    person: person?.personId ?? '',
    way: 'spoken',
    takenOn: formatDate(now),
    takenTime: takenTime ?? '',
    fullName: person?.fullName ?? '',
    birthDate: person?.birthDate ? writeDate(person.birthDate as IsoDate) : '',
    sex: person?.sex ?? '',
  }
}

/** The same with what a scanned card says: it names who stands here, and what is right; the record only helps where the scanner lost the marks. */
export function scannedValues(fresh: Values, { card, nameSure }: ScannedCard, text: string): Values {
  const born = writeDate(card.dob as IsoDate)
  const name = card.fullName ?? ''
  return {
    ...fresh,
    way: 'paper',
    card: text,
    fullName: (nameSure && name) || fresh.fullName || name,
    birthDate: born,
    sex: card.gender,
    idNumber: card.cccd,
    rightName: nameSure ? name : '',
    rightBirth: born,
    rightSex: card.gender,
    rightId: card.cccd,
  }
}

export function intakeView({ person, values, types, errors, locale, scanned = null }: IntakePage, say: Say) {
  return {
    known: person?.fullName ?? null,
    scanned,
    values: Object.fromEntries(INTAKE_FIELDS.map((field) => [field, values[field] ?? ''])),
    errors,
    ways: ['spoken', 'paper'].map((value) => ({ value, label: say(`counter.ways.${value}`), hint: null })),
    sexes: (['female', 'male'] as const).map((value) => ({ value, label: say(`report.sex.${value}`), hint: null })),
    types: (Object.keys(REPORT_TYPES) as ReportType[]).map((value) => ({
      value,
      // As the same officer reads it in the queue.
      label: say(`queue.types.${value}`),
      key: null,
      checked: types.includes(value),
    })),
    doses: (person?.doses ?? []).map(({ id, number, vaccine, givenOn }) => ({
      value: id,
      label: [
        number === null ? say('lookup.dose.unnumbered') : say('lookup.dose.number', { number }),
        vaccine,
        givenOn ? formatDate(givenOn) : say('report.dose.noDate'),
      ].join(' · '),
    })),
    vaccines: VACCINE_NAMES.map((value) => ({ value, label: value })),
    countries: countryChoices(locale),
    backHref: person ? paths.staff.counterPerson(person.personId) : paths.staff.counter,
  }
}
