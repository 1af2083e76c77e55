#!/usr/bin/env node
// The installed command may be run by any Node.js: hands over to the one this project pins.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const pinned = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
const program = existsSync(pinned) ? pinned : process.execPath
const script = fileURLToPath(new URL('./so-tiem.ts', import.meta.url))
const { status } = spawnSync(program, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
