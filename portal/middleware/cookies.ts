import type { Request, Response } from 'express'

/** Value of one cookie, or null; values we set need no decoding. */
export function cookieOf(req: Request, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}

/** `days` null keeps it until the browser closes. */
export function setCookie(
  res: Response,
  name: string,
  value: string,
  { secure, days }: { secure: boolean; days: number | null },
): void {
  const maxAge = days === null ? {} : { maxAge: days * 86_400_000 }
  res.cookie(name, value, { httpOnly: true, sameSite: 'lax', secure, path: '/', ...maxAge })
}
