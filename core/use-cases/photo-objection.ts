import { type ObjectionCode, object } from '../domain/objection.ts'
import type { PhotoRefusal } from '../ports/services.ts'

const OBJECTIONS: Record<PhotoRefusal, ObjectionCode> = {
  too_big: 'photo_too_big',
  too_many_pixels: 'photo_too_big',
  not_an_image: 'photo_not_an_image',
  heic: 'photo_heic',
  damaged: 'photo_damaged',
  empty: 'photo_damaged',
}

/** Why a photo was not taken in, as the sender is told. */
export const photoObjection = (refusal: PhotoRefusal) => object(OBJECTIONS[refusal])
