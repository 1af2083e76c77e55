import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { TRAINING_SETS, type TrainingSetName } from '../../core/domain/training/training-case.ts'
import type { TrainingSets } from '../../core/ports/app.ts'

const InBoth = z.object({ vi: z.string().min(1), en: z.string().min(1) })
const SetFile = z
  .object({
    options: z.record(z.string(), InBoth),
    cases: z.array(z.object({ id: z.string(), text: InBoth, right: z.string(), why: InBoth })).min(1),
  })
  .refine(({ options, cases }) => cases.every(({ right }) => right in options), 'a right answer is no option')

/** The invented cases that the product ships (data/training); read once, at the start. */
export function readTrainingSets(): TrainingSets {
  const read = (name: TrainingSetName) =>
    SetFile.parse(JSON.parse(readFileSync(new URL(`../../data/training/${name}.json`, import.meta.url), 'utf8')))
  return Object.fromEntries(TRAINING_SETS.map((name) => [name, read(name)])) as unknown as TrainingSets
}
