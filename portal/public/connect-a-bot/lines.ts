/**
 * What is typed into a terminal, the same in every language. The webhook secret is made anew at each start and told to
 * Telegram by the start itself, so that nobody has to invent or keep one.
 */
export const TELEGRAM_LINES = `export PUBLIC_URL='https://…'
export TRUST_PROXY=1
export PRACTICE_CHANNELS=on
export TELEGRAM_BOT_TOKEN='123456:ABC…'
export TELEGRAM_WEBHOOK_SECRET="$(node -p 'crypto.randomBytes(24).toString("hex")')"
npm start`

export const ZALO_LINES = `export PUBLIC_URL='https://…'
export TRUST_PROXY=1
export PRACTICE_CHANNELS=on
export ZALO_APP_ID='…'
export ZALO_APP_SECRET='…'
export ZALO_OA_SECRET='…'
npm start`
