/** A word as the reader saw it, in pixels of the page as it was read. `confidence` from 0 to 1. */
export interface PrintedWord {
  text: string
  confidence: number
  box: { left: number; top: number; width: number; height: number }
}

/** The words of a photographed paper, set straight. `turned`: degrees clockwise from the kept copy to the page as read. */
export interface PrintedPage {
  words: PrintedWord[]
  /** Size of the kept copy in pixels. */
  width: number
  height: number
  turned: number
}
