/** `node floor.js <file>`: parses each line of generated NDJSON and its bodies, and runs one compiled validation on it. */
import { openSync, readSync } from 'node:fs';
import validators from '../../contracts/judge/validators.generated.js';

const validate = validators['urn:graph-assignment-contracts:update-device-configuration-assignment:beta:response'];
const file = openSync(process.argv[2] ?? '', 'r');
const chunk = Buffer.allocUnsafe(256 * 1024);
const read = { exchanges: 0, invalid: 0 };
let rest = '';
for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
  // The generator writes ASCII only.
  const lines = (rest + chunk.toString('latin1', 0, size)).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const { request, response } = JSON.parse(line) as Record<'request' | 'response', { body: string }>;
    JSON.parse(request.body);
    read.exchanges += 1;
    if (!validate?.(JSON.parse(response.body))) read.invalid += 1;
  }
}
console.log(JSON.stringify(read));
