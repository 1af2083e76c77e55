import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import { photoObjection } from '../photo-objection.ts'

/** A list has a few pages, each photographed once or twice. */
const MOST_PHOTOS = 12

const sheetLabel = (id: string) => `hamlet-sheet|${id}`

interface AboutSheet {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
}

/** A photo of the filled-in sheet: through the same guard as a stranger's file, sealed, shown beside the form. */
export async function keepSheetPhoto(
  app: App,
  { officer, listId, bytes }: AboutSheet & { bytes: Buffer },
): Promise<Outcome<null>> {
  if (!may(officer, 'review_with_hamlet')) return object('not_your_role')
  const taken = await app.photos.takeIn(bytes)
  if (!taken.ok) return photoObjection(taken.reason)
  const id = app.newId()
  const [fileKey, wrappedKey] = [`hamlet-sheet/${id}`, app.vault.newWrappedKey()]
  // Sealed first: a row without its file would be a photo nobody can look at.
  await app.files.put(fileKey, app.vault.seal(wrappedKey, taken.jpeg, sheetLabel(id)))
  const kept = await app.store.transaction<Outcome<null>>(async (tx) => {
    const list = await tx.hamletLists.get(listId)
    if (!list || list.unitId !== officer.unitId) return object('no_such_list')
    const there = await tx.hamletSheets.ofList(listId)
    if (there.length >= MOST_PHOTOS) return object('too_many_photos', { most: MOST_PHOTOS })
    const sheet = { id, listId, fileKey, wrappedKey, sentBy: officer.staffId, sentAt: app.now(), destroyedAt: null }
    await tx.hamletSheets.insert(sheet)
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'keep_hamlet_sheet',
      subjectKind: 'hamlet_list',
      subjectId: listId,
    })
    return done(null)
  })
  if (!kept.ok) await app.files.remove(fileKey)
  return kept
}

/** The picture for an officer of the same station; each look is written down (features L01). */
export async function openSheetPhoto(
  app: App,
  { officer, number, sheetId }: { officer: AboutSheet['officer']; number: string; sheetId: string },
): Promise<Buffer | null> {
  if (!may(officer, 'review_with_hamlet')) return null
  const sheet = await app.store.transaction(async (tx) => {
    const list = await tx.hamletLists.byNumber(number)
    if (!list || list.unitId !== officer.unitId) return null
    const found = (await tx.hamletSheets.ofList(list.id)).find((one) => one.id === sheetId)
    if (!found) return null
    const about = { subjectKind: 'hamlet_list', subjectId: list.id, detail: { sheetId } }
    await tx.audit.write({ staffId: officer.staffId, action: 'open_hamlet_sheet', ...about })
    return found
  })
  const sealed = sheet && (await app.files.get(sheet.fileKey))
  return sheet?.wrappedKey && sealed ? app.vault.open(sheet.wrappedKey, sealed, sheetLabel(sheet.id)) : null
}

/** A week after the last row was typed in nobody compares with the paper any more. */
const SHEET_DAYS = 7

/** Destroys the photos of lists that are answered whole; answers how many. */
export async function destroySheetPhotos(app: App): Promise<{ destroyed: number }> {
  const before = new Date(app.now().getTime() - SHEET_DAYS * 86_400_000)
  const due = await app.store.transaction((tx) => tx.hamletSheets.due(before, 200))
  for (const { id, fileKey } of due) {
    await app.files.remove(fileKey)
    await app.store.transaction((tx) => tx.hamletSheets.destroyed([id], app.now()))
  }
  return { destroyed: due.length }
}
