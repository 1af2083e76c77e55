import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { CHAINS } from '../core/ports/audit.ts'
import { type KnownHeads, verifyChains } from '../core/use-cases/audit/verify-chains.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** A line of an earlier run: the head it noted. */
const Line = z.object({ chain: z.enum(CHAINS), head: z.string() })

/** `so-tiem audit verify [--heads=FILE]`: one JSON line for each chain; 1 when a row was changed, cut off or taken away (features L01). */
export const auditCommand: Command = {
  name: 'audit',
  run: async ([act, ...rest], io) => {
    const file = rest.find((one) => one.startsWith('--heads='))?.slice('--heads='.length)
    if (act !== 'verify' || rest.length > (file === undefined ? 0 : 1)) {
      io.err(io.say('cli.usage.audit'))
      return 2
    }
    const known = file === undefined ? {} : headsIn(readFileSync(file, 'utf8'))
    const reports = await withHouse((house) => verifyChains(house.app, known))
    for (const report of reports) io.out(JSON.stringify(report))
    const broken = reports.find(({ fault }) => fault !== null)
    if (!broken?.fault) return 0
    io.err(io.say('cli.chainBroken', { chain: broken.chain, row: broken.fault.rowKey }))
    return 1
  },
}

function headsIn(text: string): KnownHeads {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return Object.fromEntries(lines.map((line) => Line.parse(JSON.parse(line))).map(({ chain, head }) => [chain, head]))
}
