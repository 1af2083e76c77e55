import type { Response } from 'express'

/** What the shell itself may object to before a page's own code runs. */
export type ShellObjection = 'pageExpired' | 'formNotReadable' | 'otherSite'

const status: Record<ShellObjection, number> = { pageExpired: 403, otherSite: 403, formNotReadable: 400 }

export function objectPage(res: Response, objection: ShellObjection): void {
  res.page('public/objection', { sentenceKey: objection, backHref: res.req.path }, status[objection])
}
