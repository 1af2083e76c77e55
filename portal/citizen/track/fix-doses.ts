import type { DoseClaim, Report } from '../../../core/domain/report/report.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import { type Say, textOf } from '../citizen-door.ts'
import { DoseForm, keptDose, VACCINE_NAMES } from '../report/dose-form.ts'

const PARTS = ['number', 'givenOn', 'vaccine', 'lot', 'place', 'note'] as const

type Form = Readonly<Record<string, unknown>>

/** Every dose that was told, with its fields named `givenOn-0`, `givenOn-1`… */
export function doseFields(report: Report, form: Form, errors: FormErrors, say: Say) {
  const total = report.doses.length
  return report.doses.map((claim, at) => {
    const kept = keptDose(claim)
    const field = (part: (typeof PARTS)[number]) => {
      const name = `${part}-${at}`
      return { name, value: name in form ? textOf(form, name) : kept[part], error: errors.of[name] ?? null }
    }
    return {
      heading: total > 1 ? say('track.fix.doseOfMany', { number: at + 1, total }) : say('track.fix.dose'),
      isNew: claim.doseId === null,
      ...Object.fromEntries(PARTS.map((part) => [part, field(part)])),
      numbers: ['1', '2', '3', '4'].map((value) => ({ value, label: say('lookup.dose.number', { number: value }) })),
      vaccines: VACCINE_NAMES.map((name) => ({ value: name, label: name })),
    }
  })
}

/** The doses as they are told now, or what is wrong with them. */
export function readDoses(
  report: Report,
  form: Form,
  say: Say,
): { doses: DoseClaim[]; errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const doses = report.doses.map((claim, at) => {
    const told = Object.fromEntries(PARTS.map((part) => [part, textOf(form, `${part}-${at}`)]))
    const read = DoseForm.safeParse({ ...told, which: claim.doseId ?? '' })
    if (read.success) return read.data
    for (const issue of read.error.issues) errors[`${String(issue.path[0])}-${at}`] ??= say(issue.message)
    return claim
  })
  return { doses, errors }
}
