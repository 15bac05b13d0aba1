import validators from '../../../contracts/judge/validators.generated.js';
import { entriesInChunks, type FloorFormat } from './entries-in-chunks.js';

export interface FloorResult {
  readonly entries: number;
  readonly bodies: number;
  readonly invalid: number;
}

/** As little of the work as any judge must do: each entry is parsed, and its bodies, and one compiled validation runs on each entry. */
export function readFloor(file: string, format: FloorFormat): FloorResult {
  const validate = validators['urn:graph-assignment-contracts:update-device-configuration-assignment:beta:response'];
  if (validate === undefined) throw new Error('The validators are not built. Run "npm run build".');
  const result = { entries: 0, bodies: 0, invalid: 0 };
  for (const text of entriesInChunks(file, format)) {
    const [sent, answered] = bodiesOf[format](JSON.parse(text));
    result.entries += 1;
    if (sent !== undefined) {
      JSON.parse(sent);
      result.bodies += 1;
    }
    const answer: unknown = answered === undefined ? undefined : JSON.parse(answered);
    if (answered !== undefined) result.bodies += 1;
    if (!validate(answer)) result.invalid += 1;
  }
  return result;
}

type Bodies = readonly [sent: string | undefined, answered: string | undefined];

const bodiesOf: Readonly<Record<FloorFormat, (entry: unknown) => Bodies>> = {
  har: (entry) => {
    const { request, response } = entry as { request: { postData?: { text: string } }; response: { content: { text?: string } } };
    return [request.postData?.text, response.content.text];
  },
  ndjson: (entry) => {
    const { request, response } = entry as { request: { body?: string }; response: { body?: string } };
    return [request.body, response.body];
  },
};
