// An OpenID Connect provider with three people, who sign in by name with any password. Its people's roles follow from their names.
// It listens on the port that it is given, or on a free one. POST /rotate makes it sign with another key from then on.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const roles = { anna: ['cx.manager'], rolf: ['cx.reader', 'somebody.elses'], nils: [] };
const server = createServer();

function provide(issuer) {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
    clients: [{
      client_id: 'feedback',
      client_secret: 'secret-of-the-tests',
      redirect_uris: ['http://127.0.0.1/sign-in/callback'],
      grant_types: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    }],
    claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id, roles: roles[id] ?? [] }) }),
    extraTokenClaims: () => ({ roles: ['cx.reader'], name: 'nightly export' }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({ scope: 'read', audience: resource, accessTokenFormat: 'jwt' }),
      },
    },
  });
  // The program under test listens on another port each time.
  provider.Client.prototype.redirectUriAllowed = address => new URL(address).pathname === '/sign-in/callback';
  return provider.callback();
}

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  let answer = provide(issuer);
  server.on('request', (request, response) => {
    if (request.method === 'POST' && request.url === '/rotate') {
      answer = provide(issuer);
      response.end();
    } else {
      answer(request, response);
    }
  });
  console.log(JSON.stringify({ issuer }));
});
