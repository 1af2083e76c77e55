import { resolve } from 'node:path'
import type { NationalPlatform } from '../../core/ports/platform.ts'
import type { Settings } from '../config.ts'
import { filePlatform } from './file-platform.ts'
import { httpPlatform } from './http-platform.ts'

/** The door the settings name; null: officers carry the files by hand (docs/decisions/platform-doors.md). */
export function openPlatform(
  settings: Pick<Settings, 'PLATFORM_URL' | 'PLATFORM_KEY' | 'PLATFORM_FOLDER'>,
): NationalPlatform | null {
  const { PLATFORM_URL: url, PLATFORM_KEY: key, PLATFORM_FOLDER: folder } = settings
  if (url && key) return httpPlatform({ url: url.replace(/\/$/u, ''), key })
  return folder ? filePlatform(resolve(folder)) : null
}
