import { graphOrigins } from '../traffic/hosts.js';

/** Hosts of Graph and of its sign-in, in all clouds, and this machine. Any other is somebody's, or a back end. */
const publicHosts: ReadonlySet<string> = new Set([
  ...Object.values(graphOrigins).map((origin) => new URL(origin).host),
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'localhost',
  '127.0.0.1',
  '[::1]',
]);

/** @param host without a port, in whatever case. */
export function isPublicHost(host: string): boolean {
  return publicHosts.has(host.toLowerCase());
}
