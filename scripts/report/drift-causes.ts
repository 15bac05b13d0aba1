import type { Finding } from '../../contracts/judge/finding.js';
import { neededPermission } from '../tenant/token-claims.js';
import type { AnswerRecord, CountedFinding, OperationRow } from '../verdict/report.js';

/** Why an answer came, probably, and what its owner does next. */
export interface Cause {
  readonly likely: string;
  readonly next: string;
}

/** Whether a step follows a read that was answered, which rules some causes out. */
function afterTheRead(step: string): boolean {
  return !step.startsWith('GET before');
}

/** The cause of an inconclusive step. */
export function causeOfInconclusive(answer: AnswerRecord): Cause {
  const { status, failure, body, step, reason, requestIds } = answer;
  const isUpdate = afterTheRead(step);
  switch (reason) {
    case 'unauthorized':
      return {
        likely: isUpdate
          ? 'The sign-in or a policy of the tenant, not the contract. Graph accepted the token for the read before; then it refused that token and a new one.'
          : 'The sign-in, not the contract: the token is of another cloud or audience, or was revoked, or the clock of this machine is wrong.',
        next: 'Check the clock of this machine, "cloud" in the configuration, and the sign-in log of the application in Microsoft Entra (Conditional Access, revoked sessions). Then run again.',
      };
    case 'forbidden':
      return {
        likely: `The rights of the application or person that signs in, or the tenant, not the contract.${
          isUpdate ? ' It may read the assignment, but not change it.' : ''
        } The permission ${neededPermission} is not missing: drift sends no request with a token that lacks it.`,
        next: 'Check the Intune role and its scope tags against those of the policy, then the Intune licence of the tenant, then Conditional Access (in the sign-in log of Microsoft Entra).',
      };
    case 'throttled':
      return {
        likely:
          'Too many requests, not the contract. Graph counts all requests of this application, and those of other applications in the tenant.',
        next: 'If it happened once, nothing. If it comes back, move the run to another time of day, or find the client that sends so much. Intune allows each application 100 writes in 20 seconds, and each tenant 200.',
      };
    case 'conflict':
      return {
        likely: 'Another client, not the contract: a person in the Intune portal, a deployment or another run changes the same assignment.',
        next: 'Run again. If it comes back, use an assignment that nothing else changes.',
      };
    case 'not-found':
      return causeOfNotFound(answer);
    case 'misdirected':
      return {
        likely: "Graph's front end, not the contract: the request reached a server that does not answer for it.",
        next: 'Run again. If it comes back, look for a proxy that reuses connections between hosts.',
      };
    default:
      if (failure !== undefined) return causeOfFailure(failure, isUpdate);
      if (body === 'html' && (status ?? 0) < 500) return intercepted(isUpdate, requestIds.length > 0);
      return (status ?? 0) >= 500 ? serverError(body) : internalError;
  }
}

function causeOfNotFound({ status, step }: AnswerRecord): Cause {
  if (status === 200)
    return {
      likely: 'An id in the configuration, or a proxy that answers from a cache: the answer does not show the configured assignment.',
      next: 'Send a GET of the same URL in Graph Explorer, and compare its id with the configuration.',
    };
  return afterTheRead(step)
    ? {
        likely: 'Someone deleted the assignment during the run, or Graph lost it with the update. Before the update it was there.',
        next: 'Look at the assignments of the policy in the Intune portal, and at the audit log of Intune.',
      }
    : {
        likely:
          'The configuration or the tenant, not the contract: an id is wrong, or the assignment was deleted or made again, which gives it another id.',
        next: 'List the assignments of the policy: GET the URL of the policy with /assignments at its end. Put the id that it has now into the configuration. Nothing was sent to change the tenant.',
      };
}

