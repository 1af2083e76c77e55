import type { TelegramClient } from './client.ts'

export type MenuCommand = { command: 'start' | 'help' | 'cancel' | 'stop'; description: string }

export interface Registration {
  url: string
  secret: string
  /** The menu beside the text field, in each language; Vietnamese is what everybody else sees. */
  commands: Record<'vi' | 'en', readonly MenuCommand[]>
}

/** Tells Telegram where to deliver, with which secret, only what we read, and what stands in the menu (channels 3.3). */
export async function registerWebhook(client: TelegramClient, { url, secret, commands }: Registration): Promise<void> {
  await client.call('setWebhook', {
    url,
    secret_token: secret,
    allowed_updates: ['message', 'callback_query', 'my_chat_member'],
    max_connections: 40,
  })
  // Groups get no menu: records are never answered there.
  const scope = { type: 'all_private_chats' }
  await client.call('setMyCommands', { commands: commands.vi, scope })
  await client.call('setMyCommands', { commands: commands.en, scope, language_code: 'en' })
}
