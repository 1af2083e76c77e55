import { z } from 'zod'

/** Each button of the page is one act. */
export const ChannelForm = z.object({ act: z.enum(['connect', 'look', 'disconnect']) })

const one = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .nullish()
    .catch(null)
    .transform((text) => text ?? null)

/** What Zalo sends the browser back with (channels 1.2); a field that is missing or strange is as good as missing. */
export const ReturnQuery = z
  .object({ code: one(2_000), state: one(200), oa_id: one(40) })
  .transform(({ code, state, oa_id: oaId }) => ({ code, state, oaId: oaId && /^\d+$/.test(oaId) ? oaId : null }))

export const DoneQuery = z.object({ done: z.enum(['connect', 'look', 'disconnect']) })
