/** As in core/ports/units.ts; the domain names it again because it imports no port. */
export type UnitKind = 'station' | 'facility' | 'police' | 'district' | 'province'
