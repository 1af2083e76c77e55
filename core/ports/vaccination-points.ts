import type { VaccinationPoint } from '../domain/place/vaccination-point.ts'

/** Where doses were given, as data per province, closed points too (features B04). */
export interface VaccinationPoints {
  get(id: string): Promise<VaccinationPoint | null>
  /** Points whose name or area holds every word, whatever the marks; by name. */
  search(text: string, atMost: number): Promise<VaccinationPoint[]>
  /** Points of one area; `district` null: of the whole province. Names without marks and case. */
  inArea(province: string, district: string | null): Promise<VaccinationPoint[]>
  areas(): Promise<{ province: string; districts: string[] }[]>
  /** Adds or replaces by id. */
  put(points: readonly VaccinationPoint[]): Promise<void>
}
