import { luhnCheck } from '../luhn.ts'

/** Letters and digits nobody confuses on the phone: no I, L, O, U, 0, 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A receipt code `PA-XXXX-XXXC` from random numbers 0 <= n < 1; C is a check digit (features B11). */
export function newReceiptCode(random: () => number): string {
  const body = Array.from({ length: 7 }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join('')
  return withDashes(body + luhnCheck(body, ALPHABET))
}

/** Reads what a person typed: any case, spaces or dashes, with or without PA. Null when the check digit disagrees. */
export function readReceiptCode(text: string): string | null {
  const bare = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^PA/, '')
  if (bare.length !== 8 || [...bare].some((c) => !ALPHABET.includes(c))) return null
  const body = bare.slice(0, 7)
  return luhnCheck(body, ALPHABET) === bare.charAt(7) ? withDashes(bare) : null
}

/** The code of a part as staff read it: `PA-7K3M-92AB-2`; citizens know the first part of it only. */
export function partCode(receiptCode: string, number: number): string {
  return `${receiptCode}-${number}`
}

/** What a citizen reads and types, from the code of a report or of one of its parts. */
export function receiptCodeOf(code: string): string {
  return code.replace(/-[2-9]$/, '')
}

/** Reads what staff typed or a link carries: a receipt code, or the code of a part. */
export function readCaseCode(text: string): string | null {
  const [, part = null] = /-([2-9])$/.exec(text.trim()) ?? []
  const code = readReceiptCode(part ? text.trim().slice(0, -2) : text)
  return code && part ? partCode(code, Number(part)) : code
}

function withDashes(bare: string): string {
  return `PA-${bare.slice(0, 4)}-${bare.slice(4)}`
}
