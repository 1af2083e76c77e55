import { faultCodeOf } from '../../domain/fault-code.ts'
import type { MeterName, MeterReading } from '../../domain/zalo/meter.ts'
import type { App } from '../../ports/app.ts'

/** A figure at the end of thousands of answers: the table need not know each. */
const WRITE_EVERY_MS = 10_000

/** Keeps what Zalo's answers tell of the account's allowances; nobody waits for it, and its failure stops nothing. */
export function openZaloMeters(app: App, onFault: (code: string) => void): (readings: readonly MeterReading[]) => void {
  const writtenAt = new Map<MeterName, number>()
  return (readings) => {
    const { zalo } = app
    const now = app.now()
    const due = readings.filter(({ meter }) => now.getTime() - (writtenAt.get(meter) ?? 0) >= WRITE_EVERY_MS)
    if (!zalo || due.length === 0) return
    for (const { meter } of due) writtenAt.set(meter, now.getTime())
    void app.store
      .transaction((tx) => tx.zaloAccounts.saw(zalo.appId, due, now))
      .catch((fault) => onFault(faultCodeOf(fault)))
  }
}
