import { randomUUID } from 'node:crypto'
import { type TakeReport, takeReport } from '../../../core/use-cases/counter/take-report.ts'
import type { TestHouse } from '../../support/test-app.ts'
import { anOfficer, must } from '../desk/desk-house.ts'

/** A wrong name told at the practice station, by somebody whose record nobody has looked for. */
export async function takeReportForm(house: TestHouse, wish: Partial<TakeReport> = {}): Promise<TakeReport> {
  return {
    officer: wish.officer ?? (await anOfficer(house)),
    submission: randomUUID(),
    way: 'spoken',
    takenAt: house.clock.now(),
    personId: null,
    claimant: {
      fullName: 'Nguyễn Thị Thử',
      birthDate: '1990-05-17',
      sex: 'female',
      idNumber: null,
      passportCountry: null,
    },
    phone: null,
    locale: 'vi',
    types: ['WRONG_NAME'],
    changes: [{ field: 'fullName', correct: 'Nguyễn Thị Thơ', source: 'typed' }],
    doses: [],
    note: null,
    ...wish,
  }
}

export async function aTakenReport(house: TestHouse, wish: Partial<TakeReport> = {}) {
  return must(await takeReport(house.app, await takeReportForm(house, wish)))
}

/** An officer of the practice station has seen this person's card: what lifts to level 2 (features A06). */
export async function cardSeen(house: TestHouse, personId: string): Promise<void> {
  const { staffId, unitId } = await anOfficer(house)
  const seen = { id: randomUUID(), personId, staffId, unitId, seenAt: house.clock.now() }
  await house.app.store.transaction((tx) =>
    tx.cardsSeen.add({ ...seen, paper: 'citizen_card' as const, numberAgrees: 'yes' as const }),
  )
}
