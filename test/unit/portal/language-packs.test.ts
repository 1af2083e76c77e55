import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packsOffered, readLanguagePacks, VOICE_STEPS, voiceFile } from '../../../portal/public/voice/language-packs.ts'

const SHIPPED = fileURLToPath(new URL('../../../data/language-packs/', import.meta.url))
let folder: string
beforeEach(() => {
  folder = `${mkdtempSync(join(tmpdir(), 'packs-'))}/`
  cpSync(`${SHIPPED}tyz`, `${folder}tyz`, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const packFile = () => `${folder}tyz/pack.json`
type Sentences = Record<string, string>
const change = (changes: (sentences: Sentences) => void) => {
  const pack = JSON.parse(readFileSync(packFile(), 'utf8'))
  changes(pack.sentences)
  writeFileSync(packFile(), JSON.stringify(pack))
}

test('B13 every shipped pack has all main steps in words and in voice, each voice at most 25 KB, Vietnamese too', () => {
  const packs = readLanguagePacks()
  expect(packs.map(({ code }) => code)).toContain('tyz')
  for (const code of ['vi', ...packs.map((pack) => pack.code)])
    for (const step of VOICE_STEPS) {
      const { size } = statSync(voiceFile(code, step))
      expect([code, step, size > 1_000 && size <= 25_000]).toEqual([code, step, true])
    }
})

test('B13 a missing key, a strange key or a missing voice stops the start and is named', () => {
  change((sentences) => void delete sentences.track)
  expect(() => readLanguagePacks(folder)).toThrow(/tyz[\s\S]*track/)
  change((sentences) => Object.assign(sentences, { track: 'Ngòi cán bộ hết thâng tầư.', greeting: 'x y' }))
  expect(() => readLanguagePacks(folder)).toThrow(/greeting/)
  change((sentences) => void delete sentences.greeting)
  rmSync(`${folder}tyz/voice/code.mp3`)
  expect(() => readLanguagePacks(folder)).toThrow('no voice for code')
})

test('B13 words that no native speaker has read are for practice only', () => {
  const [draft] = readLanguagePacks(folder)
  const reviewed = { ...draft!, reviewed: { by: 'Người duyệt', on: '2026-11-21' } }
  expect(packsOffered([draft!], true)).toHaveLength(1)
  expect(packsOffered([draft!], false)).toEqual([])
  expect(packsOffered([reviewed], false)).toEqual([reviewed])
})
