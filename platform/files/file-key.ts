const OPAQUE = /^[a-z0-9][a-z0-9-]{0,63}(\/[a-z0-9][a-z0-9-]{0,63}){0,3}(\.[a-z0-9]{1,8})?$/

/** Keys are ids of our own making (`case-photo/0193…`), never a name that came from outside; anything else is a bug. */
export function checkedFileKey(key: string): string {
  if (!OPAQUE.test(key)) throw new Error('A file key must be lower-case ids joined by "/".')
  return key
}
