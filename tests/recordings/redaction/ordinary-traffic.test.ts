/** Ordinary traffic is redacted without loss: afterwards the scan finds nothing in it, and the judge finds the same as before. */
import * as fc from '../../equipment/fast-check.js';
import { judge } from '../../../contracts/judge/judge.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';
import { scan } from '../../../recordings/scan/scan.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { findingsOf } from '../../contracts/judge/serious.js';
import { healthyExchange, targetTypesOf, type DraftExchange, type JsonObject } from '../../contracts/judge/healthy-exchange.js';
import { shapeOf } from './shape.js';

type Change = (exchange: DraftExchange) => void;

const answeredWith =
  (members: JsonObject): Change =>
  ({ response }) => {
    response.body = { ...(response.body as JsonObject), ...members };
  };

const refusedWith =
  (message: string, code = 'BadRequest'): Change =>
  ({ response }) => {
    response.status = 400;
    response.body = { error: { code, message } };
  };

const inHeaders =
  (side: 'request' | 'response', headers: Readonly<Record<string, string>>): Change =>
  (exchange) => {
    Object.assign(exchange[side].headers, headers);
  };

const addressed =
  (path: string): Change =>
  ({ request }) => {
    request.url = `https://graph.microsoft.com/v1.0/deviceManagement/${path}`;
  };

const id = 'deviceConfigurations/22222222-2222-4222-8222-222222222222';

const cases: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  'a namespace of code in a message': Object.fromEntries(
    [
      'Microsoft.Management.Services.Internal.RequestException: invalid request',
      'at System.Internal.Error, in Microsoft.Intune.Service.Local.Error.',
      'Exception of type Microsoft.Intune.Internal was thrown.',
      'Application.Local is not available; com.microsoft.intune.internal.error',
      'service.local-1 has no connection to application.corp_2 (management.lan).',
      'Bearer authentication/authorization failed',
      'Bearer /authorization/service.error was not accepted.',
    ].map((message) => [message, refusedWith(message)]),
  ),
  'a code of an error': { 'with a dot': refusedWith('x', 'Service.Internal') },
  'a host with a short name': Object.fromEntries(
    [
      'https://t.co/AbC',
      'https://ft.com/x',
      'https://a.id',
      'https://a.co/',
      'https://graph.microsoft.co/v1.0',
      'https://microsoft.com',
    ].flatMap((link) => [
      [`${link} in a text`, answeredWith({ description: `see ${link}` })],
      [`${link} in a message`, refusedWith(`The service is documented, see ${link}.`)],
    ]),
  ),
  'what anybody knows, for a credential': {
    'a cookie that is set': inHeaders('response', {
      'set-cookie': 'returnUrl=https://graph.microsoft.com/v1.0/deviceManagement; path=/',
    }),
    'a cookie': inHeaders('request', {
      cookie: 'a=b; returnUrl=https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations?$select=deviceManagement,id',
    }),
    'a media type': inHeaders('response', { 'x-token-type': 'application/json;odata.metadata=minimal' }),
    'a segment of the path': inHeaders('request', { authorization: 'Bearer deviceManagement' }),
    'a type': inHeaders('request', { authorization: 'Bearer groupAssignmentTarget' }),
    'a word of every recording': inHeaders('request', { authorization: 'Bearer response' }),
  },
  'an id in brackets that was never filled in': Object.fromEntries(
    [
      "deviceConfigurations('{id}')/assignments('1')",
      "deviceConfigurations('undefined')/assignments('%7Bid%7D')",
      'deviceConfigurations({myPolicy})/assignments(:lovelace)',
      "deviceConfigurations('<ada lovelace>')/assignments('[object%20Object]')",
      "deviceConfigurations('1')/assignments('[object%20Promise]')",
      'deviceConfigurations(%271%27)/assignments(%27lovelace%27)',
      'deviceConfigurations%28%271%27%29/assignments%28%27lovelace%27%29',
      "deviceConfigurations('${policy}')/assignments('')",
      `${id}/assignments('null')`,
      "deviceConfigurations('ada')/assignments('lovelace')",
    ].map((path) => [path, addressed(path)]),
  ),
  'a name of a property': Object.fromEntries(
    `tpmVersion smsSignIn dnsSuffixes dnsServers tlsVersion vpnProfile mdmStatus sslEnabled htmlContent pfxCertificate pkcsCertificate dlpPolicy
     qrCode ntlmEnabled fqdn mtdConnector bgpStatus rmsKey allowedKeyLengths passwordStrengths DISPLAYNAME DisplayName xtsAesMethod
     requireTpmAndVpnForSmsMessages wmiQuery bcdSettings midnightShift b2bCollaborationInbound x509SubjectAlternativeName use32BitOfficeClickToRun
     trustedServerSha256Thumbprints windows365CloudPcProvisioningId iPv6AddressRanges useSHA256ForSCEPKeys enableOAuth2ForEASAuthentication
     macOSVppAppAssignmentSettingsV2 win32LobAppPowerShellScriptDetection win32LobAppFileSystemDetectionRule imeiNum aes256Key tls12Only
     advancedThreatProtectionOnboardingBlob biometricAuthenticationBlocked kioskModeBlockVolumeButtons x509CertificateRuleType`
      .trim()
      .split(/\s+/)
      .flatMap((name) => [
        [`${name} in an answer`, answeredWith({ [name]: 1 })],
        [`${name} in a request`, ({ request }: DraftExchange) => void (request.body = { ...(request.body as JsonObject), [name]: true })],
      ]),
  ),
  'a type in another case': Object.fromEntries(
    ['#Microsoft.Graph.GroupAssignmentTarget', 'microsoft.graph.groupassignmenttarget', '#MICROSOFT.GRAPH.TENANTTARGET'].map((type) => [
      type,
      ({ request }: DraftExchange) => void (request.body = { target: { '@odata.type': type, groupId: '1' } }),
    ]),
  ),
};

