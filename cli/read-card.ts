import { open } from 'node:fs/promises'
import { openPhotoLab, type PhotoLab } from '../platform/photos/photo-lab.ts'
import { LARGEST_FILE } from '../platform/photos/photo-limits.ts'
import type { Command, CommandIo } from './command.ts'

/** `so-tiem read-card FILE…`: one JSON line per image, 1 when a file could not be opened at all. */
export const readCardCommand: Command = {
  name: 'read-card',
  run: async (args, io) => {
    if (args.length === 0 || args.some((arg) => arg.startsWith('--'))) {
      io.err(io.say('cli.usage.read-card'))
      return 2
    }
    const lab = openPhotoLab()
    try {
      let missing = false
      for (const file of args) missing = !(await readOne(lab, file, io)) || missing
      return missing ? 1 : 0
    } finally {
      await lab.close()
    }
  },
}

async function readOne(lab: PhotoLab, file: string, io: CommandIo): Promise<boolean> {
  const bytes = await startOf(file)
  if (!bytes) {
    io.err(io.say('cli.noFile', { file }))
    io.out(JSON.stringify({ file, ms: 0, card: null, reason: 'not_found' }))
    return false
  }
  const { ms, card, reason } = await lab.readCard(bytes)
  io.out(JSON.stringify({ file, ms, card, reason }))
  return true
}

/** One byte more than is allowed is enough to see that a file is too big. */
async function startOf(path: string): Promise<Uint8Array | null> {
  try {
    await using file = await open(path)
    if (!(await file.stat()).isFile()) return null
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LARGEST_FILE + 1), 0, LARGEST_FILE + 1, 0)
    return buffer.subarray(0, bytesRead)
  } catch {
    return null
  }
}
