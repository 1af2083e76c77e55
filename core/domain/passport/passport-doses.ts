import type { PassportDose } from '../papers/dcc-payload.ts'
import { findVaccine, type VaccineTable } from '../papers/vaccine.ts'

interface StatedDose {
  number: number
  vaccine: string
  /** YYYY-MM-DD */
  givenOn: string
}

/**
 * Each dose with its place in the series, the latest first: dose 2 of a usual series of 2; a booster is dose 3 of 3. Of two
 * doses with one number the later one counts: a passport names a dose by its number.
 */
export function passportDoses(vaccines: VaccineTable, doses: readonly StatedDose[]): PassportDose[] {
  const perNumber = new Map(
    doses.toSorted((a, b) => a.givenOn.localeCompare(b.givenOn)).map((one) => [one.number, one]),
  )
  const latestFirst = [...perNumber.values()].sort((a, b) => b.number - a.number)
  return latestFirst.map(({ number, vaccine, givenOn }) => {
    const usual = findVaccine(vaccines, vaccine)?.primarySeriesDoses ?? number
    return { number, total: Math.max(number, usual), vaccine, givenOn }
  })
}
