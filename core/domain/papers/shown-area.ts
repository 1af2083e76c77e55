/** Pixels of the kept copy of a photo. */
export interface PhotoPoint {
  x: number
  y: number
}

/** A polygon that may be shown without a reason; whatever lies in no area is covered (features C08). */
export type ShownArea = PhotoPoint[]
