import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createRenderer } from '../../templates/render.ts'
import { dialoguePage } from './dialogue-page.ts'

const render = createRenderer({ root: fileURLToPath(new URL('../../templates', import.meta.url)) })
writeFileSync(fileURLToPath(new URL('../../docs/dialogue.md', import.meta.url)), dialoguePage(render))
