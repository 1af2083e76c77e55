import type { ControlTotals } from '../domain/exchange/control-totals.ts'

/** An export on its way: its number is the key by which the Platform knows it again. */
export interface OutgoingFile {
  number: string
  unitId: string
  bytes: Buffer
  sha256: string
  totals: ControlTotals
}

/**
 * `accepted`: the Platform has the whole file and counted it; that is no proof that a row landed (features G03).
 * `handed_over`: it lies where the Platform takes it from. `unreachable`: nothing is known, it may be sent again.
 * `unreadable`: an answer came that nobody can read; it was set aside under that name, and another one is waited for.
 */
export type Delivered =
  | { state: 'accepted'; totals: ControlTotals }
  | { state: 'handed_over' }
  | { state: 'refused'; reason: string }
  | { state: 'unreadable'; aside: string }
  | { state: 'unreachable'; fault: string }

/** The Platform's verification list, or its list of doses, of one unit. */
export type ListKind = 'results' | 'doses'

export type FetchedList =
  | { state: 'list'; fileName: string; bytes: Buffer }
  | { state: 'none' }
  | { state: 'unreachable'; fault: string }

/** The Platform behind one door, whether files are carried or an interface is called (features G10). */
export interface NationalPlatform {
  /** Sent twice under one number it is one file. */
  deliver(file: OutgoingFile): Promise<Delivered>
  /** The newest list, whole; `none` while the Platform has made none. */
  fetchList(unitId: string, kind: ListKind): Promise<FetchedList>
}
