import { faultCodeOf } from '../core/domain/fault-code.ts'
import { SettingsFault } from './config.ts'

/** A server that the settings name can be used, or the start stops with one line that names the setting. */
export async function mustAnswer(setting: 'DATABASE_URL' | 'REDIS_URL', ask: () => Promise<void>): Promise<void> {
  try {
    await ask()
  } catch (cause) {
    // The code alone: the address holds a password.
    const code = faultCodeOf(cause)
    throw new SettingsFault(`${setting}: the server cannot be used (${code === 'fault' ? 'no answer' : code})`, {
      cause,
    })
  }
}
