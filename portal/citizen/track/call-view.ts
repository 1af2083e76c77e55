import type { Tracking } from '../../../core/domain/citizen/tracking.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import type { Say } from '../citizen-door.ts'

/** Which papers prove it, by why the person is asked to come; words in templates/locales/policecall. */
const PAPERS = {
  must_come: ['card', 'birth', 'this'],
  register_wrong: ['card', 'birth', 'form', 'this'],
} as const

/** Where to go, when, and what to bring (features F08, F09); null: nobody asks this citizen to come. */
export function callView({ call, code }: Tracking, say: Say) {
  if (!call) return null
  const { kind, unitName, address, openingHours } = call
  const row = (key: string, value: string | null) => ({ label: say(`policecall.rows.${key}`), value, action: null })
  return {
    heading: say(`policecall.${kind}.heading`),
    text: say(`policecall.${kind}.text`),
    rows: [
      row('place', unitName),
      row('address', address),
      row('hours', openingHours),
      row('slot', slotText(call, say)),
    ].filter(({ value }) => value !== null),
    papers: PAPERS[kind].map((paper) => say(`policecall.papers.${paper}`, { code })),
    after: say(`policecall.${kind}.after`),
  }
}

function slotText({ comeOn, comePart }: NonNullable<Tracking['call']>, say: Say): string {
  if (!comeOn) return say('policecall.slot.any')
  const day = formatDate(comeOn)
  return comePart ? say(`policecall.slot.${comePart}`, { day }) : say('policecall.slot.day', { day })
}
