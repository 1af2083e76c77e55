/** Without 0, O, 1, I, L: it is read aloud or copied by hand. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP = 4

/** Sixteen signs in four groups, some 79 bits (features F07); `random` is uniform in 0 ≤ n < 1 from a cryptographic source. */
export function newWorkbookPassword(random: () => number): string {
  const sign = () => SIGNS[Math.floor(random() * SIGNS.length)] ?? ''
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, sign).join('')).join('-')
}

/** As it was typed: small letters, other dashes and spaces do not matter. */
export function readWorkbookPassword(typed: string): string {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '')
  return signs.match(/.{1,4}/gu)?.join('-') ?? ''
}
