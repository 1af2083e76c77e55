import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import type { Actor } from '../../domain/role.ts'
import { doseStatement, freezeStatement } from '../../domain/signing/dose-statement.ts'
import { dosesOn, freezeMinutes, type MinutesLine } from '../../domain/signing/minutes-text.ts'
import { may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { SigningMinutes } from '../../ports/signing-minutes.ts'
import { sha256 } from '../exchange/sha256.ts'
import { isReadyAt } from './ready-to-sign.ts'
import { MOST_AT_ONCE } from './sign-records.ts'

export interface DrawUpMinutes {
  officer: Extract<Actor, { kind: 'staff' }>
  personIds: readonly string[]
  /** YYYY-MM-DD */
  drawnOn: string
  parties: string
}

/** Minutes to print and sign by hand, with the list's hash and totals (8938 step 4). They sign nothing: that needs their scan. */
export async function drawUpMinutes(app: App, command: DrawUpMinutes): Promise<Outcome<SigningMinutes>> {
  const { officer, drawnOn, parties } = command
  if (!may(officer, 'sign_records')) return object('not_your_role', { action: 'sign' })
  if (drawnOn === '' || parties.trim() === '') return object('minutes_incomplete')
  const wanted = [...new Set(command.personIds)].slice(0, MOST_AT_ONCE)
  return app.store.transaction(async (tx) => {
    const found = await tx.signedRecords.lockCandidates(wanted)
    const ready = found.filter((one) => isReadyAt(app, officer.unitId, one))
    if (ready.length === 0) return object('nothing_to_sign')
    const lines = ready.map(({ record, doses }) => lineOf(doseStatement(record, doses)))
    const unit = await tx.units.get(officer.unitId)
    const number = await tx.signingMinutes.nextNumber(dayInVietNam(app.now()).slice(0, 4))
    const text = { number, unit: unit?.name ?? '', drawnOn, parties: parties.trim(), lines }
    const minutes = await withPaper(app, officer, text)
    await tx.signingMinutes.insert(minutes)
    return done(minutes)
  })
}

function lineOf(statement: MinutesLine['statement']): MinutesLine {
  return { statement, sha256: sha256(freezeStatement(statement, 'minutes')) }
}

type Text = { number: string; unit: string; drawnOn: string; parties: string; lines: MinutesLine[] }

async function withPaper(app: App, officer: DrawUpMinutes['officer'], text: Text): Promise<SigningMinutes> {
  const [id, canonical] = [app.newId(), freezeMinutes(text)]
  const hash = sha256(canonical)
  const pdf = await app.papers.signingMinutesPdf({ ...text, sha256: hash, doses: dosesOn(text.lines) })
  const fileKey = `signing-minutes/${id}.pdf`
  await app.files.put(fileKey, app.secrets.sealBytes(pdf, fileKey))
  return {
    ...{ id, number: text.number, unitId: officer.unitId, drawnOn: text.drawnOn, parties: text.parties },
    ...{ canonical, sha256: hash, people: text.lines.length, doses: dosesOn(text.lines) },
    ...{ fileKey, fileSha256: sha256(pdf), scanKey: null, state: 'drawn_up' },
    ...{ drawnUpBy: officer.staffId, drawnUpAt: app.now(), recordedBy: null, recordedAt: null },
  }
}
