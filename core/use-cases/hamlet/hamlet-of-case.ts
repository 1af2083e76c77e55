import type { WaitingForHamlet } from '../../ports/hamlet-lists.ts'
import { hamletOf } from '../letters/hamlet-of.ts'

/** More than a station can have waiting at once; whoever is beyond it comes with the next press. */
export const MOST_WAITING = 5000

/** What the station set goes before what stands in the Platform's address; null: unknown, a group of its own. */
export function hamletOfCase({ setHamlet, address }: Pick<WaitingForHamlet, 'setHamlet' | 'address'>): string | null {
  return setHamlet ?? hamletOf(address)
}

/** `thôn  3` and `Thôn 3` are one hamlet. */
export const hamletKey = (hamlet: string | null) => hamlet?.normalize('NFC').toLocaleLowerCase('vi') ?? ''
