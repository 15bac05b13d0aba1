import { judge } from '../contracts/judge/judge.js';
import { judgeExpectation } from '../contracts/judge/judge-expectation.js';
import { readTraffic } from '../recordings/read-traffic.js';
import type { Judged } from './report/report.js';

/**
 * Judges every exchange of a recording, or every interaction of a pact.
 * @param name how reports call the file. @throws ReadError when it cannot be read.
 */
export function judgeFile(file: string, name: string): Judged[] {
  const { kind, exchanges } = readTraffic(file);
  return exchanges.map((exchange, index): Judged => {
    const source = { file: name, index, description: exchange.source?.description ?? '' };
    const judged = { ...exchange, source };
    return { source, judgement: kind === 'observed' ? judge(judged) : judgeExpectation(judged) };
  });
}
