import type { Request } from 'express'
import type { ObjectionCode } from '../../core/domain/objection.ts'
import type { App } from '../../core/ports/app.ts'
import type { Renderer } from '../../templates/render.ts'
import '../middleware/request-types.ts'

export interface CitizenDeps {
  app: App
  say: Renderer['sentence']
  /** An SVG image of a QR code. */
  qr(text: string): Promise<string>
}

export type Say = (key: string, params?: Record<string, string | number>) => string

export function sayIn({ say }: Pick<CitizenDeps, 'say'>, req: Request): Say {
  return (key, params) => say(key, req.locale, params)
}

/** The browser session as the core knows it; while a helper writes for a citizen, the desk of that hour (features A09). */
export function addressOf(req: Request): string {
  return req.helping?.address ?? `web|portal|${req.sessionId}`
}

/** Every code has its sentence at `objections.<code>`. */
export function objectionKey(code: ObjectionCode): string {
  return `objections.${code}`
}

/** One text of a form; absent and repeated fields are empty. */
export function textOf(form: Readonly<Record<string, unknown>>, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value : ''
}

/** All texts of a form under one name: none, one or many. */
export function textsOf(form: Readonly<Record<string, unknown>>, name: string): string[] {
  return [form[name] ?? []].flat().filter((value) => typeof value === 'string')
}
