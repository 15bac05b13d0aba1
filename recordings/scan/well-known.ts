/** Texts of recordings that Graph's documentation holds too. Their pieces reveal nothing, and would be found everywhere. */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const hosts = list(`
  graph.microsoft.com graph.microsoft.us dod-graph.microsoft.us microsoftgraph.chinacloudapi.cn
  login.microsoftonline.com login.microsoftonline.us login.chinacloudapi.cn localhost 127.0.0.1
`);

const resources = ['deviceConfigurations', 'deviceCompliancePolicies'];

const types = list(`
  entity deviceConfigurationAssignment deviceCompliancePolicyAssignment deviceAndAppManagementAssignmentTarget allDevicesAssignmentTarget
  allLicensedUsersAssignmentTarget configurationManagerCollectionAssignmentTarget exclusionGroupAssignmentTarget groupAssignmentTarget
`);

const texts = [
  ...hosts.map((host) => `https://${host}:443`),
  ...hosts.flatMap((host) =>
    ['v1.0', 'beta'].flatMap((version) => resources.map((name) => `https://${host}/${version}/deviceManagement/${name}/`)),
  ),
  ...resources.map((resource) => `$metadata#deviceManagement/${resource}('/assignments/$entity`),
  ...types.map((type) => `#microsoft.graph.${type}`),
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  'No method match route template',
  'No OData route exists that match template',
  ...list(`
    deviceAndAppManagementAssignmentFilterId deviceAndAppManagementAssignmentFilterType deviceAndAppManagementAssignmentSource
    collectionId groupId sourceId policySets include exclude innerError message description displayName request-id client-request-id
    accept authorization content-type location odata-version retry-after
  `),
  // What a recording says of itself, and the names of files.
  ...list(`
    scope method path reqheaders requestHeaders rawHeaders status response recorded withheld failure
    when origin apiVersion contract redaction scenario live emulator documentation 2000-01-01T00:00:01
    update-device-configuration-assignment update-device-compliance-policy-assignment device-and-app-management-target
    all-devices-target all-licensed-users-target configuration-manager-collection-target exclusion-group-target
    without-target no-content not-json redirected refused not-routed unauthorized forbidden not-found conflict throttled connection-lost
    x-redacted
  `),
  'each assignment is updated with its own target',
  'imported from a capture',
  'recorded by the proxy',
  'recorded in process',
].map((text) => text.toLowerCase());

/** Whether a host is public. @param host without a port, in any case. */
export function isWellKnownHost(host: string): boolean {
  return hosts.includes(host.toLowerCase());
}

/** Whether a text, in any case, is a piece of a well-known one. */
export function isWellKnown(text: string): boolean {
  const lower = text.toLowerCase();
  return texts.some((known) => known.includes(lower));
}
