import { nextStep, OPENING_STEPS, type OpeningStep } from '../../../core/domain/staff-account/opening-steps.ts'
import type { CommuneOpening } from '../../../core/ports/commune-openings.ts'
import type { Unit } from '../../../core/ports/units.ts'
import type { ZaloStanding } from '../../../core/use-cases/communes/step-facts.ts'
import type { Locale, Renderer } from '../../../templates/render.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import { paths } from '../../paths.ts'

const STEPS = Object.keys(OPENING_STEPS) as OpeningStep[]

export function communesView(openings: CommuneOpening[], locale: Locale, render: Renderer) {
  const say = (key: string, params = {}) => render.sentence(`communes.${key}`, locale, params)
  return {
    openings: openings.map(({ id, begunAt, finishedAt, facts }) => ({
      href: paths.staff.commune(id),
      name: facts.unitId ?? say('unnamed'),
      begun: say('begunAt', { at: formatDate(begunAt) }),
      tag: { kind: finishedAt ? 'success' : 'info', label: say(finishedAt ? 'opened' : 'going') },
    })),
  }
}

export function communeView(
  { facts }: CommuneOpening,
  { centres, message, zalo }: { centres: Unit[]; message: string | null; zalo: ZaloStanding | null },
  locale: Locale,
  render: Renderer,
) {
  const say = (key: string, params = {}) => render.sentence(`communes.${key}`, locale, params)
  const step = nextStep(facts)
  const no = step ? STEPS.indexOf(step) + 1 : STEPS.length
  return {
    step,
    isLeader: step === 'head' || step === 'chief',
    leaderText: step === 'head' || step === 'chief' ? say(`leader.${step}`) : null,
    heading: step ? say('stepOf', { no, total: STEPS.length, name: say(`steps.${step}`) }) : say('finished'),
    done: STEPS.filter((one) => OPENING_STEPS[one](facts)).map((one) => say(`steps.${one}`)),
    centres: centres.map(({ id, name }) => ({ value: id, label: name })),
    sample: facts.sampleCode
      ? say('sample', { code: facts.sampleCode, state: say(`states.${message ?? 'pending'}`) })
      : null,
    oa: zalo && say('oaNow', { state: render.sentence(`channels.zalo.state.${zalo}`, locale) }),
    oaOptions: (['connected', 'later'] as const).map((value) => ({
      value,
      label: say(value === 'connected' ? 'oaConnected' : 'oaLater'),
      hint: null,
    })),
  }
}
