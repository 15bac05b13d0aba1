import { graphOrigins, isOfGraph, isLoopback } from '../../recordings/traffic/hosts.js';

/** Where a tenant lives: Graph, and the authority that signs in to it. Both are origins, such as `https://graph.microsoft.com`. */
export interface Cloud {
  readonly name: CloudName | 'loopback';
  readonly graph: string;
  readonly authority: string;
  /** What a token is asked for: all that was granted to the client on this Graph. */
  readonly scope: string;
  /** Whom a token of GitHub or Kubernetes must be made for, so that this authority exchanges it. */
  readonly federatedAudience: string;
}

export type CloudName = keyof typeof graphOrigins;

/** The clouds of Microsoft. A token goes to one of these, or to loopback, and nowhere else. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: cloud('global', 'login.microsoftonline.com', ''),
  usGov: cloud('usGov', 'login.microsoftonline.us', 'USGov'),
  usGovDod: cloud('usGovDod', 'login.microsoftonline.us', 'USGov'),
  china: cloud('china', 'login.chinacloudapi.cn', 'China'),
};

/** A cloud of one's own, to try the night without a tenant. Both origins are on loopback: the schema of the configuration sees to it. */
export function loopbackCloud(graph: string, authority: string): Cloud {
  return { ...clouds.global, name: 'loopback', graph, authority, scope: `${graph}/.default` };
}

/** Whether a token may be sent there. @param origin scheme, host and port, as `URL` writes them. */
export function isGraphOrigin(origin: string): boolean {
  return isLoopback(new URL(origin).hostname) || isOfGraph(origin);
}

function cloud(name: CloudName, authorityHost: string, audienceSuffix: string): Cloud {
  const graph = graphOrigins[name];
  return {
    name,
    graph,
    authority: `https://${authorityHost}`,
    scope: `${graph}/.default`,
    federatedAudience: `api://AzureADTokenExchange${audienceSuffix}`,
  };
}
