/** Where on a photo the fault lies, as the officer marks it: a ninth of the picture, or all of it (features D04). */
export const PHOTO_REGIONS = [
  'whole',
  'top_left',
  'top',
  'top_right',
  'left',
  'middle',
  'right',
  'bottom_left',
  'bottom',
  'bottom_right',
] as const

export type PhotoRegion = (typeof PHOTO_REGIONS)[number]

/** The photo and the part of it for which a report was refused. */
export interface FailedPhoto {
  photoId: string
  region: PhotoRegion
}

/** In shares of width and height. */
export interface Cut {
  left: number
  top: number
  width: number
  height: number
}

/** A part with something around it, so that one sees where on the paper it is. */
const SHARE = 0.5

/** The cut of a region: half of each side, at its place; everything for the whole. */
export function cutOf(region: PhotoRegion): Cut {
  if (region === 'whole') return { left: 0, top: 0, width: 1, height: 1 }
  const column = region.endsWith('left') ? 0 : region.endsWith('right') ? 2 : 1
  const row = region.startsWith('top') ? 0 : region.startsWith('bottom') ? 2 : 1
  return { left: (column * SHARE) / 2, top: (row * SHARE) / 2, width: SHARE, height: SHARE }
}
