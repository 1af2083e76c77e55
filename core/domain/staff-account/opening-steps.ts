/** A new commune, step by step (features K07); each line says when its step is done. */
export const OPENING_STEPS = {
  unit: (facts: Facts) => facts.unitId !== undefined,
  hours: (facts: Facts) => facts.hours !== undefined,
  head: (facts: Facts) => facts.headId !== undefined,
  chief: (facts: Facts) => facts.chiefId !== undefined,
  oa: (facts: Facts) => facts.oa !== undefined,
  message: (facts: Facts) => facts.sampleId !== undefined,
  sample: (facts: Facts) => facts.sampleClosed === true,
} as const

type Facts = Partial<Record<'unitId' | 'hours' | 'headId' | 'chiefId' | 'oa' | 'sampleId', string>> & {
  sampleClosed?: boolean
}

export type OpeningStep = keyof typeof OPENING_STEPS

/** The first step that is not done; null when the commune is open. */
export function nextStep(facts: Facts): OpeningStep | null {
  const steps = Object.keys(OPENING_STEPS) as OpeningStep[]
  return steps.find((step) => !OPENING_STEPS[step](facts)) ?? null
}
