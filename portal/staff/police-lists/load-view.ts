import { JOINT_OUTCOMES, type OpenJointReview } from '../../../core/ports/joint-reviews.ts'
import type { LoadAtPolice } from '../../../core/use-cases/police/police-load.ts'
import { formatDate } from '../../../templates/rendering/formatters.ts'
import type { Say } from './list-view.ts'

/** What lies at the police before anything more is sent there (features F13); null: no police unit checks for this station. */
export function loadView(load: LoadAtPolice | null, say: Say) {
  if (!load) return null
  const row = (key: string, value: string) => ({ label: say(`police.load.${key}`), value, action: null })
  const { openLists, openRows, medianHours, room, consent } = load
  const hours =
    medianHours === null
      ? say('police.load.noPace')
      : say('police.load.hours', { hours: Math.max(1, Math.round(medianHours)) })
  return {
    rows: [
      row('openLists', String(openLists)),
      row('openRows', String(openRows)),
      row('pace', hours),
      row('room', say('police.load.people', { count: room })),
    ],
    isFull: room === 0,
    consent: consent && say(`police.load.consent.${consent.state}`, { rows: consent.rows }),
    mayAsk: consent?.state !== 'waiting' && consent?.state !== 'granted',
  }
}

export function jointReviewsView(reviews: readonly OpenJointReview[], say: Say) {
  return reviews.map(({ id, fullName, rounds, calledAt, reportCodes }) => ({
    id,
    fullName,
    text: say('police.joint.called', { rounds, since: formatDate(calledAt) }),
    code: reportCodes[0] ?? null,
    fields: { on: `heldOn-${id}`, parties: `parties-${id}`, outcome: `outcome-${id}` },
    outcomes: JOINT_OUTCOMES.map((value) => ({ value, label: say(`police.joint.outcome.${value}`) })),
  }))
}
