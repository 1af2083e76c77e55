import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeadKind } from '../../../core/ports/dead-letters.ts'
import { listDeadLetters } from '../../../core/use-cases/dead-letters/list-dead-letters.ts'
import {
  discardDeadLetter,
  retryAllDeadLetters,
  retryDeadLetter,
} from '../../../core/use-cases/dead-letters/settle-dead-letters.ts'
import { openTestHouse, type TestHouse } from '../../support/test-app.ts'

let house: TestHouse
let head: Awaited<ReturnType<TestHouse['staff']>>

beforeAll(async () => {
  house = await openTestHouse()
  head = await house.staff({ role: 'head' })
})
afterAll(() => house.close())
beforeEach(async () => {
  for (const table of ['call_list', 'tasks', 'inbox', 'outbox'] as const) await house.db.deleteFrom(table).execute()
})

test('M03 staff see every kind of dead letter with its cause and nothing of its content', async () => {
  await deadTask('ECONNREFUSED')
  await deadHeard()
  await deadMessage('failed')
  await deadMessage('unknown')
  const listed = await listDeadLetters(house.app, { officer: head })
  if (!listed.ok) throw new Error('The head may see dead letters')
  expect(listed.value.total).toBe(4)
  expect(listed.value.letters.map(({ kind, what, code }) => `${kind} ${what} ${code}`).toSorted()).toEqual(
    [
      'heard telegram ECONNRESET',
      'message sms unknown',
      'message sms blocked',
      'task read-card ECONNREFUSED',
    ].toSorted(),
  )
  expect(JSON.stringify(listed.value)).not.toMatch(/bí mật|\+8490/)
})

test('M03 a dead letter tried again is open with all its attempts, and only once', async () => {
  const id = await deadTask('57P01')
  expect(await retryDeadLetter(house.app, { officer: head, kind: 'task', id })).toMatchObject({ ok: true })
  const task = await house.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()
  expect(task).toMatchObject({ dead_at: null, attempts: 0, relayed_at: null, fault_code: null })
  expect(await retryDeadLetter(house.app, { officer: head, kind: 'task', id })).toMatchObject({
    ok: false,
    objection: { code: 'changed_meanwhile' },
  })
})

test('M03 trying all again leaves alone what may have arrived', async () => {
  await deadTask('57P01')
  await deadHeard()
  await deadMessage('failed')
  const unsure = await deadMessage('unknown')
  expect(await retryAllDeadLetters(house.app, { officer: head })).toEqual({ ok: true, value: { opened: 3 } })
  const listed = await listDeadLetters(house.app, { officer: head })
  expect(listed.ok && listed.value.letters.map((letter) => letter.id)).toEqual([unsure])
  expect(await retryDeadLetter(house.app, { officer: head, kind: 'message', id: unsure })).toMatchObject({ ok: true })
  expect((await messages()).map((row) => row.state)).toEqual(['queued', 'queued'])
})

test('M03 discarding needs a reason, keeps it, and is written into the audit', async () => {
  const letters: [DeadKind, string][] = [
    ['task', await deadTask('fault')],
    ['heard', await deadHeard()],
    ['message', await deadMessage('failed')],
  ]
  for (const [kind, id] of letters) {
    const empty = await discardDeadLetter(house.app, { officer: head, kind, id, reason: '  ' })
    expect(empty).toMatchObject({ ok: false, objection: { code: 'reason_needed' } })
    expect(await discardDeadLetter(house.app, { officer: head, kind, id, reason: 'đã gọi điện' })).toMatchObject({
      ok: true,
    })
    expect(await retryDeadLetter(house.app, { officer: head, kind, id })).toMatchObject({ ok: false })
  }
  const listed = await listDeadLetters(house.app, { officer: head })
  expect(listed).toMatchObject({ ok: true, value: { letters: [], total: 0 } })
  expect((await messages())[0]?.discard_reason).toBe('đã gọi điện')
  const audit = await house.db.selectFrom('audit').selectAll().where('action', '=', 'dead_letter.discard').execute()
  expect(audit.map((row) => row.subject_id).toSorted()).toEqual(letters.map(([, id]) => id).toSorted())
})

test('M03 a clerk may not handle dead letters', async () => {
  const clerk = await house.staff({ role: 'clerk' })
  const refused = { ok: false, objection: { code: 'not_your_role' } }
  expect(await listDeadLetters(house.app, { officer: clerk })).toMatchObject(refused)
  expect(await retryAllDeadLetters(house.app, { officer: clerk })).toMatchObject(refused)
})

const messages = () => house.db.selectFrom('outbox').selectAll().execute()

async function deadTask(code: string): Promise<string> {
  const id = randomUUID()
  const at = house.clock.now()
  const data = JSON.stringify({ photoId: randomUUID() })
  const row = { id, name: 'read-card', data, unique_key: id, promised_at: at, relayed_at: at }
  await house.db
    .insertInto('tasks')
    .values({ ...row, attempts: 6, fault_code: code, dead_at: at })
    .execute()
  return id
}

async function deadHeard(): Promise<string> {
  const at = house.clock.now()
  const event = JSON.stringify({ kind: 'text', text: 'bí mật' })
  const row = {
    dedupe_key: randomUUID(),
    channel: 'telegram',
    address: 'telegram|1|2',
    event,
    sort_key: 1,
    received_at: at,
  }
  const { id } = await house.db
    .insertInto('inbox')
    .values({ ...row, attempts: 5, fault_code: 'ECONNRESET', dead_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(id)
}

async function deadMessage(state: 'failed' | 'unknown'): Promise<string> {
  const id = randomUUID()
  const at = house.clock.now()
  const row = { id, idempotency_key: id, channel: 'sms', address: 'sms|gateway|+84900000001', purpose: 'notification' }
  const content = JSON.stringify({ kind: 'notice', templateKey: 'report-taken', text: 'bí mật' })
  const died = { state, attempts: 1, failure_class: state === 'failed' ? 'blocked' : 'retryable', settled_at: at }
  await house.db
    .insertInto('outbox')
    .values({ ...row, ...died, content, created_at: at })
    .execute()
  return id
}
