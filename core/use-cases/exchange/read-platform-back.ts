import { dayInVietNam, midnightInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import type { App } from '../../ports/app.ts'
import type { NationalPlatform } from '../../ports/platform.ts'
import { applyImport, requestApply } from '../imports/apply-import.ts'
import { readImport } from '../imports/read-import.ts'
import { uploadImport } from '../imports/upload-import.ts'
import { settleResults } from './settle-results.ts'
import { uploadResults } from './upload-results.ts'

/**
 * The Platform's own lists of the next day, fetched and compared for every unit with rows it took on an earlier day (features
 * G03). Only they say that something landed; a unit whose list cannot be fetched is tried again.
 */
export async function readPlatformBack(app: App): Promise<{ lists: number }> {
  if (!app.national) return { lists: 0 }
  const today = midnightInVietNam(dayInVietNam(app.now()))
  const units = await app.store.transaction((tx) => tx.platformDeliveries.unitsAwaiting(today))
  let lists = 0
  for (const unitId of units) {
    if (await readResults(app, app.national, unitId)) lists += 1
    if (await readDoses(app, app.national, unitId)) lists += 1
  }
  return { lists }
}

async function readResults(app: App, national: NationalPlatform, unitId: string): Promise<boolean> {
  const list = await national.fetchList(unitId, 'results')
  if (list.state !== 'list') return false
  const { fileName, bytes } = list
  const sent = await uploadResults(app, { officer: null, unitId, fileName, bytes, rowsDeclared: null })
  if (!sent.ok) return false
  // A list known from an attempt that broke off is compared now; what an officer is looking at waits for their word.
  if (sent.value.known && (await isBeingLookedAt(app, sent.value.importId))) return false
  await settleResults(app, { importId: sent.value.importId })
  return !sent.value.known
}

async function isBeingLookedAt(app: App, importId: string): Promise<boolean> {
  const run = await app.store.transaction((tx) => tx.imports.get(importId))
  return run?.state === 'previewed' && run.staffId !== null
}

async function readDoses(app: App, national: NationalPlatform, unitId: string): Promise<boolean> {
  const list = await national.fetchList(unitId, 'doses')
  if (list.state !== 'list') return false
  const { fileName, bytes } = list
  const sent = await uploadImport(app, { officer: null, unitId, fileName, bytes, rowsDeclared: null, isWhole: true })
  if (!sent.ok) return false
  await readImport(app, sent.value)
  const asked = await requestApply(app, { importId: sent.value.importId, officer: null })
  if (!asked.ok) return false
  await applyImport(app, sent.value)
  await settleResults(app, sent.value)
  return true
}
