import type { RequestHandler } from 'express'

/** Name and value of the button that chooses a name with its marks: `chosen` is the field, a colon, and the name. */
const CHOSEN = /^(\w+):(.+)$/u

/** A chosen name stands in its field as if it had been typed: every page with a name field gets it alike (C02). */
export function takeChosenName(): RequestHandler {
  return (req, _res, next) => {
    const [, field, name] = typeof req.form.chosen === 'string' ? (CHOSEN.exec(req.form.chosen) ?? []) : []
    if (field && name && Object.hasOwn(req.form, field)) req.form = { ...req.form, [field]: name }
    next()
  }
}
