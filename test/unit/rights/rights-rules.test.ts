import { describe, expect, test } from 'vitest'
import { actionsFor } from '../../../core/domain/lifecycle.ts'
import { RETENTION } from '../../../core/domain/rights/retention.ts'
import { extended, lateness, rightsClock } from '../../../core/domain/rights/rights-clock.ts'
import { RIGHTS_DAYS, RIGHTS_KINDS } from '../../../core/domain/rights/rights-kind.ts'
import { RIGHTS_LIFECYCLE, RIGHTS_STATES } from '../../../core/domain/rights/rights-lifecycle.ts'
import { readSheetRow, type SheetColumn } from '../../../core/domain/sheet/sheet-row.ts'
import { USUAL_HOURS } from '../../../core/domain/thread/office-hours.ts'
import { EXPIRING } from '../../../core/ports/expired.ts'

const at = (text: string) => new Date(`${text}+07:00`)
const end = (day: string) => new Date(at(`${day}T00:00:00`).getTime() + 86_400_000)
const answerDue = (asked: string, closedDays: string[] = []) =>
  rightsClock('object', at(asked), { ...USUAL_HOURS, closedDays }).answerDueAt

describe('domain 8.1', () => {
  test('L05 the days of each right: correct is a report and not in the table', () => {
    expect(RIGHTS_DAYS).toEqual({ access: 10, withdraw: 15, restrict: 15, object: 15, erase: 20 })
  })

  test('L05 the procedure is answered in two working days, the day of asking and weekends not counted', () => {
    expect(answerDue('2026-11-16T12:00:00')).toEqual(end('2026-11-18'))
    expect(answerDue('2026-11-20T23:59:00')).toEqual(end('2026-11-24'))
    expect(answerDue('2026-11-21T08:00:00')).toEqual(end('2026-11-24'))
  })

  test('L05 public holidays and the days a unit is closed are no working days', () => {
    expect(answerDue('2026-04-29T09:00:00')).toEqual(end('2026-05-05'))
    expect(answerDue('2026-11-16T12:00:00', ['2026-11-17'])).toEqual(end('2026-11-19'))
  })

  test('L05 the wish runs in days to the end of the last one; an extension adds 15', () => {
    for (const kind of RIGHTS_KINDS) {
      const { dueAt } = rightsClock(kind, at('2026-11-16T12:00:00'), USUAL_HOURS)
      expect(dueAt.getTime() - end('2026-11-16').getTime()).toBe(RIGHTS_DAYS[kind] * 86_400_000)
    }
    expect(extended(end('2026-12-01'))).toEqual(end('2026-12-16'))
  })

  test('L05 late: first the procedure, then the wish; whoever was told in time is late only with the wish', () => {
    const request = { answerDueAt: end('2026-11-18'), dueAt: end('2026-12-01') }
    const now = at('2026-11-20T08:00:00')
    expect(lateness({ ...request, state: 'received' }, at('2026-11-18T23:00:00'))).toBeNull()
    expect(lateness({ ...request, state: 'received' }, now)).toBe('answer')
    expect(lateness({ ...request, state: 'explained' }, now)).toBeNull()
    expect(lateness({ ...request, state: 'explained' }, end('2026-12-01'))).toBe('wish')
    expect(lateness({ ...request, state: 'done' }, end('2027-01-01'))).toBeNull()
  })

  test('L05 only the head refuses or extends, only the citizen takes back, an end is an end', () => {
    expect(actionsFor(RIGHTS_LIFECYCLE, 'received', 'clerk')).toEqual(['explain', 'fulfil'])
    expect(actionsFor(RIGHTS_LIFECYCLE, 'explained', 'head')).toEqual(['extend', 'fulfil', 'refuse'])
    expect(actionsFor(RIGHTS_LIFECYCLE, 'received', 'citizen')).toEqual(['take_back'])
    for (const state of RIGHTS_STATES.slice(2)) expect(RIGHTS_LIFECYCLE[state]).toEqual({})
  })
})

test('L04 every class the nightly work removes has its days in the table', () => {
  for (const name of EXPIRING) expect([name, typeof RETENTION[name].days]).toEqual([name, 'number'])
})

describe('B10 one line of a sheet', () => {
  const good: Record<SheetColumn, string> = {
    fullName: ' Nguyễn Thị  Lan ',
    birthDate: '17/5/1990',
    sex: 'nữ',
    idNumber: '',
    phone: '',
    type: 'ngày sinh',
    correct: '18/05/1990',
    note: '',
  }
  const errorsOf = (wish: Partial<typeof good>) => {
    const read = readSheetRow({ ...good, ...wish }, '2026-11-16')
    return read.ok ? [] : read.errors
  }

  test('reads what people type, with the words of the column in any case and without marks', () => {
    expect(readSheetRow({ ...good, type: 'NGAY SINH' }, '2026-11-16')).toMatchObject({
      ok: true,
      person: {
        fullName: 'Nguyễn Thị Lan',
        birthDate: '1990-05-17',
        type: 'WRONG_DOB',
        corrections: [{ field: 'birthDate', correct: '1990-05-18' }],
      },
    })
  })

  test.each([
    [{ fullName: 'Lan' }, 'name'],
    [{ birthDate: '17/05/2030' }, 'birthDate'],
    [{ sex: '?' }, 'sex'],
    [{ idNumber: '12345' }, 'idNumber'],
    [{ phone: '12' }, 'phone'],
    [{ type: 'khác' }, 'type'],
    [{ correct: '' }, 'correct'],
    [{ type: 'Số căn cước', correct: '123' }, 'correct'],
  ])('%o is told as %s', (wish, error) => {
    expect(errorsOf(wish)).toEqual([error])
  })
})
