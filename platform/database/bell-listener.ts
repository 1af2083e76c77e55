import pg from 'pg'
import type { ListenForBells } from '../../core/ports/queue.ts'

const CHANNEL = 'so_tiem_bell'
const AGAIN_MS = 1_000

/** Listens to the tables' triggers (migration 0002) on one connection of its own; a lost one is opened again. */
export function listenForBells(url: string, onFault: (code: string) => void): ListenForBells {
  return async (wake) => {
    let closed = false
    let timer: NodeJS.Timeout | undefined
    let client: pg.Client | null = null
    const lost = (code: string) => {
      if (closed || timer) return
      onFault(code)
      client?.removeAllListeners().on('error', () => undefined)
      client = null
      timer = setTimeout(() => {
        timer = undefined
        void open().catch((fault) => lost(fault.code ?? 'connection_lost'))
      }, AGAIN_MS)
    }
    const open = async () => {
      const fresh = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'so-tiem-bells' })
      client = fresh
      fresh.on('error', (fault: Error & { code?: string }) => lost(fault.code ?? 'connection_lost'))
      fresh.on('end', () => lost('connection_lost'))
      fresh.on('notification', wake)
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      wake()
    }
    await open()
    return {
      close: async () => {
        closed = true
        clearTimeout(timer)
        await client?.end().catch(() => undefined)
      },
    }
  }
}
