import { Telegram, TelegramError } from 'telegraf'

export interface TelegramAccount {
  token: string
  /** Ends with a slash, or its path would be lost (channels 3.2). */
  apiRoot: string
}

export interface TelegramClient {
  botId: string
  call(method: string, payload: object): Promise<unknown>
  /** Where a file can be fetched; holds the token, so it is never stored or logged. */
  fileUrl(filePath: string): URL
}

const TIMEOUT_MS = 20_000

/** telegraf as an HTTP client and nothing more: no webhook reply, and our own time limit instead of its 500 s. */
export function telegramClient({ token, apiRoot }: TelegramAccount): TelegramClient {
  const root = apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`
  const telegram = new Telegram(token, { apiRoot: root, webhookReply: false })
  const callApi = telegram.callApi.bind(telegram) as (
    method: string,
    payload: object,
    options: { signal: AbortSignal },
  ) => Promise<unknown>
  return {
    botId: token.slice(0, token.indexOf(':')),
    call: (method, payload) =>
      callApi(method, payload, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((fault) => {
        throw withoutSecrets(fault)
      }),
    fileUrl: (filePath) => new URL(`./file/bot${token}/${filePath}`, root),
  }
}

/** telegraf's faults hold the text, the chat and, after an answer that is not JSON, the token (channels 3.2, 11 and 12). */
function withoutSecrets(fault: unknown): Error {
  if (fault instanceof TelegramError) {
    const { code, description, parameters } = fault
    return new TelegramError({ error_code: code, description, ...(parameters && { parameters }) })
  }
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'TELEGRAM_UNREADABLE'
  return Object.assign(new Error('Telegram did not answer as it should'), { code })
}
