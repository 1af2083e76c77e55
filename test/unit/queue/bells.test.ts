import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEAD_CAUSES, deadCauseOf } from '../../../core/domain/dead-letter/dead-cause.ts'
import { faultCodeOf } from '../../../core/domain/fault-code.ts'
import { createAddressSeal } from '../../../platform/queue/address-seal.ts'
import { bellOf, jobOf } from '../../../platform/queue/bell-jobs.ts'

const seal = createAddressSeal(Buffer.alloc(32, 7))
const address = 'sms|gateway|+84900000001'

test('M01 L08 no id of a bell holds a colon or an address, and its data holds the address sealed', () => {
  const task = jobOf('tasks', { taskId: randomUUID() }, 2_000, seal)
  const talk = jobOf('converse', { address }, 2_000, seal)
  const say = jobOf('speak', { account: address }, 2_000, seal)
  const ids = [task.opts.jobId, talk.opts.deduplication?.id, say.opts.deduplication?.id]
  for (const id of ids) expect(id).toMatch(/^[\w-]+$/)
  expect(new Set(ids).size).toBe(3)
  expect(JSON.stringify([task, talk, say])).not.toContain('900000001')
  expect(bellOf('speak', say.data, seal)).toEqual({ account: address })
})

test('L08 whoever has no key finds no phone by trying all of them, and opens nothing', () => {
  const stranger = createAddressSeal(Buffer.alloc(32, 8))
  expect(stranger.nameOf(address)).not.toBe(seal.nameOf(address))
  expect(seal.nameOf(address)).toBe(createAddressSeal(Buffer.alloc(32, 7)).nameOf(address))
  expect(() => bellOf('speak', jobOf('speak', { account: address }, 1, seal).data, stranger)).toThrow('do not open')
})

test('a finished bell leaves its id free', () => {
  const jobs = [jobOf('tasks', { taskId: randomUUID() }, 1, seal), jobOf('speak', { account: 'a' }, 1, seal)]
  for (const { opts } of jobs) expect(opts).toMatchObject({ removeOnComplete: true, removeOnFail: true })
})

test('a bell of another shape is refused', () => {
  expect(() => bellOf('tasks', { taskId: '1' }, seal)).toThrow()
  expect(() => bellOf('converse', { address }, seal)).toThrow()
})

test('a fault is known by its code, wherever in the chain it stands, and never by its words', () => {
  const cause = Object.assign(new Error('connect to Nguyễn Văn Thử'), { code: 'ECONNREFUSED' })
  expect(faultCodeOf(new Error('outer', { cause }))).toBe('ECONNREFUSED')
  expect(faultCodeOf(new TypeError('x is not a function'))).toBe('TypeError')
  expect(faultCodeOf(Object.assign(new Error('x'), { code: 'with spaces and a name' }))).toBe('fault')
  expect(faultCodeOf('a string')).toBe('fault')
})

test('M03 every code leads to a cause people understand', () => {
  const told = {
    unknown: 'not_sure',
    ECONNREFUSED: 'network',
    EAI_AGAIN: 'network',
    retryable: 'network',
    blocked: 'address_closed',
    window_closed: 'window_closed',
    quota: 'quota',
    misconfigured: 'settings',
    switched_off: 'settings',
    opted_out: 'address_closed',
    permanent: 'content',
    '57P01': 'database',
    '40001': 'database',
    ENOENT: 'file_missing',
    ENOSPC: 'disk_full',
    ZodError: 'form_unknown',
    unknown_task: 'form_unknown',
    TypeError: 'program',
    '23505': 'program',
  }
  for (const [code, cause] of Object.entries(told)) expect([code, deadCauseOf(code)]).toEqual([code, cause])
})

test('M03 every cause has a sentence and an advice in both languages', () => {
  for (const locale of ['vi', 'en'] as const) {
    const file = new URL(`../../../templates/locales/deadletters.${locale}.json`, import.meta.url)
    const { cause, advice } = JSON.parse(readFileSync(file, 'utf8')).deadletters
    expect(Object.keys(cause).toSorted()).toEqual([...DEAD_CAUSES].toSorted())
    expect(Object.keys(advice).toSorted()).toEqual([...DEAD_CAUSES].toSorted())
  }
})
