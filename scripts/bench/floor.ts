/** What every judge is measured against: `node dist/scripts/bench/floor.js har|ndjson <file>` prints how much it has read. */
import { readFloor } from './floor/read-floor.js';

const [format, file] = process.argv.slice(2);
if ((format !== 'har' && format !== 'ndjson') || file === undefined) throw new Error('Give a format, har or ndjson, and a generated file.');
console.log(JSON.stringify(readFloor(file, format)));
