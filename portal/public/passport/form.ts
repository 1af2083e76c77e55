import { z } from 'zod'

/** The largest QR symbol holds 4,296 characters. */
const LONGEST = 4296

/**
 * What a scanner wrote. Line ends come from messages and mail; a space inside or at the end is one of the 45 characters
 * and stays (dcc.md: never trim).
 */
export const CheckForm = z.object({
  code: z
    .string('passport.check.empty')
    .transform((text) => text.replace(/[\r\n\t]+/g, '').replace(/^ +/, ''))
    .pipe(z.string().min(1, 'passport.check.empty').max(LONGEST, 'passport.check.tooLong')),
})
