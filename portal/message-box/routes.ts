import { Router } from 'express'
import type { App } from '../../core/ports/app.ts'
import { readMessageBox } from '../../core/use-cases/chat/read-message-box.ts'
import { paths } from '../paths.ts'

/** How a practice officer logs in right now. */
export interface PracticeAccount {
  login: string
  role: string
  password: string
  /** Good for the present half minute. */
  code: string
}

/** Practice mode only: what would have gone to phones and chats, and the practice officers' codes. Elsewhere 404. */
export function messageBoxRoutes(app: App, practiceCodes: () => Promise<readonly PracticeAccount[]>): Router {
  return Router().get(paths.citizen.messageBox, async (_req, res, next) => {
    if (!app.settings.practice) return next()
    const messages = await readMessageBox(app)
    const shown = messages.map(({ channel, recipient, text, sentAt }) => {
      const link = text.split(/\s/).find((word) => word.startsWith(app.settings.publicUrl)) ?? null
      return { channel, recipient, text, link, at: sentAt.toISOString() }
    })
    return res.page('chat/message-box', { messages: shown, accounts: await practiceCodes() })
  })
}
