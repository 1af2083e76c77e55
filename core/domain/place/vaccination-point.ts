/** A place where doses were given; days YYYY-MM-DD, `openTo` null while it is open. */
export interface VaccinationPoint {
  id: string
  name: string
  commune: string
  district: string
  province: string
  /** The facility that injected there and keeps the papers. */
  unitId: string
  /** Answers for the point once it is closed: the next rung of 9458's ladder. */
  districtUnitId: string
  openFrom: string
  openTo: string | null
}

export function isClosed(point: Pick<VaccinationPoint, 'openTo'>, today: string): boolean {
  return point.openTo !== null && point.openTo < today
}

/** `Nhà văn hóa thôn 5, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu`: no two points read the same. */
export function pointLabel({ name, commune, district, province }: VaccinationPoint): string {
  return [name, commune, district, province].join(', ')
}
