import type { Scope } from '../policy.ts'

export const AUDIENCES = ['photo_asked', 'card_missing', 'error_list'] as const

/** Whom officers may remind (features I07): each is one condition, asked again right before sending. */
export type Audience = (typeof AUDIENCES)[number]

export type CampaignState = 'sending' | 'stopped' | 'finished'

export interface Campaign {
  id: string
  unitId: string
  staffId: string
  audience: Audience
  state: CampaignState
  peopleTotal: number
  createdAt: Date
}

/** Someone the condition holds for now. `address` is an outbox address; `code` is null without a report. */
export interface Recipient {
  /** `report|<id>` or `person|<id>` */
  recipientKey: string
  reportId: string | null
  personId: string | null
  address: string
  locale: 'vi' | 'en'
  code: string | null
  fullName: string
}

export interface CampaignCounts {
  waiting: number
  sent: number
  skipped: number
}

export interface Campaigns {
  /** Everyone in scope the condition holds for, one per address, nobody reminded of the same since `notSince`. */
  audience(audience: Audience, scope: Scope, notSince: Date, now: Date): Promise<Recipient[]>
  count(audience: Audience, scope: Scope, notSince: Date, now: Date): Promise<number>
  sample(audience: Audience, scope: Scope, notSince: Date, now: Date, limit: number): Promise<Recipient[]>
  /** Those of these keys for whom the condition still holds. */
  stillHolds(audience: Audience, recipientKeys: string[], now: Date): Promise<Recipient[]>
  /** Stores the campaign with its exact list. */
  start(campaign: Campaign, recipients: Recipient[]): Promise<void>
  get(id: string): Promise<Campaign | null>
  lock(id: string): Promise<Campaign | null>
  recent(scope: Scope, limit: number): Promise<Campaign[]>
  sendingNow(unitId: string, audience: Audience): Promise<boolean>
  setState(id: string, state: CampaignState, at: Date): Promise<void>
  counts(id: string): Promise<CampaignCounts>
  /** Waiting people, locked, at most `limit`. */
  nextWaiting(id: string, limit: number): Promise<string[]>
  settle(
    id: string,
    recipientKey: string,
    outcome: { state: 'sent' | 'skipped'; reason: string | null },
    at: Date,
  ): Promise<void>
  person(id: string, recipientKey: string): Promise<{ state: 'waiting' | 'sent' | 'skipped' } | null>
}
