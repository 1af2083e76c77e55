import type { App } from '../../../core/ports/app.ts'
import type { Renderer } from '../../../templates/render.ts'

export interface CounterDeps {
  app: App
  render: Renderer
  /** An SVG image of a QR code. */
  qr(text: string): Promise<string>
}
