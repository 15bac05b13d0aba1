/** What was done, in a few words, where nobody gives a recording words of his own. The scan knows them: they give nothing away. */
export const scenarios = {
  night: 'each assignment is updated with its own target',
  imported: 'imported from a capture',
  proxied: 'recorded by the proxy',
  inProcess: 'recorded in process',
} as const;
