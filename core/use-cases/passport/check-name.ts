import { dayInVietNam } from '../../domain/citizen/viet-nam-day.ts'
import { done, type Outcome, object } from '../../domain/objection.ts'
import { mrzName } from '../../domain/papers/machine-readable-name.ts'
import { readPassportMrz } from '../../domain/papers/passport-mrz.ts'
import { compareWithMrz, type NameInMrz } from '../../domain/passport/name-in-mrz.ts'
import type { App } from '../../ports/app.ts'
import { provedAtTwo } from './own-signed.ts'

export interface NameCheck {
  /** As the vaccine passport will write it, and as the travel passport does. */
  ours: string
  printed: string
  name: NameInMrz
  sameBirthDate: boolean
}

/** The holder's own name against the two lines of their travel passport, before anything is signed (features H06). Stored nowhere. */
export async function checkName(
  app: App,
  { address, mrz }: { address: string; mrz: string },
): Promise<Outcome<NameCheck | 'unreadable'>> {
  const record = await app.store.transaction((tx) => provedAtTwo(app, tx, address))
  if (!record) return object('not_proved')
  const read = readPassportMrz(mrz, dayInVietNam(app.now()))
  if (!read.ok) return done('unreadable')
  const { name: printed, birthDate } = read.passport
  return done({
    ours: (mrzName(record.fullName) ?? '').replace(/<+/g, ' '),
    printed,
    name: compareWithMrz(record.fullName, printed),
    sameBirthDate: birthDate === null || birthDate === record.birthDate,
  })
}
