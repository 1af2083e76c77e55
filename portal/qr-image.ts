/** An SVG as the address of a picture that stands in the page itself: a QR of somebody's case is no file of its own. */
export const svgImage = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`

/** The same of a PNG: a fifth of the bytes where the symbol is large, as a passport's is. */
export const pngImage = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`
