import { done, type Outcome, object } from '../../domain/objection.ts'
import type { App } from '../../ports/app.ts'
import type { OpeningFacts } from '../../ports/commune-openings.ts'
import type { Tx } from '../../ports/store.ts'
import { addUnitIn } from '../desk/add-unit.ts'

export interface CommuneUnits {
  /** `an-binh` makes `tyt-an-binh` and `ca-an-binh`. */
  code: string
  /** Xã An Bình */
  name: string
  /** The health centre above the station. */
  parentId: string
  /** Whom the police unit stands below: the province. */
  policeParentId: string
  address: string | null
  openingHours: string | null
}

/** The two units of a commune: its police and its health station (features K07). Call it inside `allOrNothing`. */
export async function addCommuneUnits(app: App, tx: Tx, commune: CommuneUnits): Promise<Outcome<OpeningFacts>> {
  const { code, name, parentId, policeParentId, address, openingHours } = commune
  const [unitId, policeUnitId] = [`tyt-${code}`, `ca-${code}`]
  const police = { id: policeUnitId, kind: 'police', name: `Công an ${name}`, parentId: policeParentId } as const
  const station = { id: unitId, kind: 'station', name: `Trạm Y tế ${name}`, parentId } as const
  const first = await addUnitIn(app, tx, { ...police, address, openingHours: null, policeUnitId: null })
  const second = first.ok ? await addUnitIn(app, tx, { ...station, address, openingHours, policeUnitId }) : first
  if (second.ok) return done({ unitId, policeUnitId })
  return second.objection.detail?.what === 'known' ? object('unit_known') : object('not_your_unit')
}
