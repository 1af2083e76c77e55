import type { TypedDose } from '../../../core/domain/exchange/same-dose.ts'
import type { DoublePair } from '../../../core/use-cases/exchange/double-doses.ts'
import { formatDate, formatDateTime } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'
import type { Say } from '../exports/view.ts'

export interface DoublesTold {
  names: ReadonlyMap<string, string>
  staffId: string
  fault: string | null
  done: string | null
  errors: { keep: boolean; reason: boolean } | null
  /** What was typed for the pair with errors. */
  typed: { a: string; b: string; keep?: 'a' | 'b' | 'both' | undefined; reason: string } | null
}

export function doublesView(pairs: readonly DoublePair[], say: Say, told: DoublesTold) {
  const cards = pairs.map((pair, index) => cardOf(pair, index, say, told))
  return {
    fault: told.fault,
    done: told.done,
    count: pairs.length > 0 ? say('platform.double.count', { count: pairs.length }) : null,
    errors: cards.flatMap((card) => card.errors),
    cards,
  }
}

function cardOf(pair: DoublePair, index: number, say: Say, told: DoublesTold) {
  const { a, b, days, distance, verdict, proposal, removal, record } = pair
  const isTyped = told.typed?.a === a.id && told.typed.b === b.id
  const typed = isTyped ? told.typed : null
  const wrong = isTyped ? told.errors : null
  const error = (key: 'keep' | 'reason') =>
    wrong?.[key] ? say(`platform.double.errors.${key === 'keep' ? 'choose' : 'reason'}`) : null
  const proposed = proposal ? (proposal.keep === a.id ? 'a' : 'b') : null
  return {
    anchor: `cap-${index + 1}`,
    heading: `${record.fullName} · ${record.recordId}`,
    storyHref: paths.staff.recordStory(record.recordId),
    tag: { kind: verdict === 'same_dose' ? 'warning' : 'danger', label: say(`platform.double.verdict.${verdict}`) },
    apart: [
      days === 0 ? say('platform.double.days.zero') : say('platform.double.days.one', { count: days }),
      say(`platform.double.distance.${distance}`),
    ].join(' · '),
    why: proposal ? say(`platform.double.because.${proposal.because}`) : say('platform.double.impossibleText'),
    doses: [a, b].map((dose, n) => doseOf(dose, n + 1, say)),
    personId: record.id,
    a: a.id,
    b: b.id,
    keepName: 'keep',
    reasonName: 'reason',
    keep: typed ? (typed.keep ?? null) : proposed,
    reason: typed?.reason ?? '',
    keepError: error('keep'),
    reasonError: error('reason'),
    errors: [
      ...(error('keep') ? [{ message: error('keep'), href: `#keep-${index + 1}` }] : []),
      ...(error('reason') ? [{ message: error('reason'), href: `#reason-${index + 1}` }] : []),
    ],
    number: index + 1,
    decision: removal && decisionOf(pair, removal, say, told),
  }
}

function decisionOf({ a }: DoublePair, removal: NonNullable<DoublePair['removal']>, say: Say, told: DoublesTold) {
  const n = removal.keepDoseId === a.id ? 1 : 2
  const what = removal.bothReal ? say('platform.double.waitsBoth') : say('platform.double.waitsKeep', { n })
  const name = told.names.get(removal.firstBy) ?? ''
  const isDecided = removal.secondBy !== null
  const waits = say('platform.double.waits', { name, at: formatDateTime(removal.firstAt), what })
  return {
    removalId: removal.id,
    text: isDecided ? say('platform.double.decidedBy', { what }) : waits,
    reason: removal.reason,
    mayAgree: !isDecided && removal.firstBy !== told.staffId,
    isOwn: !isDecided && removal.firstBy === told.staffId,
    isDecided,
  }
}

function doseOf(dose: TypedDose, n: number, say: Say) {
  return {
    name: say('platform.double.dose', { n }),
    cells: [
      { label: say('platform.double.columns.number'), value: dose.number === null ? null : String(dose.number) },
      { label: say('platform.double.columns.givenOn'), value: formatDate(dose.givenOn) },
      { label: say('platform.double.columns.vaccine'), value: dose.vaccine },
      { label: say('platform.double.columns.lot'), value: dose.lot },
      { label: say('platform.double.columns.place'), value: dose.facility },
      { label: say('platform.double.columns.signed'), value: dose.isSigned ? say('exchange.yes') : null },
    ],
  }
}
