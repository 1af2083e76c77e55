import type { OwnChannels } from '../../../core/use-cases/contact/own-channels.ts'
import type { FormErrors } from '../../middleware/form-errors.ts'
import type { Say } from '../citizen-door.ts'

interface Facts {
  errors: FormErrors
  made: { code: string; minutes: number } | null
  done: string | null
}

const DONE: readonly string[] = ['linked', 'unlinked', 'chosen', 'stopped', 'started']

/** Nothing of an account is shown but its kind: the same kind twice gets a number. */
export function contactView({ channels, chosen, allStopped }: OwnChannels, { errors, made, done }: Facts, say: Say) {
  const labelled = channels.map((channel, at) => {
    const before = channels.slice(0, at).filter((other) => other.channel === channel.channel).length
    const name = say(`contact.channel.${channel.channel}`)
    return { ...channel, label: before > 0 ? `${name} ${before + 1}` : name }
  })
  const linked = labelled.length > 1
  return {
    errors,
    linked,
    done: done && DONE.includes(done) ? say(`contact.done.${done}`) : null,
    // In two halves, as one reads it aloud.
    made: made && {
      code: `${made.code.slice(0, 4)} ${made.code.slice(4)}`,
      text: say('contact.code.how', { minutes: made.minutes }),
    },
    channels: labelled.map(({ id, label, isHere, stopped }) => ({
      id,
      label,
      notes:
        [...(isHere ? [say('contact.here')] : []), ...(stopped ? [say('contact.silent')] : [])].join(' · ') || null,
      unlink: linked ? say('contact.unlink', { channel: label }) : null,
    })),
    preferred: chosen ?? 'last',
    choices: [
      { value: 'last', label: say('contact.last'), hint: null },
      ...labelled.map(({ id, label }) => ({ value: id, label, hint: null })),
    ],
    stop: allStopped
      ? { act: 'start', label: say('contact.stop.start') }
      : { act: 'stop', label: say('contact.stop.stop') },
  }
}
