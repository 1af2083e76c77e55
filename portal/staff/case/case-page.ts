import type { Objection } from '../../../core/domain/objection.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import type { PhotoLook } from './photo-look.ts'

/** What surrounds the case on its page: what was typed, what was objected, links of this session. */
export interface CasePage {
  open: string | null
  values: Readonly<Record<string, unknown>>
  seen: number | null
  errors: FormErrors
  objection: Objection | null
  preview: boolean
  done: string | null
  next: string | null
  tokens: ReadonlyMap<string, string>
  look: PhotoLook
  officerId: string
  now: Date
  publicUrl: string
}
