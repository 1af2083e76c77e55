/** Bytes of the largest file that is taken from anybody (features C10). */
export const LARGEST_FILE = 8 * 1024 * 1024
