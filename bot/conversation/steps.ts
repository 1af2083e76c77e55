import type { Step } from './step.ts'
import type { StepName } from './step-names.ts'
import { CARD } from './steps/card.ts'
import { CHANNELS } from './steps/channels.ts'
import { COUNTER } from './steps/counter.ts'
import { DOSE } from './steps/dose.ts'
import { FACTS } from './steps/facts.ts'
import { FAMILY } from './steps/family.ts'
import { HELP } from './steps/help.ts'
import { LOOK_UP } from './steps/look-up.ts'
import { MESSAGES } from './steps/messages.ts'
import { NOTE } from './steps/note.ts'
import { OFFICER } from './steps/officer.ts'
import { OWN_CASE } from './steps/own-case.ts'
import { OWN_PASSPORT } from './steps/own-passport.ts'
import { PASSPORT } from './steps/passport.ts'
import { PHONE } from './steps/phone.ts'
import { PHOTO } from './steps/photo.ts'
import { PLACE } from './steps/place.ts'
import { PRIVATE } from './steps/private.ts'
import { REPORT } from './steps/report.ts'
import { RIGHTS } from './steps/rights.ts'
import { STORY } from './steps/story.ts'
import { TRACK } from './steps/track.ts'
import { URGENT } from './steps/urgent.ts'
import { WHO } from './steps/who.ts'

/** The whole dialogue; a step without a row does not compile. */
export const STEPS: Record<StepName, Step> = {
  ...WHO,
  ...PASSPORT,
  ...COUNTER,
  ...PHONE,
  ...LOOK_UP,
  ...OWN_PASSPORT,
  ...REPORT,
  ...FACTS,
  ...DOSE,
  ...PLACE,
  ...STORY,
  ...PRIVATE,
  ...URGENT,
  ...PHOTO,
  ...CARD,
  ...TRACK,
  ...OWN_CASE,
  ...NOTE,
  ...OFFICER,
  ...CHANNELS,
  ...FAMILY,
  ...RIGHTS,
  ...MESSAGES,
  ...HELP,
}
