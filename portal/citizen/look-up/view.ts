import type { DoseView, LookUpAnswer } from '../../../core/domain/citizen/look-up-answer.ts'
import { type IsoDate, writeDate } from '../../../core/domain/person/calendar-date.ts'
import type { ReportType } from '../../../core/domain/report/report-type.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../citizen-door.ts'
import { shownValue } from '../report/facts-form.ts'

type Found = Extract<LookUpAnswer, { found: true }>

const DOSE_TAGS = { signed: 'success', not_signed: 'info', wrong: 'warning' } as const

/** A record with a way to say "this is wrong" beside every fact and every dose. */
export function foundView(answer: Found, say: Say) {
  return {
    level: answer.level,
    rows: factRows(answer, say),
    doses: answer.doses.map((dose) => doseCard(dose, say)),
    openReports: answer.openReports.map(({ code, state }) => ({
      code,
      href: paths.citizen.trackOne(code),
      state: say(`track.states.${state}.name`),
    })),
    passportHref: answer.level === 2 && answer.passport === 'ready' ? paths.lookUpSteps.passport : null,
    missingHref: reportHref('MISSING_DOSE'),
    noPassportHref: reportHref('NO_PASSPORT_YET'),
  }
}

function factRows({ record, level }: Found, say: Say) {
  const hidden = say('lookup.result.hidden')
  const row = (field: string, value: string | null, type: ReportType) => ({
    label: say(`report.fields.${field}`),
    value,
    action: { href: reportHref(type), label: say('lookup.result.wrong') },
  })
  return [
    row('fullName', record.fullName, 'WRONG_NAME'),
    row(
      'birthDate',
      record.birthDate ? writeDate(record.birthDate as IsoDate) : level === 1 ? hidden : null,
      'WRONG_DOB',
    ),
    row('sex', record.sex ? say(`report.sex.${record.sex}`) : level === 1 ? hidden : null, 'WRONG_SEX'),
    row('idNumber', record.idNumber, 'WRONG_OR_MISSING_ID'),
    row('phone', record.phone && shownValue('phone', record.phone), 'WRONG_PHONE'),
  ]
}

function doseCard(dose: DoseView, say: Say) {
  return {
    heading: dose.number === null ? say('lookup.dose.unnumbered') : say('lookup.dose.number', { number: dose.number }),
    tag: { kind: DOSE_TAGS[dose.state], label: say(`lookup.dose.state.${dose.state}`) },
    rows: [
      { label: say('report.dose.date'), value: dose.givenOn ? writeDate(dose.givenOn as IsoDate) : null, action: null },
      { label: say('report.dose.vaccine'), value: dose.vaccine || null, action: null },
      { label: say('report.dose.lot'), value: dose.lot, action: null },
      { label: say('report.dose.place'), value: dose.facility, action: null },
    ],
    wrongHref: `${paths.citizen.report}?mui=${dose.doseId}`,
  }
}

function reportHref(type: ReportType): string {
  return `${paths.citizen.report}?loai=${type}`
}
