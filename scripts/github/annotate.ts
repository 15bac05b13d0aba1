import { readFileSync } from 'node:fs';
import type { Log } from 'sarif';
import { annotations } from './annotations.js';

// Run by the action: `node annotate.js report.sarif`.
for (const line of annotations(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Log)) console.log(line);
