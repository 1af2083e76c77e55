import type { BrowserAnswer } from '../../../core/ports/passkeys.ts'

const LONGEST = 20_000

/** The JSON a browser made of its passkey; what is none is an answer that holds for nothing. */
export function readAnswer(field: unknown): BrowserAnswer {
  if (typeof field !== 'string' || field.length > LONGEST) return {}
  try {
    const read: unknown = JSON.parse(field)
    return typeof read === 'object' && read !== null ? (read as BrowserAnswer) : {}
  } catch {
    return {}
  }
}
