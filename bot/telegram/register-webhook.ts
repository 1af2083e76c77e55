import type { TelegramClient } from './client.ts'

/** Tells Telegram where to deliver, with which secret, and only what we read (channels 3.3). */
export async function registerWebhook(
  client: TelegramClient,
  { url, secret }: { url: string; secret: string },
): Promise<void> {
  await client.call('setWebhook', {
    url,
    secret_token: secret,
    allowed_updates: ['message', 'callback_query', 'my_chat_member'],
    max_connections: 40,
  })
}
