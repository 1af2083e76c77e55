import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { objectPage } from './objections.ts'

/** What the shell writes about itself; fields are ids and codes, never what a person typed. */
export type ShellLog = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export function answerNotFound(): RequestHandler {
  return (_req, res) => res.page('public/not-found', {}, 404)
}

/** The one place where a fault becomes a page: calm words and the request id, never the error itself. */
export function answerFaults(log: ShellLog): ErrorRequestHandler {
  return (fault: unknown, req, res, next) => {
    if (res.headersSent) return next(fault)
    const status = statusOf(fault)
    if (status >= 500) {
      log.error({ requestId: req.requestId, code: codeOf(fault), stack: placeOf(fault) }, 'a page failed')
    }
    try {
      return answer(res, status)
    } catch {
      // Before pages can be sent, or when the page of the fault is itself broken.
      return res.status(status).type('text').send(`Hệ thống đang bận / The service is busy · ${req.requestId}`)
    }
  }
}

function answer(res: Response, status: number) {
  if (status === 413) return res.page('public/too-large', {}, status)
  if (status < 500) return objectPage(res, 'formNotReadable')
  return res.page('public/fault', { requestId: res.req.requestId }, status)
}

/** Body and URL readers mark what the sender did wrong with a status below 500. */
function statusOf(fault: unknown): number {
  const status = typeof fault === 'object' && fault !== null && 'status' in fault ? fault.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : fault.name
}

/** Where it happened, without the message: messages may quote what a person typed. */
function placeOf(fault: unknown): string[] {
  const stack = fault instanceof Error ? (fault.stack ?? '') : ''
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim())
}
