/** The formats that can be read. */
export const inputFormats = ['pact', 'har', 'nock', 'ndjson'] as const;
export type InputFormat = (typeof inputFormats)[number];

/** The formats of recorded traffic: a pact holds expectations. */
export const trafficFormats = inputFormats.filter((format) => format !== 'pact');

/** The name of an item in messages. */
export const itemNames: Readonly<Record<InputFormat, string>> = {
  pact: 'interaction',
  har: 'entry',
  nock: 'definition',
  ndjson: 'line',
};

/** The name of a text in messages. */
export const textNames: Readonly<Record<InputFormat, string>> = { pact: 'pact', har: 'HAR', nock: 'nock recording', ndjson: 'NDJSON' };
