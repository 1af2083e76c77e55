import type { RequestHandler } from 'express'

type Took = (request: { method: string; route: string; status: number; seconds: number }) => void

/** Reports each answer under its route's pattern: an address may hold a receipt code. */
export function timeRequests(took: Took): RequestHandler {
  return (req, res, next) => {
    const start = process.hrtime.bigint()
    res.once('finish', () => {
      const path: unknown = req.route?.path
      const route = typeof path === 'string' ? path : 'none'
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      took({ method: req.method, route, status: res.statusCode, seconds })
    })
    next()
  }
}
