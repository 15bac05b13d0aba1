/** How a request differs from a recorded one. */
export interface Difference {
  /** Without an end, because others may follow. Values are described, never quoted. */
  readonly sentence: string;
  /** Whether only a value is another one; false where something is there that was not recorded, or the other way round. */
  readonly inValue: boolean;
}

/** What stands in a recording where nobody may read what was sent. */
export const asPlaceholder = 'a placeholder that took the place of a value, as of all that may be secret';
