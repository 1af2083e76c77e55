import type { CitizenDeps } from '../../citizen/citizen-door.ts'

/** The same hands as a citizen's pages: app, sentences, QR codes. */
export type HelperDeps = CitizenDeps
