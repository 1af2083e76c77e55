import type { Step, StepName } from './step.ts'
import { DOSE } from './steps/dose.ts'
import { PHOTO } from './steps/photo.ts'
import { REPORT } from './steps/report.ts'
import { TRACK } from './steps/track.ts'
import { WHO } from './steps/who.ts'

/** The whole dialogue; a step without a row does not compile. */
export const STEPS: Record<StepName, Step> = { ...WHO, ...REPORT, ...DOSE, ...PHOTO, ...TRACK }
