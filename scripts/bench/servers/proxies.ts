import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { fetchPeer, type FetchedPackage } from '../peers/fetch-peer.js';
import { requestWithOwnIds } from './requests.js';
import type { ServerContestant } from './started-server.js';

export const proxyNames = { ours: '`record --proxy`', forwardOnly: 'http-proxy, forwarding only' } as const;

const httpProxy: FetchedPackage = { package: 'http-proxy', version: '1.18.1', script: 'index.js' };

const scripts = join(packageRoot, 'dist', 'scripts');

/** So many requests, none like another, are sent again and again: more than are kept of a kind. */
const differentRequests = 10_000;

/** Our proxy, which judges and records, and one that only forwards. Both have the same server behind them. */
export function proxies(upstreamPort: number, workFolder: string, peers: boolean, remarks: string[]): ServerContestant[] {
  const requests = Array.from({ length: differentRequests }, (_, index) => requestWithOwnIds(index));
  const upstream = String(upstreamPort);
  let runs = 0;
  const ours: ServerContestant = {
    name: proxyNames.ours,
    args: (port) => {
      runs += 1;
      const folder = join(workFolder, `recorded-${String(runs)}`);
      return [
        join(scripts, 'cli.js'),
        ...['record', '--proxy', '--port', String(port), '--graph', `http://127.0.0.1:${upstream}`, '--folder', folder],
      ];
    },
    requests,
  };
  const fetched = peers ? fetchPeer(httpProxy) : { missing: httpProxy.package };
  if ('missing' in fetched) {
    remarks.push(`${fetched.missing}: measured without it.`);
    return [ours];
  }
  const script = join(scripts, 'bench', 'servers', 'forward-only.js');
  return [ours, { name: proxyNames.forwardOnly, args: (port) => [script, fetched.script, String(port), upstream], requests }];
}
