import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FailureClass } from '../../../bot/channel.ts'
import { classify, classOf } from '../../../bot/zalo/classify.ts'
import { sharedData } from '../../support/shared-data.ts'

const channels = readFileSync(sharedData('../channels.md'), 'utf8')
const noon = new Date('2026-11-16T12:00:00+07:00')

/** Rows of a table of channels.md: its codes, and the class it gives them. */
function tableAfter(heading: string, classColumn: number): { codes: number[]; says: string }[] {
  const part = channels.slice(channels.indexOf(heading))
  const lines = part.slice(part.indexOf('| --- |')).split('\n').slice(1)
  const end = lines.findIndex((line) => !line.startsWith('|'))
  return lines.slice(0, end).map((line) => {
    const cells = line.split('|').map((cell) => cell.replaceAll('*', '').trim())
    return { codes: codesIn(cells[1] ?? ''), says: cells[classColumn] ?? '' }
  })
}

/** `-209 / -212`, `-101…-105, -120`, `0` is no failure. */
function codesIn(cell: string): number[] {
  return cell
    .split(/[,/]/)
    .flatMap((one) => {
      const [from = 0, to] = one.trim().split('…').map(Number)
      return to === undefined ? [from] : Array.from({ length: from - to + 1 }, (_, n) => from - n)
    })
    .filter((code) => code !== 0)
}

const classNamed = (says: string): string => says.split(/[\s(]/)[0] ?? ''

test('I04 every OA code of channels 1.5 has exactly the class of its row', () => {
  const rows = tableAfter('### 1.5 OA error codes', 3).filter(({ codes }) => codes.length > 0)
  expect(rows.flatMap(({ codes }) => codes)).toHaveLength(32)
  for (const { codes, says } of rows)
    for (const code of codes) expect([code, classOf('oa', code)]).toEqual([code, classNamed(says)])
})

test('I04 every ZNS code of channels 1.7 has exactly the class of its row', () => {
  const rows = tableAfter('| ZNS code | Meaning', 3)
  expect(rows.flatMap(({ codes }) => codes)).toHaveLength(45)
  for (const { codes, says } of rows)
    for (const code of codes) expect([code, classOf('zns', code)]).toEqual([code, classNamed(says)])
})

test('I04 every OAuth code of channels 1.2 stops the account for an administrator', () => {
  const codes = [-14002, -14003, -14004, -14005, -14014, -14018, -14020]
  for (const code of codes) expect(classOf('oauth', code)).toBe('misconfigured')
})

const failed = (host: 'oa' | 'zns' | 'oauth', code: number | string, at = noon) =>
  classify({ host, code, ambiguous: false }, at, 0.5)

test('I04 what is no code of Zalo has a class too', () => {
  const classes: [number | string, FailureClass][] = [
    ['network', 'retryable'],
    ['timeout', 'retryable'],
    ['unreadable', 'retryable'],
    ['http_502', 'retryable'],
    ['http_429', 'rate_limited'],
    ['http_404', 'permanent'],
    ['http_401', 'misconfigured'],
    ['not_connected', 'misconfigured'],
    [-999, 'retryable'],
  ]
  for (const [code, wanted] of classes) expect([code, failed('oa', code).failure]).toEqual([code, wanted])
})

test('I03 the minute is waited out, and a night until 06:05', () => {
  const inAMinute = failed('oa', -32, new Date(noon.getTime() + 20_000)).retryAfterMs
  expect(inAMinute).toBe(45_000)
  const late = new Date('2026-11-16T22:30:00+07:00')
  const early = new Date('2026-11-17T05:00:00+07:00')
  for (const [host, code] of [
    ['oa', -234],
    ['zns', -133],
  ] as const)
    for (const at of [late, early]) {
      const { failure, retryAfterMs } = failed(host, code, at)
      expect(failure).toBe('rate_limited')
      expect(new Date(at.getTime() + (retryAfterMs ?? 0))).toEqual(new Date('2026-11-17T06:05:00+07:00'))
    }
})

test('I03 what may have left stays in doubt', () => {
  expect(classify({ host: 'oa', code: 'timeout', ambiguous: true }, noon, 0)).toMatchObject({
    ambiguous: true,
    code: 'zalo_oa_timeout',
  })
})
