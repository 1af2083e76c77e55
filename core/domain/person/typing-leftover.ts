import { repairMarks } from './marks.ts'
import { isSyllable } from './syllable.ts'

/** A word whose Telex or VNI keys were never turned into marks (`dungx`, `Nguye6n4`), read; else the word itself. */
export function readTypingLeftover(word: string): string {
  if (!/^[A-Za-zÀ-ỹ]+[A-Za-z0-9]*$/u.test(word) || isSyllable(word)) return word
  const small = word.toLowerCase()
  const read = [fromTelex(small), fromVniKeys(small)].find((text) => text !== small && isSyllable(text))
  if (read === undefined) return word
  return word[0] === small[0] ? read : read.charAt(0).toUpperCase() + read.slice(1)
}

const TELEX_TONES: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
}
const VNI_TONES: Readonly<Record<string, string>> = { 1: '\u0301', 2: '\u0300', 3: '\u0309', 4: '\u0303', 5: '\u0323' }

function fromTelex(word: string): string {
  const tone = TELEX_TONES[/[aeiouyw][a-z]*([sfrxj])$/u.exec(word)?.[1] ?? '']
  const body = (tone === undefined ? word : word.slice(0, -1))
    .replace(/dd/u, 'đ')
    .replace(/uow|uwow/u, 'ươ')
    .replace(/([aeo])\1/u, '$1\u0302')
    .replace(/aw/u, 'a\u0306')
    .replace(/([ou])w/gu, '$1\u031b')
    .replace(/^([bcdđghklmnprstvx]*)w/u, '$1ư')
  return putTone(body.normalize('NFC'), tone)
}

function fromVniKeys(word: string): string {
  const tone = VNI_TONES[/[1-5]/u.exec(word)?.[0] ?? '']
  const body = word
    .replace(/[1-5]/u, '')
    .replace(/d(.*)9/u, 'đ$1')
    .replace(/uo([a-z]*)7/u, 'ươ$1')
    .replace(/([aeo])([a-z]*)6/u, '$1\u0302$2')
    .replace(/([ou])([a-z]*)7/u, '$1\u031b$2')
    .replace(/a([a-z]*)8/u, 'a\u0306$1')
  return putTone(body.normalize('NFC'), tone)
}

/** Any vowel may carry the tone here: the result is compared, after `toneOld`, or only checked. */
function putTone(body: string, tone: string | undefined): string {
  if (tone === undefined) return body
  const shaped = body.search(/[âêôăơư](?!.*[âêôăơư])/u)
  const at = shaped >= 0 ? shaped : plainVowelAt(body)
  return at < 0 ? body : repairMarks(body.slice(0, at + 1) + tone + body.slice(at + 1))
}

/** The second vowel of a closed or three-vowel rhyme, else the first: hoàn, ngoài, but hòa and mái. */
function plainVowelAt(body: string): number {
  const match = /(?<=^qu|^gi(?=[aeou])|^)[^aeiouy]*([aeiouy]+)([^aeiouy]*)$/u.exec(
    body.replace(/^(qu|gi(?=[aeou]))/u, '  '),
  )
  const vowels = match?.[1] ?? ''
  if (match === null || vowels === '') return -1
  const start = body.length - (match[2] ?? '').length - vowels.length
  const second = vowels.length === 3 || (vowels.length === 2 && match[2] !== '')
  return second ? start + 1 : start
}
