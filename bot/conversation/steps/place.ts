import { pointLabel, type VaccinationPoint } from '../../../core/domain/place/vaccination-point.ts'
import type { DoseClaim } from '../../../core/domain/report/report.ts'
import type { Answers, KnownPlace } from '../answers.ts'
import { type ChoiceSpec, doing, type Reading, type Step, say } from '../step.ts'
import { afterDose } from './dose.ts'

const NONE: ChoiceSpec = { value: 'none', label: { key: 'chat.place.none' } }
const UNKNOWN: ChoiceSpec = { value: 'unknown', label: { key: 'chat.dose.unknown' } }

/** The typed place against the list of points: what is not clear is asked, nobody guesses (features B04). */
export const PLACE = {
  findPlace: doing(
    'findPlace',
    (answers) => ({ text: claimOf(answers)?.place ?? '' }),
    ({ point, isUnit, matches, areas }, answers) => {
      const clear = isUnit || areas.length === 0
      if (point) return { set: told(answers, atPoint(knownPlace(point))), next: afterDose(answers) }
      if (clear) return { next: afterDose(answers) }
      return { set: { places: matches.map(knownPlace), areas }, next: matches.length > 0 ? 'placeWhich' : 'placeArea' }
    },
  ),
  placeWhich: {
    ask: () => [say('ask.placeWhich')],
    choices: ({ places = [] }) => [
      ...places.map(({ pointId, label }) => ({ value: pointId, label: { text: label } })),
      NONE,
    ],
    hears: 'buttons',
    read: (said, answers) => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const place = answers.places?.find(({ pointId }) => pointId === said.value)
      return place ? { set: told(answers, atPoint(place)), next: afterDose } : { set: {}, next: 'placeArea' }
    },
    next: 'placeArea',
  },
  placeArea: {
    ask: () => [say('ask.placeArea')],
    choices: (answers) => [...areaChoices(answers), UNKNOWN],
    hears: 'buttons',
    read: (said, answers): Reading => {
      if (said.kind !== 'choice') return { wrong: say('pickOne') }
      const [province = null, district = null] = said.value === 'unknown' ? [] : said.value.split('|')
      return { set: told(answers, { province, district: district || null }) }
    },
    next: afterDose,
  },
} satisfies Record<string, Step>

function areaChoices({ areas = [] }: Answers): ChoiceSpec[] {
  return areas.flatMap(({ province, districts }) => [
    ...districts.map((district) => ({ value: `${province}|${district}`, label: { text: `${district}, ${province}` } })),
    { value: `${province}|`, label: { key: 'chat.place.onlyProvince', params: { province } } },
  ])
}

const atPoint = ({ pointId, name: place, province, district }: KnownPlace) => ({ pointId, place, province, district })

function knownPlace(point: VaccinationPoint): KnownPlace {
  const { id: pointId, name, province, district } = point
  return { pointId, name, label: pointLabel(point), province, district }
}

function claimOf({ doses = [], doseAt = 0 }: Answers): DoseClaim | undefined {
  return doses[doseAt]
}

/** The dose whose place was asked has its place among the complete ones already. */
function told(answers: Answers, place: Partial<DoseClaim>): Answers {
  const { doses = [], doseAt = 0 } = answers
  return {
    places: undefined,
    areas: undefined,
    doses: doses.map((one, at) => (at === doseAt ? { ...one, ...place } : one)),
  }
}
