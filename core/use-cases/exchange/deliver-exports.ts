import { type ControlTotals, totalsDifference } from '../../domain/exchange/control-totals.ts'
import { SYSTEM } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PlatformExport } from '../../ports/exchange.ts'
import type { Delivered, NationalPlatform, OutgoingFile } from '../../ports/platform.ts'
import type { PlatformDelivery } from '../../ports/platform-desk.ts'
import type { Tx } from '../../ports/store.ts'
import { tellCitizen } from '../tell-citizen.ts'
import { taskOf } from './platform-task.ts'

/** How long the Platform may be silent before the citizens whose values wait are told, once (features G11). */
export const TELL_AFTER_HOURS = 24

/**
 * Sends every file that is open, oldest first, until the Platform does not answer: the rest waits in its order (features G11).
 * One process at a time; a file sent again after a crash is one file to the Platform by its number.
 */
export async function deliverExports(app: App): Promise<{ accepted: number }> {
  const { national } = app
  if (!national) return { accepted: 0 }
  const outcome = await app.store.withAddressLock('speak', 'national-platform', (store) =>
    deliverAll({ ...app, store }, national),
  )
  return outcome === 'busy' ? { accepted: 0 } : outcome
}

async function deliverAll(app: App, national: NationalPlatform): Promise<{ accepted: number }> {
  let accepted = 0
  for (let after: string | null = null; ; ) {
    const next: PlatformDelivery | null = await app.store.transaction((tx) => tx.platformDeliveries.nextOpen(after))
    if (!next) return { accepted }
    const answer = await deliverOne(app, national, next.exportId)
    if (answer.state === 'unreachable') {
      await noteSilence(app, next.exportId, answer.fault)
      return { accepted }
    }
    if (answer.state === 'accepted') accepted += 1
    after = next.exportId
  }
}

async function deliverOne(app: App, national: NationalPlatform, exportId: string): Promise<Delivered> {
  const found = await app.store.transaction((tx) => tx.exports.get(exportId))
  if (!found) throw new Error(`The delivery ${exportId} belongs to no export`)
  const answer = checked(await national.deliver(await outgoing(app, found)), found.totals)
  await app.store.transaction((tx) => save(app, tx, found, answer))
  return answer
}

async function outgoing(
  app: App,
  { number, unitId, fileKey, fileSha256, totals }: PlatformExport,
): Promise<OutgoingFile> {
  const sealed = fileKey ? await app.files.get(fileKey) : null
  if (!fileKey || !sealed || !fileSha256) throw new Error(`The file of export ${number} is missing from the file store`)
  return { number, unitId, bytes: app.secrets.openBytes(sealed, fileKey), sha256: fileSha256, totals }
}

/** What the Platform counted must be what went out (features G06). */
function checked(answer: Delivered, totals: ControlTotals): Delivered {
  if (answer.state !== 'accepted') return answer
  const differences = totalsDifference(totals, answer.totals)
  return differences.length === 0 ? answer : { state: 'refused', reason: differences.join('; ') }
}

async function save(app: App, tx: Tx, { id, unitId }: PlatformExport, answer: Delivered): Promise<void> {
  const delivery = await tx.platformDeliveries.lock(id)
  // Somebody else was faster: what the Platform has taken, it has taken.
  if (!delivery || delivery.state === 'accepted' || delivery.state === 'refused') return
  const attempts = delivery.attempts + 1
  if (answer.state === 'unreachable')
    return tx.platformDeliveries.save(await silent(app, tx, { ...delivery, attempts }, answer.fault))
  const heard = { ...delivery, attempts, faultCode: null, awaySince: null }
  if (answer.state === 'unreadable') {
    await tx.platformDeliveries.save({ ...heard, state: 'handed_over', receipt: { aside: answer.aside } })
    await tx.platformTasks.open(taskOf({ kind: 'answer_unreadable', subjectId: id, unitId, exportId: id }))
    return
  }
  const back = { ...heard, state: answer.state }
  if (answer.state === 'handed_over') return tx.platformDeliveries.save(back)
  await tx.platformTasks.close([id], ['answer_unreadable'], app.now())
  if (answer.state === 'accepted')
    return tx.platformDeliveries.save({ ...back, acceptedAt: app.now(), receipt: { totals: answer.totals } })
  await tx.platformDeliveries.save({ ...back, receipt: { reason: answer.reason } })
  await tx.platformTasks.open(taskOf({ kind: 'file_refused', subjectId: id, unitId, exportId: id }))
}

/** The files behind the one that could not leave wait as long as it does, and so do their citizens. */
async function noteSilence(app: App, exportId: string, fault: string): Promise<void> {
  for (let after: string | null = exportId; after; ) {
    const behind: string = after
    after = await app.store.transaction(async (tx) => {
      const next = await tx.platformDeliveries.nextOpen(behind)
      const delivery = next && (await tx.platformDeliveries.lock(next.exportId))
      if (delivery) await tx.platformDeliveries.save(await silent(app, tx, delivery, fault))
      return next?.exportId ?? null
    })
  }
}

function silent(app: App, tx: Tx, delivery: PlatformDelivery, faultCode: string): Promise<PlatformDelivery> {
  return tellOnce(app, tx, { ...delivery, faultCode, awaySince: delivery.awaySince ?? app.now() })
}

async function tellOnce(app: App, tx: Tx, delivery: PlatformDelivery): Promise<PlatformDelivery> {
  const silentMs = app.now().getTime() - (delivery.awaySince ?? app.now()).getTime()
  if (delivery.toldAt || silentMs < TELL_AFTER_HOURS * 3_600_000) return delivery
  for (const reportId of await tx.platformDeliveries.reportsIn(delivery.exportId)) {
    const report = await tx.reports.lock(reportId)
    if (report?.state !== 'exported') continue
    const eventId = await tx.history.append({
      subject: 'report',
      subjectId: reportId,
      action: 'platform_away',
      from: report.state,
      to: report.state,
      actor: SYSTEM,
      detail: {},
      at: app.now(),
    })
    await tellCitizen(app, tx, { report, eventId, notice: 'platform-away' })
  }
  return { ...delivery, toldAt: app.now() }
}
