/** The longest body of a request or an answer that is taken, in bytes, as at Graph: 4 MiB. An assignment has less than a thousand. */
export const longestBody = 4 * 1024 * 1024;
