import { spawn } from 'node:child_process'

/** Everything that must hold before a commit, side by side where the machine allows; under a minute. */
const STEPS = {
  types: ['../typescript-7/bin/tsc', '--noEmit'],
  'lint and format': ['biome', 'check', '--error-on-warnings', '--no-errors-on-unmatched', '.'],
  walls: [
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'start.ts',
    'bot',
    'portal',
    'workers',
    'templates',
    'core',
    'platform',
    'cli',
    'test',
    'bench',
  ],
  'unused code': ['knip', '--no-progress'],
  'unit tests': ['vitest', 'run', '--project', 'unit', '--reporter', 'dot'],
} as const

const started = Date.now()
const results = await Promise.all(Object.entries(STEPS).map(([name, command]) => run(name, [...command])))
const failed = results.filter((result) => result.code !== 0)
for (const { name, output } of failed) process.stdout.write(`\n── ${name} ──\n${output}\n`)
for (const { name, code, seconds } of results)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`)
process.stdout.write(
  `check: ${results.length - failed.length} of ${results.length} steps hold, ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
)
process.exitCode = failed.length === 0 ? 0 : 1

function run(
  name: string,
  command: string[],
): Promise<{ name: string; code: number | null; output: string; seconds: number }> {
  const begun = Date.now()
  const [program = '', ...args] = command
  const child = spawn(process.execPath, [`node_modules/.bin/${program}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ name, code, output, seconds: (Date.now() - begun) / 1000 }))
  })
}
