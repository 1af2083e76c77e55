/** Text with its Vietnamese marks taken off, Đ included; case, spaces and other signs stay. */
export function foldMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/đ/gu, 'd')
    .replace(/Đ/gu, 'D')
}

/** NFC that also repairs marks typed in the wrong order (`e` + acute + circumflex) and the look-alike Ð. */
export function repairMarks(text: string): string {
  const composed = text.normalize('NFC')
  return NEEDS_REPAIR.test(composed) ? repaired(composed) : composed
}

/** A mark in the right order has become part of its letter: one that stands alone was typed wrong, or belongs to no letter. */
const NEEDS_REPAIR = /[ÐƉðɖ]|[\u0300-\u036f]/u

function repaired(text: string): string {
  return text
    .replace(/[ÐƉ]/gu, 'Đ')
    .replace(/[ðɖ]/gu, 'đ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]{2,}/gu, shapesBeforeTones)
    .normalize('NFC')
}

/** The tone on the first vowel of open oa, oe, uy (hòa, not hoà): one spelling for both schools (domain 7.3). */
export function toneOld(text: string): string {
  return text.normalize('NFD').replace(TONE_ON_OA_OE, '$1$3$2').replace(TONE_ON_UY, '$1$3$2').normalize('NFC')
}

/** Folded text with final i and y made one (`ly` and `li`). Only ever a hint: Vy and Vi may be two people. */
export function foldIy(folded: string): string {
  return folded.replace(/(?<=qu|[bcdghklmnprstvx])y(?![a-z])/giu, 'i')
}

const TONE = '[\u0300\u0301\u0303\u0309\u0323]'
const TONE_ON_OA_OE = new RegExp(`(?<![qQ])([oO])([aAeE])(${TONE})(?![\\p{L}\\p{M}])`, 'gu')
const TONE_ON_UY = new RegExp(`(?<![qQ])([uU])([yY])(${TONE})(?![\\p{L}\\p{M}])`, 'gu')
const SHAPES = '\u031b\u0302\u0306'

function shapesBeforeTones(marks: string): string {
  const all = [...marks]
  return [...all.filter((mark) => SHAPES.includes(mark)), ...all.filter((mark) => !SHAPES.includes(mark))].join('')
}
