/** The 13 fixed refusal reasons of 9458/BYT-CNTT step 2.3; the codes are ours, the sentences stand in templates. */
export const REFUSAL_REASONS = [
  'SCREENING_FORM_INCOMPLETE',
  'NAME_CONFLICT',
  'PORTRAIT_ONLY',
  'DOSE_MISMATCH',
  'DOB_MISMATCH',
  'PAPER_MISSING_FIELDS',
  'PAPER_MASKED',
  'PHOTO_BLURRED',
  'DOSE_DATE_MISMATCH',
  'ALL_MISMATCH',
  'NAME_INCOMPLETE_OR_UNACCENTED',
  'VACCINE_MISMATCH',
  'PAPER_ALTERED',
] as const

export type RefusalReason = (typeof REFUSAL_REASONS)[number]