describe.each(Object.entries(cases))('%s', (_what, changes) => {
  test.each(Object.entries(changes))('%s', (_case, change) => {
    const contract = contracts[0];
    if (contract === undefined) throw new Error('There is no contract.');
    const exchange = healthyExchange(contract, { version: 'v1.0', targetType: targetTypesOf(contract)[0] ?? '' });
    change(exchange);
    const redacted = new Redactor().redact(exchange);
    const raw = new RawTraffic();
    raw.remember(exchange);

    expect(scan('recording.json', JSON.stringify(redacted), raw)).toEqual([]);
    expect(findingsOf(judge(redacted)).map(asShown)).toEqual(findingsOf(judge(exchange)).map(asShown));
    expect([redacted.request.body, redacted.response?.body].map(shapeOf)).toEqual(
      [exchange.request.body, exchange.response.body].map(shapeOf),
    );
  });
});

/** What of a finding tells it from others. */
function asShown({ code, severity, pointer, documentedAt, fingerprint }: ReturnType<typeof findingsOf>[number]): unknown {
  return [code, severity, pointer, documentedAt, fingerprint];
}

test('a message of ordinary words is not refused, with any signs between them', () => {
  const word = fc.constantFrom(
    ...'Microsoft Intune Service Internal internal local Local com azure cloudApp Error error bearer Bearer token authorization request user TokenExpired'.split(
      ' ',
    ),
    ...'password id graph API deviceManagement ResourceNotFound 404 2 beta@odata.type key data network Android'.split(' '),
  );
  const sign = fc.constantFrom('.', '.', ' ', ' ', ': ', '/', '-', '_', '=', ', ', '. ', '(', ')', '{', '"');
  const message = fc.array(fc.tuple(word, sign), { minLength: 2, maxLength: 8 }).map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(message, fc.boolean(), (text, isCode) => {
      const exchange = {
        request: { method: 'PATCH', url: '/' },
        response: { status: 400, body: { error: isCode ? { code: text } : { message: text } } },
      };
      const raw = new RawTraffic();
      raw.remember(exchange);
      expect(scan('recording.json', JSON.stringify(new Redactor().redact(exchange)), raw)).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
