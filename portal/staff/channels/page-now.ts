import type { Objection } from '../../../core/domain/objection.ts'
import type { ChannelsNow } from '../../../core/use-cases/zalo/read-channels.ts'
import type { SentenceParams } from '../../../templates/render.ts'
import type { ConfiguredChannels } from '../../configured-channels.ts'

/** Everything the page of the channels tells. */
export interface ChannelsPageNow extends ChannelsNow {
  configured: ConfiguredChannels
  practice: boolean
  publicUrl: string
  done: 'connect' | 'look' | 'disconnect' | null
  objection: Objection | null
}

export type Say = (key: string, params?: SentenceParams) => string