function intercepted(isUpdate: boolean, hasRequestIds: boolean): Cause {
  const next = `${withoutToken(isUpdate)} Graph answers in JSON; a page usually names the proxy or network that wrote it. Let requests to the host of Graph pass there unchanged, and run again.`;
  return hasRequestIds
    ? {
        likely:
          'Something before the API of Graph wrote the page, not the contract: the API answers in JSON. The answer has request ids, so it may be a gateway of Graph, or a proxy that rewrites answers.',
        next: `${next} If curl gets JSON, give the request ids to the support of Microsoft.`,
      }
    : {
        likely:
          'A proxy, a firewall or the sign-in page of a network between this machine and Graph, not Graph and not the contract: Graph answers in JSON.',
        next,
      };
}

/** How an owner sees, without a token, who answers. */
function withoutToken(isUpdate: boolean): string {
  const method = isUpdate ? '-X PATCH -d "{}" ' : '';
  return `On the machine of this run, send a request without a token: curl -i ${method}--proto-default https graph.microsoft.com/v1.0/me (with the host of your cloud).`;
}

function serverError(body: AnswerRecord['body']): Cause {
  return {
    likely: `Graph or Intune is broken for a while, not the contract.${body === 'json' ? '' : ' The answer is not in the JSON of Graph, so a gateway or proxy before it wrote it.'}`,
    next: 'Run again later. If it stays, look at the service health of the tenant (admin.microsoft.com), then at the proxies on the way.',
  };
}

const internalError: Cause = {
  likely: 'Intune is broken for a while, not the contract: it reports an error of its own in place of a refusal.',
  next: 'Run again later. If it stays, look at the service health of the tenant (admin.microsoft.com), and give the request ids to the support of Microsoft.',
};

function causeOfFailure(failure: string, isUpdate: boolean): Cause {
  if (failure === 'REQUEST_LIMIT')
    return {
      likely: 'The limit of requests of this run, which earlier retries used up.',
      next: 'Look at the retries above. If they are in order, raise limits.requests in the configuration.',
    };
  if (failure.startsWith('SIGN_IN'))
    return {
      likely: 'The sign-in, not the contract: during the run a new token was needed, and there was none.',
      next: 'Check secret, certificate or federated credential and the sign-in log of Microsoft Entra. Then run again.',
    };
  if (failure === 'BODY_TOO_LARGE')
    return {
      likely: 'A proxy or another server in place of Graph: the answer is far larger than an assignment.',
      next: intercepted(isUpdate, false).next,
    };
  if (/CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS/.test(failure))
    return {
      likely: 'A proxy or firewall that opens TLS with a certificate of its own, or the clock of this machine, not the contract.',
      next: 'Give the certificate of the proxy to Node with NODE_EXTRA_CA_CERTS, or let the host of Graph pass unopened.',
    };
  return {
    likely: isUpdate
      ? 'The network between this machine and Graph, not the contract: the read before was answered, so the host can be reached. Some proxies and firewalls let GET pass, and break PATCH.'
      : 'The network of this machine, not the contract: DNS, a proxy or a firewall.',
    next: 'Run again. If it stays, run from another network and compare; then look at HTTPS_PROXY, and at the log of the proxy or firewall for the host of Graph.',
  };
}

const graphOrPage = "Graph, or Microsoft's page about it, is wrong. The request is as the page shows it, with the assignment's own values.";

const byHand =
  'Send the request in Graph Explorer: "graph-contracts drift --dry-run" shows method, path and body; put in the ids of the configuration.';

const oftenAProxy = 'A proxy that cuts or rewrites answers, or Graph itself.';

/** A cause, and what to add if the run proved that the assignment is unchanged. */
interface FindingCause extends Cause {
  readonly ifUnchanged?: string;
}

const readBack = 'The read after the update showed the assignment unchanged.';

