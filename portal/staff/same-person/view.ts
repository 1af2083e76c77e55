import type { Objection } from '../../../core/domain/objection.ts'
import type { PriorNumber } from '../../../core/domain/person/prior-number.ts'
import type { UnionDose } from '../../../core/domain/record/dose-union.ts'
import type { JoinNow, SamePersonView } from '../../../core/use-cases/same-person/open-same-person.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

interface Around {
  told: string | null
  objection: Objection | null
}

export function samePersonView(view: SamePersonView, around: Around, locale: Locale, render: Renderer) {
  const say: Say = (key, params) => render.sentence(key, locale, params)
  const { report, record } = view
  return {
    code: report.code,
    caseHref: paths.staff.report(report.code),
    done: around.told && say(`sameperson.done.${around.told}`),
    objection: around.objection && say(`staff.objections.${around.objection.code}`),
    record: [
      { label: say('case.fields.fullName'), value: record.fullName, action: null },
      { label: say('case.fields.birthDate'), value: dayOf(record.birthDate, say), action: null },
      { label: say('case.fields.idNumber'), value: record.idMasked ?? say('common.nothing'), action: null },
      { label: say('case.commune'), value: record.commune ?? say('common.nothing'), action: null },
    ],
    note: report.note,
    numbersKept: view.numbersKept.map((one) => numberText(one, say)),
    numbersFound: view.numbersFound.map((one) => ({ number: one.number, text: numberText(one, say) })),
    joins: view.joins.map((join) => joinView(join, say)),
    candidates: view.candidates.map(({ record: other, union }) => ({
      personId: other.personId,
      title: titleOf({ ...other }, say),
      idMasked: other.idMasked,
      sameNumber: other.sameNumber ? { kind: 'info', label: say('case.sameNumber') } : null,
      ...timelineOf(union, say),
    })),
    elsewhere: view.elsewhere > 0 ? say('case.similarElsewhere', { count: view.elsewhere }) : null,
  }
}

function joinView({ join, other, union, mayConfirm, mayUndo }: JoinNow, say: Say) {
  const state = join.confirmedAt ? 'joined' : 'proposed'
  return {
    joinId: join.id,
    title: titleOf(other, say),
    tag: { kind: join.confirmedAt ? 'success' : 'warning', label: say(`sameperson.states.${state}`) },
    when: formatDateTime(join.confirmedAt ?? join.proposedAt),
    waits: !join.confirmedAt && !mayConfirm ? say('sameperson.waits') : null,
    mayConfirm,
    mayUndo,
    ...timelineOf(union, say),
  }
}

const titleOf = (
  { fullName, birthDate, commune }: { fullName: string; birthDate: string | null; commune: string | null },
  say: Say,
) => [fullName, dayOf(birthDate, say), commune].filter(Boolean).join(' · ')

const dayOf = (day: string | null, say: Say) => (day ? formatDate(day) : say('common.nothing'))

function timelineOf(union: readonly UnionDose[], say: Say) {
  return {
    doses: union.map(({ dose, doubt }) => ({
      when: dose.givenOn ? formatDate(dose.givenOn) : say('case.noDate'),
      title: [dose.number === null ? null : say('case.doseNumber', { number: dose.number }), dose.vaccine]
        .filter(Boolean)
        .join(' · '),
      text: [dose.lot && say('case.lot', { lot: dose.lot }), dose.facility].filter(Boolean).join(' · ') || null,
      current: false,
      tag: doubt && { kind: 'warning', label: say(`sameperson.doubts.${doubt}`) },
    })),
    doubtful: union.some(({ doubt }) => doubt !== null),
  }
}

const numberText = ({ number, kind, changedOn }: PriorNumber, say: Say) =>
  say(`sameperson.number.${kind}`, { number, day: formatDate(changedOn) })
