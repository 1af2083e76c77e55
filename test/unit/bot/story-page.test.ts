import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dialoguePage } from '../../support/dialogue-page.ts'
import { render } from './talk.ts'

test('docs/dialogue.md tells the dialogue as it is', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/dialogue.md', import.meta.url)), 'utf8')
  expect(page, 'run: node test/support/write-dialogue-page.ts').toBe(dialoguePage(render))
})
