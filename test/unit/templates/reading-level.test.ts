import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const TEMPLATES = fileURLToPath(new URL('../../../templates/', import.meta.url))
const LONGEST_ON_AVERAGE = 80

/** Read only by officers, operators and machines. */
const NOT_FOR_CITIZENS = new Set(
  `calllist case channels channelswitches cli counter deadletters desk exchange exchangeresults helper imports inbox letters login
  police queue reminders signing staff`.split(/\s+/),
)
/** Not sentences: words by which the bot understands what somebody typed. */
const WORD_LISTS = /^chat\.typed\./

function textsOf(group: object, prefix: string): [string, string][] {
  return Object.entries(group).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${prefix}${name}`, value] as [string, string]] : textsOf(value, `${prefix}${name}.`),
  )
}

function localeTexts(): [string, string][] {
  const files = readdirSync(`${TEMPLATES}locales`).filter((file) => !NOT_FOR_CITIZENS.has(file.split('.')[0] ?? ''))
  return files.flatMap((file) =>
    textsOf(JSON.parse(readFileSync(`${TEMPLATES}locales/${file}`, 'utf8')), '')
      .filter(([key]) => !WORD_LISTS.test(key))
      .map(([key, text]) => [`${file} ${key}`, text] as [string, string]),
  )
}

function messageTexts(): [string, string][] {
  return ['chat', 'notifications', 'ready-answers', 'sms'].flatMap((folder) =>
    readdirSync(`${TEMPLATES}${folder}`).map((file): [string, string] => [
      `${folder}/${file}`,
      readFileSync(`${TEMPLATES}${folder}/${file}`, 'utf8')
        .replace(/\{\{[#/~!][^}]*\}\}|\{\{else[^}]*\}\}/g, '')
        .replace(/\{\{[^}]*\}\}/g, 'ABCD'),
    ]),
  )
}

/** A line ends a sentence as a full stop does, and so do a colon and a semicolon for who reads aloud. */
const sentencesOf = (text: string) => text.split(/(?<=[.!?…:;])\s+|\n/).filter((sentence) => sentence.trim() !== '')

function averageLength(text: string): number {
  const sentences = sentencesOf(text)
  return sentences.reduce((sum, { length }) => sum + length, 0) / Math.max(1, sentences.length)
}

test('B13 reading level: every citizen text has at most 80 characters to a sentence on average, in both languages', () => {
  const texts = [...localeTexts(), ...messageTexts()]
  expect(texts.length).toBeGreaterThan(800)
  const long = texts
    .filter(([, text]) => averageLength(text) > LONGEST_ON_AVERAGE)
    .map(([where, text]) => `${where}: ${text}`)
  expect(long).toEqual([])
})
