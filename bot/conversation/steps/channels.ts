import { readLinkCode } from '../../../core/domain/contact/link-code.ts'
import { sayObjection } from '../objection.ts'
import { textOf } from '../readers.ts'
import { doing, picking, type Step, say } from '../step.ts'

/** Several ways of talking, one person: a code made here and typed there, or the other way round (features A13). */
export const CHANNELS = {
  channels: picking({
    group: 'channels',
    ask: () => [say('ask.channels')],
    to: { make: 'linkMake', type: 'linkCode', unlink: 'unlinkSure' },
  }),
  linkMake: doing(
    'makeLinkCode',
    () => ({}),
    (back) => {
      if (!back.ok) return { says: [sayObjection(back.objection)], next: 'paused' }
      return { says: [{ template: 'chat/link-code', view: back.value }], next: 'paused' }
    },
  ),
  linkCode: {
    ask: () => [say('ask.linkCode')],
    hears: 'linkCode',
    read: (said) => {
      const linkCode = readLinkCode(textOf(said))
      return linkCode ? { set: { linkCode } } : { wrong: say('wrong.linkCode') }
    },
    next: 'linkUse',
  },
  linkUse: doing(
    'useLinkCode',
    ({ linkCode = '' }) => ({ code: linkCode }),
    (back) => {
      const set = { linkCode: undefined }
      if (!back.ok) return { set, says: [sayObjection(back.objection)], next: 'paused' }
      return { set, says: [{ template: 'chat/linked', view: back.value }], next: 'paused' }
    },
  ),
  unlinkSure: picking({
    group: 'unlinkSure',
    ask: () => [say('ask.unlinkSure')],
    to: { yes: 'unlink', no: 'paused' },
  }),
  unlink: doing(
    'unlink',
    () => ({}),
    (back) => ({ says: [back.ok ? say('unlinked') : sayObjection(back.objection)], next: 'paused' }),
  ),
} satisfies Record<string, Step>
