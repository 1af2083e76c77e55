/** Whom a note names: `@` and the log-in name, as it stands beside the form; somebody of another unit cannot be named. */
export function mentionedIn(text: string, colleagues: readonly { staffId: string; login: string }[]): string[] {
  const named = new Set(
    [...text.matchAll(/(?<![\p{L}\p{N}])@([\p{L}\p{N}._-]+)/gu)].map(([, login = '']) => fold(login)),
  )
  return colleagues.filter(({ login }) => named.has(fold(login))).map(({ staffId }) => staffId)
}

/** A full stop after the name ends the sentence. */
const fold = (login: string) => login.toLowerCase().replace(/[.-]+$/u, '')
