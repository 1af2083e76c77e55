/** Why an officer uncovers a photo (features C08); `other` needs the officer's own words. */
export const UNMASK_REASONS = ['compare_face', 'read_covered', 'suspect_forgery', 'other'] as const

export type UnmaskReason = (typeof UNMASK_REASONS)[number]

/** An uncovered photo is covered again after this: long enough to compare, too short to leave a screen open. */
export const UNMASK_MS = 5 * 60_000

export const LONGEST_UNMASK_NOTE = 300
