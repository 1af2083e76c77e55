/** Consultation messages may go until 7 days after the person's last interaction; within 48 hours they cost nothing (channels 1.3). */
const WINDOW_MS = 7 * 24 * 3_600_000

/** By our own inbox, so that no message is spent on asking. Never heard: Zalo lets nothing through but templates. */
export function mayWrite(lastHeardAt: Date | null, now: Date): boolean {
  return lastHeardAt !== null && now.getTime() - lastHeardAt.getTime() <= WINDOW_MS
}
