/** A value that is no entry of a HAR; the message says why, and quotes nothing. */
export class EntryError extends Error {}
