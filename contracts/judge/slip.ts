/** The most letters by which a name, or a segment of a path, may differ from a known one and still be taken for a slip of the hand. */
export const slip = 2;
