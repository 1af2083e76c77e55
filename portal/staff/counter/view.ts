import { PAPERS_SEEN } from '../../../core/domain/counter/paper-seen.ts'
import type { FoundPeople } from '../../../core/use-cases/counter/find-person.ts'
import type { PersonAtCounter } from '../../../core/use-cases/counter/see-person.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { type FormErrors, noErrors } from '../../middleware/form-errors.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

export interface SearchValues {
  number: string
  fullName: string
  birthDate: string
}

export function searchView(
  values: SearchValues,
  errors: FormErrors,
  found: FoundPeople | null,
  say: Say,
  scanError: FormErrors = noErrors,
) {
  return {
    scanError,
    values,
    errors,
    found: found && {
      elsewhere: found.elsewhere > 0 ? say('counter.elsewhere', { count: found.elsewhere }) : null,
      columns: ['name', 'birthDate', 'sex', 'idNumber', 'commune', 'doses'].map((key) => ({
        label: say(`counter.columns.${key}`),
        numeric: key === 'doses',
      })),
      rows: found.people.map((person) => ({
        current: false,
        cells: [
          cell(person.fullName, paths.staff.counterPerson(person.personId)),
          cell(person.birthDate ? formatDate(person.birthDate) : say('common.nothing')),
          cell(person.sex ? say(`case.sex.${person.sex}`) : say('common.nothing')),
          cell(person.idMasked ?? say('common.nothing')),
          cell(person.commune ?? say('common.nothing')),
          cell(String(person.doses)),
        ],
      })),
    },
  }
}

const cell = (text: string, href: string | null = null) => ({ text, href, tag: null })

export interface SeenValues {
  paper: string
  numberAgrees: string
}

export function personView(person: PersonAtCounter, values: SeenValues, errors: FormErrors, say: Say) {
  const row = (key: string, value: string | null) => ({ label: say(`counter.columns.${key}`), value, action: null })
  const papers = person.isForeign ? (['passport'] as const) : PAPERS_SEEN
  return {
    name: person.fullName,
    facts: [
      row('name', person.fullName),
      row('birthDate', person.birthDate ? formatDate(person.birthDate) : null),
      row('sex', person.sex ? say(`case.sex.${person.sex}`) : null),
      row('idNumber', person.idMasked),
      row('phone', person.phoneMasked),
      row('doses', String(person.doses.length)),
    ],
    values,
    errors,
    papers: papers.map((value) => ({ value, label: say(`counter.papers.${value}`), hint: null })),
    agrees: ['yes', 'no'].map((value) => ({ value, label: say(`counter.agrees.${value}`), hint: null })),
    codeHref: paths.staff.counterCode(person.personId),
    passportHref: paths.passport.counterPaper(person.personId),
    reportHref: `${paths.staff.counterReport}?nguoi=${person.personId}`,
    phoneHref: `${paths.staff.counterReport}?nguoi=${person.personId}&loai=WRONG_PHONE`,
  }
}
