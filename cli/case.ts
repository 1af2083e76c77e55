import { readCaseCode } from '../core/domain/report/receipt-code.ts'
import { tellStory } from '../core/use-cases/story/tell-story.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `so-tiem case CODE`: everything the database knows of one case, one JSON line per fact, in order (features M10). */
export const caseCommand: Command = {
  name: 'case',
  run: async ([typed = '', ...more], io) => {
    const code = readCaseCode(typed)
    if (!code || more.length > 0) {
      io.err(io.say('cli.usage.case'))
      return 2
    }
    const story = await withHouse((house) => tellStory(house.app, code))
    if (!story) {
      io.err(io.say('objections.no_such_report'))
      return 1
    }
    for (const fact of story) io.out(JSON.stringify(fact))
    return 0
  },
}
