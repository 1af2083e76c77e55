import type { HelperSession } from '../../core/ports/helper-desk.ts'
import type { Locale, StaffFrame } from '../../templates/render.ts'

/** One uploaded file, whole in memory; its name and type are what the browser claimed. */
export type UploadedFile = { field: string; filename: string; claimedType: string; bytes: Buffer }

declare global {
  namespace Express {
    interface Request {
      requestId: string
      locale: Locale
      /** Anonymous browser session, or the one after `res.freshSession()`. */
      sessionId: string
      csrfToken: string
      /** Fields of an urlencoded or multipart form: text, or a list where a name came more than once. */
      form: Readonly<Record<string, unknown>>
      files: readonly UploadedFile[]
      /** Set on the pages of the report while a helper writes for a citizen who agreed (features A09). */
      helping?: HelperSession
    }
    interface Response {
      page<View extends object>(name: string, view: View, status?: number): void
      /** Gives the browser a new session id: call it when someone logs in or out. */
      freshSession(): void
    }
    interface Locals {
      /** Set by the staff session for every page below /can-bo. */
      staffFrame?: StaffFrame
      /** The pages say that somebody is being helped (features A09). */
      helping?: boolean
    }
  }
}
