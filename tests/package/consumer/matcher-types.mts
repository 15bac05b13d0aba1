// Does not run: it compiles only while the package's types say what they should.
import { expect as expectOfJest } from '@jest/globals';
import type { Exchange } from 'graph-assignment-contracts';
import 'graph-assignment-contracts/jest';
import { contractMatchers, toKeepContract, type KeepContractOptions } from 'graph-assignment-contracts/matcher';

declare const exchange: Exchange;
const options: KeepContractOptions = { failOn: 'unknown', known: { objectExists: true } };

expect(exchange).toKeepContract();
expect(exchange).not.toKeepContract(options);
expectOfJest(exchange).toKeepContract(options);
await expectOfJest(Promise.resolve(exchange)).resolves.toKeepContract();
expect.extend(contractMatchers);
expectOfJest.extend(contractMatchers);

const pass: boolean = toKeepContract.call({}, exchange).pass;
export { pass };

// @ts-expect-error A note never fails.
expect(exchange).toKeepContract({ failOn: 'note' });
// @ts-expect-error There is no such option.
expectOfJest(exchange).toKeepContract({ strict: true });
// @ts-expect-error A request has a method and a url.
export const incomplete: Exchange = { request: { url: '/' } };
