import type { ToldPassport } from '../../../core/use-cases/passport/passport-in-chat.ts'
import { sayObjection } from '../objection.ts'
import { doing, picking, type Say, type Step, say } from '../step.ts'

/** Hộ chiếu vắc xin in the chat: why there is none (features H12), or the paper, only when it is asked for here (features H10). */
export const OWN_PASSPORT = {
  ownPassport: doing(
    'ownPassport',
    () => ({}),
    (told) => ({ says: [toldAs(told)], next: told.state === 'ready' ? 'passportTake' : 'menu' }),
  ),
  passportTake: picking({
    group: 'passportTake',
    ask: () => [say('ask.passportTake')],
    to: {
      pdf: () => ({ says: [paper('passport')], next: 'menu' }),
      large: () => ({ says: [paper('passport_large')], next: 'menu' }),
      link: 'passportLink',
      no: 'menu',
    },
  }),
  passportLink: doing(
    'passportLink',
    () => ({}),
    (made) => ({
      says: [made.ok ? { template: 'chat/passport-link', view: made.value } : sayObjection(made.objection)],
      next: 'menu',
    }),
  ),
} satisfies Record<string, Step>

function toldAs(told: ToldPassport): Say {
  const ready = told.state === 'ready' ? { ...told, expiresAt: told.expiresAt.toISOString() } : null
  const reason = told.state === 'none' ? told.reason : null
  return { template: 'chat/passport', view: { state: told.state, reason, ready } }
}

/** Made right before it leaves, for whoever is still proved then. */
function paper(maker: 'passport' | 'passport_large'): Say {
  const file = { form: 'document', fileName: 'ho-chieu-vac-xin.pdf', mime: 'application/pdf' } as const
  return { template: 'chat/passport-file', view: {}, attachment: { maker, code: '', ...file } }
}
