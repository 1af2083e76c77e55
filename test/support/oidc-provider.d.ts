/** What our test uses of `oidc-provider`, which brings no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }
  interface Interaction {
    prompt: { name: string }
    grantId?: string
    params: Record<string, unknown>
  }
  interface Settings {
    interactions: { url(ctx: unknown, interaction: { uid: string }): string }
    findAccount(ctx: unknown, sub: string): { accountId: string; claims(): Record<string, unknown> }
    [setting: string]: unknown
  }
  export default class Provider {
    constructor(issuer: string, settings: Settings)
    Grant: { new (facts: { accountId: string; clientId: string }): Grant; find(id: string): Promise<Grant | undefined> }
    callback(): (req: IncomingMessage, res: ServerResponse) => void
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>
    interactionFinished(req: IncomingMessage, res: ServerResponse, result: object): Promise<void>
  }
}
