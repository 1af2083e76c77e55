import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { VaccineTable } from '../../core/domain/papers/vaccine.ts'

const VaccineFile = z.object({
  vaccines: z
    .array(
      z.object({
        name: z.string(),
        aliases: z.array(z.string()),
        primarySeriesDoses: z.number().int().positive(),
        mp: z.string(),
        ma: z.string(),
        vp: z.string(),
        vpRead: z.array(z.string()),
        productName: z.string(),
        holderName: z.string(),
      }),
    )
    .min(1),
})

/** The pinned table of data/vaccines.json. */
export function readVaccines(): VaccineTable {
  const file = new URL('../../data/vaccines.json', import.meta.url)
  return VaccineFile.parse(JSON.parse(readFileSync(file, 'utf8'))).vaccines
}
