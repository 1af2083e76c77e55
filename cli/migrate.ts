import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem migrate`: opening the house brings the tables up to date. */
export const migrateCommand: Command = {
  name: 'migrate',
  run: async (args, io) => {
    if (args.length > 0) {
      io.err(io.say('cli.usage.migrate'))
      return 2
    }
    io.out(JSON.stringify({ migrated: await withHouse(async () => true) }))
    return 0
  },
}
