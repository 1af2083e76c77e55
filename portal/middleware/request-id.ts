import { randomInt } from 'node:crypto'
import type { RequestHandler } from 'express'

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Eight letters that can be read out on the phone; one from outside is not believed. */
export function giveRequestId(): RequestHandler {
  return (req, res, next) => {
    const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)])
    req.requestId = `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
    res.set('X-Request-Id', req.requestId)
    next()
  }
}
