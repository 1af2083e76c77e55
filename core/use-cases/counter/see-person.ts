import type { Outcome } from '../../domain/objection.ts'
import { done } from '../../domain/objection.ts'
import { maskId, maskPhone } from '../../domain/person/mask.ts'
import { type PhoneE164, readPhone } from '../../domain/person/phone.ts'
import type { RecordedDose } from '../../domain/record/platform-record.ts'
import type { App } from '../../ports/app.ts'
import type { Officer } from '../../ports/staff.ts'
import { dosesOfPerson } from '../same-person/whole-person.ts'
import { reachPerson } from './reach-person.ts'

/** One person at the counter: enough to compare with the paper and to say which dose is wrong. */
export interface PersonAtCounter {
  personId: string
  fullName: string
  birthDate: string | null
  sex: 'male' | 'female' | null
  idMasked: string | null
  phoneMasked: string | null
  isForeign: boolean
  doses: Pick<RecordedDose, 'id' | 'number' | 'vaccine' | 'givenOn' | 'facility'>[]
}

export async function seePerson(
  app: App,
  command: { officer: Officer; personId: string },
): Promise<Outcome<PersonAtCounter>> {
  return app.store.transaction(async (tx) => {
    const reached = await reachPerson(tx, command.officer, command.personId)
    if (!reached.ok) return reached
    const { id: personId, fullName, birthDate, sex, idNumber, idText, phone, nationality } = reached.value
    const audit = { action: 'counter_person_opened', subjectKind: 'person', subjectId: personId }
    await tx.audit.write({ staffId: command.officer.staffId, ...audit })
    const number = idNumber ?? idText
    const known: PhoneE164 | null = phone ? readPhone(phone) : null
    return done({
      personId,
      fullName,
      birthDate,
      sex,
      idMasked: number ? maskId(number) : null,
      phoneMasked: known ? maskPhone(known) : null,
      isForeign: nationality !== 'VN',
      doses: await dosesOfPerson(tx, personId),
    })
  })
}
