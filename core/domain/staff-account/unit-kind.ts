export const UNIT_KINDS = ['station', 'facility', 'police', 'district', 'province'] as const

export type UnitKind = (typeof UNIT_KINDS)[number]
