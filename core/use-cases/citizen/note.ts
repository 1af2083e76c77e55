const LONGEST_NOTE = 4000

/** What the citizen has written so far with a new line below it; the oldest gives way. */
export function addToNote(note: string | null, text: string): string | null {
  return [note, text.trim()].filter(Boolean).join('\n').slice(-LONGEST_NOTE) || null
}
