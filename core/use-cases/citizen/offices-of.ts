import type { App } from '../../ports/app.ts'

export interface Office {
  name: string
  address: string | null
  openingHours: string | null
}

/** Where a citizen can go in person: health stations and vaccination facilities. */
export async function officesOf(app: App): Promise<Office[]> {
  const units = await app.store.transaction((tx) => tx.units.all())
  const open = units.filter((unit) => unit.kind === 'station' || unit.kind === 'facility')
  return open.map(({ name, address, openingHours }) => ({ name, address, openingHours }))
}
