/** The formats that can be read. */
export const inputFormats = ['pact', 'har', 'nock', 'ndjson'] as const;
export type InputFormat = (typeof inputFormats)[number];

/** Those that hold what took place: a pact says what a consumer expects. */
export const trafficFormats = inputFormats.filter((format) => format !== 'pact');

/** What one item of a format is called, in messages. */
export const itemNames: Readonly<Record<InputFormat, string>> = {
  pact: 'interaction',
  har: 'entry',
  nock: 'definition',
  ndjson: 'line',
};

/** What a text of a format is called, in messages. */
export const textNames: Readonly<Record<InputFormat, string>> = { pact: 'pact', har: 'HAR', nock: 'nock recording', ndjson: 'NDJSON' };
