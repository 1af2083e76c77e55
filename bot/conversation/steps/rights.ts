import type { RightsKind } from '../../../core/domain/rights/rights-kind.ts'
import { type Answers, NO_REPORT, NOBODY } from '../answers.ts'
import { sayObjection } from '../objection.ts'
import { type Arrival, doing, picking, type Step, say } from '../step.ts'

type Asked = Exclude<RightsKind, 'access'>

const wish = (rightsKind: Asked) => () => ({ set: { rightsKind }, next: 'rightsSure' as const })

/** Quyền của tôi (features L05): what a chat can take is asked here, what must be read is read on the portal. */
export const RIGHTS = {
  rights: picking({
    group: 'rights',
    ask: () => [{ template: 'chat/rights', view: {} }],
    to: {
      withdraw: wish('withdraw'),
      erase: wish('erase'),
      object: wish('object'),
      restrict: wish('restrict'),
    },
  }),
  rightsSure: picking({
    group: 'rightsSure',
    ask: ({ rightsKind = 'object' }) => [say(`ask.rightsSure.${rightsKind}`)],
    to: { yes: 'askRight', no: 'paused' },
  }),
  askRight: doing(
    'askRight',
    ({ rightsKind = 'object' }) => ({ kind: rightsKind }),
    (back, { rightsKind }) => {
      const set: Answers = { rightsKind: undefined }
      if (!back.ok)
        return { set, says: [sayObjection(back.objection), ...whereNow(back.objection.code)], next: 'paused' }
      const { code, receipt } = back.value
      const view = {
        code,
        photos: receipt?.photos ?? 0,
        messages: receipt?.messages ?? 0,
        kind: rightsKind ?? 'object',
      }
      return afterWish({ set, says: [{ template: 'chat/rights-asked', view }], next: 'paused' }, rightsKind)
    },
  ),
} satisfies Record<string, Step>

/** Only who proved a phone may ask; where that is done without beginning a report. */
function whereNow(code: string) {
  return code === 'not_proved' ? [{ template: 'chat/rights-where', view: {} }] : []
}

/** What the house has forgotten the dialogue forgets too, and a yes that was taken back is asked anew. */
function afterWish(arrival: Arrival, kind: RightsKind | undefined): Arrival {
  if (kind === 'withdraw') return { ...arrival, set: { ...arrival.set, consent: undefined } }
  if (kind !== 'erase') return arrival
  const nothing = { ...NOBODY, ...NO_REPORT, phone: undefined, phoneMasked: undefined, phoneProved: undefined }
  return { ...arrival, set: { ...arrival.set, ...nothing }, next: 'menu' }
}
