import { done, type Outcome, object } from '../../domain/objection.ts'
import { readBirthDate } from '../../domain/person/birth-date.ts'
import { readCitizenId } from '../../domain/person/citizen-id.ts'
import { foldName, readFullName } from '../../domain/person/full-name.ts'
import { maskId } from '../../domain/person/mask.ts'
import { passportKey } from '../../domain/person/passport-key.ts'
import type { PlatformRecord } from '../../domain/record/platform-record.ts'
import { isInScope, may } from '../../policy.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import type { Tx } from '../../ports/store.ts'
import { scopeFor } from '../desk/reach-report.ts'
import { recordsWithNumber } from '../same-person/whole-person.ts'

/** What the officer reads off the paper: the number, or the name with the birth date. */
export interface FindPerson {
  officer: Officer
  number: string
  fullName: string
  birthDate: string
}

/** As much as tells two people apart at the counter; the number stays masked, the officer holds the card. */
export interface FoundPerson {
  personId: string
  fullName: string
  /** YYYY-MM-DD, or null when nothing readable is recorded. */
  birthDate: string | null
  sex: 'male' | 'female' | null
  idMasked: string | null
  commune: string | null
  doses: number
}

export interface FoundPeople {
  people: FoundPerson[]
  /** Fitting records that another station keeps; who they are is not told. */
  elsewhere: number
}

const MOST = 20

/** Records of the officer's own scope by number, or by name and birth date; every search is audited (features A04). */
export async function findPerson(app: App, command: FindPerson): Promise<Outcome<FoundPeople>> {
  const { officer } = command
  if (!may(officer, 'work_at_counter')) return object('not_your_role')
  return app.store.transaction(async (tx) => {
    const scope = await scopeFor(tx, officer)
    const found = [...new Map((await fitting(tx, command)).map((record) => [record.id, record])).values()]
    const inScope = found.filter((record) => isInScope(scope, record.unitId))
    const near = inScope.slice(0, MOST)
    await tx.audit.write({
      staffId: officer.staffId,
      action: 'counter_search',
      subjectKind: 'unit',
      subjectId: officer.unitId,
      detail: { by: command.number.trim() ? 'number' : 'name', people: near.map(({ id }) => id) },
    })
    const people: FoundPerson[] = []
    for (const record of near) people.push(await shown(tx, record))
    return done({ people, elsewhere: found.length - inScope.length })
  })
}

async function fitting(tx: Tx, { number, fullName, birthDate }: FindPerson): Promise<PlatformRecord[]> {
  if (number.trim()) return byNumber(tx, number)
  const [name, birth] = [readFullName(fullName), readBirthDate(birthDate)]
  if (!name || !birth) return []
  const who = { nameFolded: foldName(name), birthDate: birth.date }
  const women = await tx.records.byNameBirthSex({ ...who, sex: 'female' })
  return [...women, ...(await tx.records.byNameBirthSex({ ...who, sex: 'male' }))]
}

/** A number without a country may be a passport of any: the officer sees the person and chooses. */
async function byNumber(tx: Tx, text: string): Promise<PlatformRecord[]> {
  const id = readCitizenId(text)
  if (id.kind === 'cccd' || id.kind === 'cmnd') return recordsWithNumber(tx, id.number)
  return tx.records.byPassport({ key: passportKey(text), nationality: null })
}

async function shown(tx: Tx, record: PlatformRecord): Promise<FoundPerson> {
  const { id: personId, fullName, birthDate, sex, idNumber, idText, commune } = record
  const known = idNumber ?? idText
  const doses = (await tx.records.dosesOf(personId)).length
  return { personId, fullName, birthDate, sex, idMasked: known ? maskId(known) : null, commune, doses }
}
