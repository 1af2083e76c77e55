/** After so many national matches that failed, nothing is sent again before both sides have looked together (features F10). */
export const FAILED_ROUNDS = 3

/** `rounds` counts the tries from 1 and has already been raised by the last failure. */
export function needsJointReview(rounds: number): boolean {
  return rounds > FAILED_ROUNDS
}
