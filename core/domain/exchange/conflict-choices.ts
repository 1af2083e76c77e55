import type { ApprovedChange } from './approved-change.ts'

/** What an officer may do with a value that somebody else has written over meanwhile (features G05). */
export type ConflictChoice = 'take_approved' | 'keep_platform' | 'ask_again'

/**
 * Health owns doses and phones: the Platform's value may stay, or the report is looked at again. What the police confirmed is not
 * the station's to give up (domain 0.2): it goes out, or the police are asked once more.
 */
export function conflictChoices({ policeRowId }: Pick<ApprovedChange, 'policeRowId'>): readonly ConflictChoice[] {
  return policeRowId === null ? ['take_approved', 'keep_platform', 'ask_again'] : ['take_approved', 'ask_again']
}

/** Two officers approved a foreigner's identity (features E11): one alone does not give it up. */
export function keepingNeedsTwo({ foreigner }: Pick<ApprovedChange, 'foreigner'>): boolean {
  return foreigner
}
