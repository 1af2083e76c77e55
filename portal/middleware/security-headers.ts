import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'

/**
 * L12: nothing inline, nothing from elsewhere.
 * The referrer stays inside the site: with `no-referrer` browsers send `Origin: null` on our own forms,
 * and the origin check would be blind.
 */
export function setSecurityHeaders(publicUrl: string): RequestHandler[] {
  const isHttps = publicUrl.startsWith('https:')
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentRules() },
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()')
      next()
    },
  ]
}

/** This page's forms may lead to one other site: Chromium refuses even the redirect after a form of ours otherwise. */
export function allowFormsTo(res: Response, origin: string): void {
  const rules = String(res.get('Content-Security-Policy') ?? '')
  res.set('Content-Security-Policy', rules.replace("form-action 'self'", `form-action 'self' ${origin}`))
}

/** This page's script may also speak to programs on the officer's own machine (dcc.md, browser agents); no other page may. */
export function allowConnectTo(res: Response, addresses: readonly string[]): void {
  const rules = String(res.get('Content-Security-Policy') ?? '')
  res.set('Content-Security-Policy', rules.replace("connect-src 'self'", `connect-src 'self' ${addresses.join(' ')}`))
}

function contentRules() {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    mediaSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  }
}
