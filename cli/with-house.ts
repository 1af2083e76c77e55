import { readSettings } from '../platform/config.ts'
import { type House, openHouse } from '../platform/house.ts'

/** Opens the installation the environment describes, beside a running `npm start` if there is one, and leaves that running. */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env })
  const house = await openHouse(settings, settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`, 'visitor')
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}