/** The causes of findings of a drift run, by code. */
const causes: Readonly<Partial<Record<Finding['code'], FindingCause>>> = {
  'request.rejected': {
    likely: `A rule of Intune about this assignment, if Graph's message names one. If not: ${graphOrPage}`,
    next: `Read Graph's message. ${byHand} If Graph refuses it there too, give the request ids to the support of Microsoft.`,
  },
  'operation.not-routed': {
    likely: `Graph has no such operation, though Microsoft documents it. The ids are right: a GET of the same URL was answered.`,
    next: 'Report it to Microsoft with the request ids. Services that send this PATCH fail; the documented action "assign" of the policy sets assignments too, but replaces all of them.',
  },
  'response.status': {
    likely: graphOrPage,
    next: 'Look for code that waits for status 200 or reads the body, and let it accept this answer.',
    ifUnchanged: readBack,
  },
  'response.header.content-type': {
    likely: 'A proxy that rewrites headers, or Graph itself.',
    next: 'Run from another network and compare. If it stays, clients that choose a parser by Content-Type no longer read the answer.',
    ifUnchanged: readBack,
  },
  'response.body.missing': {
    likely: oftenAProxy,
    next: 'Run from another network and compare. If it stays, let clients read the object with a GET after the update.',
    ifUnchanged: readBack,
  },
  'response.body.not-json': {
    likely: oftenAProxy,
    ifUnchanged: readBack,
    next: 'Run from another network and compare. If it stays, give the request ids to the support of Microsoft.',
  },
  'response.body.missing-property': {
    likely: 'Graph has changed its answer: its page still shows the property.',
    next: 'Look for code that reads the property from the answer to an update: it fails.',
    ifUnchanged: readBack,
  },
  'response.body.type': {
    likely: 'Graph has changed its answer: its page shows another JSON type.',
    next: 'Look for clients with types: they fail to read the answer.',
    ifUnchanged: readBack,
  },
  'response.body.value': {
    likely: 'Graph has a value that its page does not list yet.',
    next: 'Look for clients with a closed list of values: they fail to read the answer. If the value is there to stay, add it to the contract page.',
  },
  'response.body.other-object': {
    likely: 'Graph answered about another object. Whether it changed that object, this run cannot tell.',
    ifUnchanged: 'The read after the update showed the configured assignment unchanged.',
    next: 'Look for a change of another assignment in the audit log of Intune. Let clients not rely on the id in the answer to an update. Give the request ids to the support of Microsoft.',
  },
  'response.body.not-updated': {
    likely:
      "Graph, or a proxy that answers from a cache. Whether updates still have an effect, this run cannot tell: it sends the assignment's own values.",
    ifUnchanged: readBack,
    next: 'Change a test assignment in Graph Explorer and read it with a GET: that tells whether updates have an effect. Let clients not rely on this answer. Give the request ids to the support of Microsoft.',
  },
  'response.body.unknown-target-type': {
    likely: 'Graph has a type that neither its page nor its metadata names yet.',
    next: 'Look for clients with a closed list of types. If a page of Microsoft names it by now, add it to the contract page of types.',
  },
  'response.body.byte-order-mark': {
    likely: 'A proxy or gateway that rewrites answers, or Graph itself. RFC 8259 forbids the mark in JSON that is sent.',
    next: 'Nothing, if your clients read the answer: fetch skips the mark, but JSON.parse and other strict parsers fail. To find who adds it, run from another network and compare.',
  },
  'response.body.undocumented-property': {
    likely:
      'Graph has a property that the page of this API version does not show. The page says that its example may be shortened, so this contradicts nothing.',
    next: 'Nothing. Do not rely on the property until it is documented.',
  },
};

const acceptedForLater: FindingCause = {
  likely: `${graphOrPage} 202 says that Graph may carry out the update after its answer.`,
  next: 'Look for code that waits for status 200, and let it accept 202. Let it read the assignment with a GET before it relies on the update.',
  ifUnchanged: readBack,
};

const listForObject: FindingCause = {
  likely: 'Graph has changed its answer: a list came where one object belongs.',
  next: 'Look for code that reads a property from the answer to an update: it fails on a list.',
  ifUnchanged: readBack,
};

const redirected: Cause = {
  likely:
    'A proxy or the network on the way, if the redirect leads to a host of yours; else Graph. drift follows no redirect: it would send the token along.',
  next: `${withoutToken(true)} If its answer has a header Location, a proxy or network writes it: let PATCH requests to the host of Graph pass there unchanged. If it is 401 in JSON, give the request ids to the support of Microsoft.`,
};

