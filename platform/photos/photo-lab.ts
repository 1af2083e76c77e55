import type { ShownArea } from '../../core/domain/papers/shown-area.ts'
import type { Window } from './grey-image.ts'
import { openGuardedChild } from './guarded-child.ts'
import type { TakenPhoto } from './intake.ts'
import type { CardReading } from './read-card.ts'

export type LabQuestion =
  | { kind: 'read'; bytes: Uint8Array }
  | { kind: 'place'; bytes: Uint8Array }
  | { kind: 'take'; bytes: Uint8Array; codeAt: Window | null }

/** Decodes strangers' photos in a child process with a time limit and a memory limit (C10). */
export interface PhotoLab {
  readCard(bytes: Uint8Array): Promise<CardReading>
  cardAreas(bytes: Uint8Array): Promise<ShownArea[]>
  takeIn(bytes: Uint8Array, codeAt?: Window | null): Promise<TakenPhoto>
  close(): Promise<void>
}

const HARD_LIMIT_MS = 5000

/** One child, one photo at a time; a child that hangs or grows is killed and the next photo gets a new one. */
export function openPhotoLab({ hardLimitMs = HARD_LIMIT_MS } = {}): PhotoLab {
  const file = new URL('./photo-lab.child.ts', import.meta.url)
  const child = openGuardedChild<LabQuestion, CardReading | TakenPhoto | ShownArea[]>(file, {
    hardLimitMs,
    name: 'photo reader',
  })
  return {
    async readCard(bytes) {
      const start = performance.now()
      const reading = (await child.ask({ kind: 'read', bytes })) as CardReading | undefined
      const ms = Math.round(performance.now() - start)
      return reading ?? { card: null, reason: 'took_too_long', ms, codeAt: null }
    },
    cardAreas: async (bytes) => ((await child.ask({ kind: 'place', bytes })) as ShownArea[] | undefined) ?? [],
    async takeIn(bytes, codeAt = null) {
      const taken = (await child.ask({ kind: 'take', bytes, codeAt })) as TakenPhoto | undefined
      return taken ? withBuffers(taken) : { ok: false, reason: 'damaged' }
    },
    close: () => child.close(),
  }
}

/** Buffers cross the process border as plain byte arrays. */
function withBuffers(taken: TakenPhoto): TakenPhoto {
  if (!taken.ok) return taken
  return { ...taken, jpeg: Buffer.from(taken.jpeg), ...(taken.qrCrop && { qrCrop: Buffer.from(taken.qrCrop) }) }
}
