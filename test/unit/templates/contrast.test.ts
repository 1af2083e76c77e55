import { readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const stylesheet = new URL('../../../portal/assets/portal.css', import.meta.url)
const css = readFileSync(stylesheet, 'utf8')
const [light = {}, dark = {}] = [...css.matchAll(/:root \{([^}]+)\}/g)].map((block) => colours(block[1] ?? ''))

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
])('B14 contrast in the %s scheme', (_scheme, colour) => {
  test.each([
    ['ink', 'paper', 7],
    ['ink', 'ground', 7],
    ['ink-soft', 'ground', 7],
    ['brand', 'ground', 7],
    ['brand', 'brand-soft', 4.5],
    ['on-brand', 'brand', 7],
    ['danger', 'ground', 7],
    ['ink', 'danger-soft', 7],
    ['danger', 'danger-soft', 4.5],
    ['warm', 'warm-soft', 4.5],
    ['success', 'success-soft', 4.5],
    ['info', 'info-soft', 4.5],
    ['line-strong', 'paper', 3],
    ['focus', 'ground', 3],
    ['focus', 'paper', 3],
  ])('%s on %s is at least %d to 1', (front, back, least) => {
    expect(contrast(colour[front], colour[back])).toBeGreaterThanOrEqual(least)
  })

  test('white on the band of the header is at least 7 to 1', () => {
    expect(contrast('#ffffff', colour.band)).toBeGreaterThanOrEqual(7)
  })
})

test('A02 the stylesheet stays below 20 KB', () => {
  expect(statSync(stylesheet).size).toBeLessThan(20_000)
})

function colours(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]+);/g)].map(([, name, hex]) => [name, hex]))
}

/** WCAG 2.2, relative luminance. */
function contrast(a = '', b = ''): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)
  const [r = 0, g = 0, b = 0] = (long ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
