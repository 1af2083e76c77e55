import { z } from 'zod'
import type { QuarterTurn } from '../../../core/ports/services.ts'

/** Which photo the officer has in the viewer, how it is turned and how large: links do it, without JavaScript (features C13). */
export interface PhotoLook {
  photoId: string | null
  turn: QuarterTurn
  zoom: Zoom
}

/** Times the width of the viewer. */
export const ZOOMS = [1, 2, 4] as const

export type Zoom = (typeof ZOOMS)[number]

const QUARTERS = ['0', '90', '180', '270'] as const

const LookQuery = z.object({
  anh: z.uuid().nullable().catch(null).default(null),
  xoay: z
    .enum(QUARTERS)
    .catch('0')
    .transform((text) => Number(text) as QuarterTurn),
  phong: z
    .enum(['1', '2', '4'])
    .catch('1')
    .transform((text) => Number(text) as Zoom),
})

export function lookOf(query: unknown): PhotoLook {
  const { anh, xoay, phong } = LookQuery.parse(query)
  return { photoId: anh, turn: xoay, zoom: phong }
}

export function lookQuery({ photoId, turn, zoom }: PhotoLook): string {
  return new URLSearchParams({
    ...(photoId ? { anh: photoId } : {}),
    ...(turn ? { xoay: String(turn) } : {}),
    ...(zoom > 1 ? { phong: String(zoom) } : {}),
  }).toString()
}