const lostUpdate: Cause = {
  likely: 'Graph did not keep the update as it was sent, or someone changed the assignment during the run.',
  next: 'Look at the audit log of Intune for a change by someone else. If there is none, give the request ids to the support of Microsoft.',
};

const refusedAsMissing: FindingCause = {
  likely:
    'Graph: it does not find for an update what it shows to a read. The ids are right: the same URL was read before. Graph may have no such operation, or one of its servers may lack the assignment.',
  ifUnchanged: readBack,
  next: `Run again later. If it stays: ${byHand.charAt(0).toLowerCase()}${byHand.slice(1)} If Graph refuses it there too, report it to Microsoft with the request ids.`,
};

const emptyId: Cause = {
  likely: 'Graph has a fault: an id is never empty, and the read before the update showed that of the assignment.',
  next: 'Look for code that takes the id from the answer to an update: it gets nothing. Give the request ids to the support of Microsoft.',
};

const otherType: FindingCause = {
  likely: 'Graph names another type of object than the page. It may have routed the update to another resource.',
  ifUnchanged: readBack,
  next: 'Look for clients that choose a class by @odata.type: they fail to read the answer. Give the request ids to the support of Microsoft.',
};

/** The cause of a finding that did not recur in its run, of its cause if it had. */
export function causeOfFlaky({ likely, next }: Partial<Cause> & Pick<Cause, 'next'>): Cause {
  const once = 'A fault that passed, or one server that differs from the others: only one of two equal updates showed it.';
  return {
    likely: likely === undefined ? once : `${once} If it comes back: ${likely}`,
    next: `Watch the next runs. If it comes back, do this: ${next}`,
  };
}

function nullCause(earlier: CountedFinding['earlier']): Cause {
  const allowed = 'The page does not say whether null may come.';
  const search = 'Look for code that reads the value and fails on null.';
  if (earlier === undefined || earlier.of === 0) {
    const later = `${earlier === undefined ? 'With --history, later' : 'Later'} runs say whether the null is new.`;
    return { likely: `Graph has null where its page shows a value. ${allowed}`, next: `${search} ${later}` };
  }
  return earlier.runs === 0
    ? { likely: `Graph has changed its answer: no earlier run had null here. ${allowed}`, next: search }
    : {
        likely: `Graph has null here at times. ${allowed}`,
        next: `Nothing, if your services cope with it: it is not new. If not: ${search}`,
      };
}

type CausedFinding = Pick<CountedFinding, 'code' | 'pointer' | 'actual' | 'earlier'>;

/**
 * The cause of a finding of a drift run; undefined if its code says all.
 * @param answer behind it, if known.
 * @param rows of the run: what they do not prove about the assignment is left out.
 */
export function causeOfFinding(
  finding: CausedFinding,
  answer: AnswerRecord | undefined,
  rows: readonly OperationRow[] = [],
): Cause | undefined {
  const cause = findingCause(finding, answer);
  if (cause === undefined) return undefined;
  const { likely, next, ifUnchanged } = cause;
  const own = rows.filter(({ operation, apiVersion }) => operation === answer?.operation && apiVersion === answer.apiVersion);
  const isUnchanged = own.length > 0 && own.every(({ tenant }) => tenant === 'unchanged');
  return { likely: isUnchanged && ifUnchanged !== undefined ? `${likely} ${ifUnchanged}` : likely, next };
}

function findingCause({ code, pointer, actual, earlier }: CausedFinding, answer: AnswerRecord | undefined): FindingCause | undefined {
  const { status = null, step = '' } = answer ?? {};
  if (code === 'response.status' && status !== null && status >= 300) return redirected;
  if (code === 'response.status' && status === 202) return acceptedForLater;
  if (code === 'response.body.not-updated' && step.startsWith('GET after')) return lostUpdate;
  if (code === 'request.rejected' && status === 404) return refusedAsMissing;
  if (code === 'response.body.type' && actual === 'array') return listForObject;
  if (code === 'response.body.value' && pointer === '/id') return emptyId;
  if (code === 'response.body.value' && pointer === '/@odata.type') return otherType;
  if (code === 'response.body.null') return nullCause(earlier);
  return causes[code];
}
