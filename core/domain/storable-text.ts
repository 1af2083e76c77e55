/** PostgreSQL keeps neither NUL nor half of a surrogate pair. Nobody types them: only a machine sends them. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** The same text without them, for what a channel would only send again if it were turned away. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
