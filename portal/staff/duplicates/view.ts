import type { Objection } from '../../../core/domain/objection.ts'
import { maskId } from '../../../core/domain/person/mask.ts'
import type { PlatformRecord } from '../../../core/domain/record/platform-record.ts'
import type { PairRow } from '../../../core/ports/duplicates.ts'
import type { DuplicatesDesk, PairOpened } from '../../../core/use-cases/duplicates/open-duplicates.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../queue/view.ts'

const JOIN_TAGS = { no: null, proposed: 'warning', confirmed: 'success' } as const

export function deskView({ pairs, claims, toPlan, plans }: DuplicatesDesk, say: Say) {
  const column = (key: string) => ({ label: say(`duplicates.columns.${key}`), numeric: key === 'score' })
  return {
    columns: ['people', 'why', 'score'].map(column),
    pairs: pairs.map((pair) => pairRow(pair, say)),
    claims: claims.map(({ code, recordedAt, personId, unitName }) => ({
      href: personId ? paths.staff.samePerson(code) : paths.staff.report(code),
      text: `${code} · ${formatDateTime(recordedAt)} · ${unitName}`,
      hint: personId ? null : say('duplicates.linkFirst'),
    })),
    toPlan: toPlan > 0 ? say('duplicates.toPlan', { count: toPlan }) : null,
    planHref: paths.staff.mergePlans,
    plans: plans.map(({ id, drawnUpAt, unitName, lines }) => ({
      href: paths.staff.mergePlan(id),
      text: `${formatDateTime(drawnUpAt)} · ${unitName}`,
      hint: say('duplicates.planPairs', { count: new Set(lines.map(({ goneId }) => goneId)).size }),
    })),
  }
}

function pairRow(pair: PairRow, say: Say) {
  const kind = JOIN_TAGS[pair.joined]
  const strong = pair.parts.filter(({ bits }) => bits >= 3).map(({ field }) => say(`duplicates.fields.${field}`))
  return {
    current: false,
    cells: [
      {
        text: [pair.first, pair.second].map((one) => `${one.fullName} (${dayOf(one, say)})`).join(' – '),
        href: paths.staff.duplicatePair(pair.firstId, pair.secondId),
        tag: kind && { kind, label: say(`duplicates.joined.${pair.joined}`) },
      },
      { text: strong.join(', ') || say('common.nothing'), href: null, tag: null },
      { text: points(pair.bits), href: null, tag: null },
    ],
  }
}

export function pairView(opened: PairOpened, objection: Objection | null, say: Say) {
  const { pair, join, union, dosesOf } = opened
  const { first, second } = pair
  return {
    href: paths.staff.duplicatePair(pair.firstId, pair.secondId),
    objection: objection && say(`objections.${objection.code}`),
    state: JOIN_TAGS[pair.joined] && { kind: JOIN_TAGS[pair.joined], label: say(`duplicates.joined.${pair.joined}`) },
    columns: [
      say('duplicates.columns.field'),
      recordName(first, say),
      recordName(second, say),
      say('duplicates.columns.how'),
      say('duplicates.columns.score'),
    ].map((label, at) => ({ label, numeric: at === 4 })),
    rows: evidenceRows(pair, say),
    total: say('duplicates.total', { score: points(pair.bits) }),
    doses: union.map(({ dose, doubt }) => ({
      when: dose.givenOn ? formatDate(dose.givenOn) : say('case.noDate'),
      title: [dose.number === null ? null : say('case.doseNumber', { number: dose.number }), dose.vaccine]
        .filter(Boolean)
        .join(' · '),
      text: [dosesOf.get(dose.id) === first.id ? first.recordId : second.recordId, dose.lot, dose.facility]
        .filter(Boolean)
        .join(' · '),
      current: false,
      tag: doubt && { kind: 'warning', label: say(`sameperson.doubts.${doubt}`) },
    })),
    doubtful: union.some(({ doubt }) => doubt !== null),
    keep: join ? null : [first, second].map((one) => ({ value: one.id, label: recordName(one, say), hint: null })),
    kept: join ? say('duplicates.kept', { record: (join.keptId === first.id ? first : second).recordId }) : null,
    waits: join && !join.confirmedAt && !opened.mayConfirm ? say('sameperson.waits') : null,
    mayConfirm: opened.mayConfirm,
    mayUndo: opened.mayUndo,
    mayApart: join === null,
  }
}

/** What an officer compares: each field as both records have it, how it agrees, and how much that says. */
function evidenceRows({ first, second, parts }: PairRow, say: Say) {
  const plain = (text: string) => ({ text, href: null, tag: null })
  const row = (label: string, a: string, b: string, how: string, score: string) => {
    return { current: false, cells: [label, a, b, how, score].map(plain) }
  }
  return parts.map(({ field, level, bits }) => {
    const [a, b] = [shown(first, field, say), shown(second, field, say)]
    return row(say(`duplicates.fields.${field}`), a, b, say(`duplicates.levels.${level}`), points(bits))
  })
}

function shown(record: PlatformRecord, field: string, say: Say): string {
  const nothing = say('common.nothing')
  switch (field) {
    case 'number':
      return (record.idNumber ?? record.idText) ? maskId(record.idNumber ?? record.idText) : nothing
    case 'name':
      return record.fullName
    case 'birth':
      return dayOf(record, say)
    case 'sex':
      return record.sex ? say(`case.sex.${record.sex}`) : nothing
    case 'phone':
      return record.phone ? `•••${record.phone.slice(-3)}` : nothing
    case 'place':
      return record.commune ?? nothing
    default:
      return say('duplicates.below')
  }
}

const dayOf = ({ birthDate, birthText }: PlatformRecord, say: Say) =>
  birthDate ? formatDate(birthDate) : birthText || say('common.nothing')

const recordName = ({ recordId }: PlatformRecord, say: Say) => say('duplicates.record', { record: recordId })

const points = (bits: number) => `${bits > 0 ? '+' : ''}${(Math.round(bits * 10) / 10).toString().replace('-', '−')}`
