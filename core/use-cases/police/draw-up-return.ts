import { type AnsweredRow, type FrozenList, freezeReturn } from '../../domain/exchange/frozen-list.ts'
import { actionsFor } from '../../domain/lifecycle.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { POLICE_LIST_LIFECYCLE } from '../../domain/police-list/police-list-lifecycle.ts'
import type { Actor } from '../../domain/role.ts'
import type { App } from '../../ports/app.ts'
import type { PoliceList, PoliceReturn, PoliceRow } from '../../ports/police-lists.ts'
import type { PoliceTx } from '../../ports/store.ts'
import { sha256 } from '../exchange/sha256.ts'

export interface DrawUpReturn {
  officer: Extract<Actor, { kind: 'staff' }>
  listId: string
}

/** Freezes the answered rows that are in no return yet, with the paper to be signed (2262 step 3, features F06). */
export async function drawUpReturn(app: App, command: DrawUpReturn): Promise<Outcome<PoliceReturn>> {
  const { officer, listId } = command
  const draft = await app.store.policeTransaction((tx) => readDraft(tx, officer, listId))
  if (!draft.ok) return draft
  const paper = await makePaper(app, draft.value)
  await app.files.put(paper.fileKey, app.secrets.sealBytes(paper.pdf, paper.fileKey))
  return app.store.policeTransaction(async (tx) => {
    const list = await tx.policeLists.lock(listId)
    const again = await readDraft(tx, officer, listId)
    // The paper was made outside the transaction: it must still say what the rows say.
    if (!list || !again.ok || again.value.canonical !== draft.value.canonical) return object('changed_meanwhile')
    const handOver = handOverOf(app, draft.value, paper)
    await tx.policeLists.insertReturn(handOver)
    await tx.policeLists.putInReturn(again.value.rowIds, handOver.id)
    return done(handOver)
  })
}

interface Draft {
  list: PoliceList
  part: number
  canonical: string
  answers: AnsweredRow[]
  rowIds: string[]
}

async function readDraft(tx: PoliceTx, officer: DrawUpReturn['officer'], listId: string): Promise<Outcome<Draft>> {
  const list = await tx.policeLists.get(listId)
  if (!list || list.policeUnitId !== officer.unitId) return object('no_such_list')
  if (!actionsFor(POLICE_LIST_LIFECYCLE, list.state, officer.role).includes('return_some'))
    return object(list.state === 'returned' ? 'not_possible_now' : 'not_your_role', { action: 'return_some' })
  const rows = (await tx.policeLists.rowsOf(listId)).filter((row) => row.answer && !row.returnId)
  if (rows.length === 0) return object('nothing_answered')
  const unsaid = rows.find((row) => row.answer === 'wrong_field' && row.wrongFields.length === 0)
  if (unsaid) return object('reason_needed', { action: 'wrong_field', row: unsaid.rowNo })
  const part = (await tx.policeLists.returnsOf(listId)).length + 1
  const answers = rows.flatMap(answeredRow)
  const canonical = freezeReturn({ list: list.number, issuedSha256: list.sha256, part, answers })
  return done({ list, part, canonical, answers, rowIds: rows.map((row) => row.id) })
}

export function answeredRow(row: PoliceRow): AnsweredRow[] {
  const { rowNo, answer, wrongFields, note } = row
  return answer ? [{ row: rowNo, answer, wrongFields, note }] : []
}

async function makePaper(app: App, { list, part, canonical, answers }: Draft) {
  const pdf = await app.papers.policeReturnPdf({
    list: JSON.parse(list.canonical) as FrozenList,
    issuedSha256: list.sha256,
    part,
    returnSha256: sha256(canonical),
    answers,
    drawnUpAt: app.now(),
  })
  const fileSha256 = sha256(pdf)
  return { pdf, fileSha256, fileKey: `police-returns/${list.id}/${part}-${fileSha256.slice(0, 16)}.pdf` }
}

function handOverOf(app: App, draft: Draft, paper: { fileKey: string; fileSha256: string }): PoliceReturn {
  return {
    id: app.newId(),
    listId: draft.list.id,
    part: draft.part,
    canonical: draft.canonical,
    sha256: sha256(draft.canonical),
    fileKey: paper.fileKey,
    fileSha256: paper.fileSha256,
    method: 'minutes',
    state: 'drawn_up',
    minutes: null,
    minutesFileKey: null,
    driver: null,
    signature: null,
    signer: null,
    signedFileKey: null,
    signedFileSha256: null,
    revocation: null,
    signedBy: null,
    signedAt: null,
    acceptedBy: null,
    acceptedDriver: null,
    acceptedSignature: null,
    acceptedSigner: null,
    acceptedFileKey: null,
    acceptedFileSha256: null,
    acceptedRevocation: null,
    acceptedScanKey: null,
    acceptedAt: null,
    createdAt: app.now(),
  }
}
