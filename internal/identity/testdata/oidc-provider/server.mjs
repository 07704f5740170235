// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// An OpenID Provider that signs in whoever LOGIN names, without asking.
import http from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const people = {
  anh: { so_dinh_danh: '014185000101', ho_va_ten: 'Lò Thị Ánh', ngay_sinh: '08/03/1985', gioi_tinh: 'Nữ' },
  nobody: { ho_va_ten: 'Không Có Số' },
};

let login = 'anh';
let alg = process.env.ALG ?? 'RS256';

function key() {
  const { privateKey } = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig' };
}

const cookieKeys = ['for the test only'];

function make(issuer) {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'motcua', client_secret: 'a secret of the test', redirect_uris: [process.env.REDIRECT], post_logout_redirect_uris: [process.env.HOME_PAGE],
      response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: alg,
      backchannel_logout_uri: process.env.BACKCHANNEL, backchannel_logout_session_required: true,
    }],
    jwks: { keys: [key()] },
    cookies: { keys: cookieKeys },
    // The provider refuses to call loopback addresses; here everything is on one.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    pkce: { required: () => true },
    acrValues: ['urn:vneid:loa:2'],
    claims: { openid: ['sub'], profile: ['so_dinh_danh', 'ho_va_ten', 'ngay_sinh', 'gioi_tinh'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  return { provider, answer: provider.callback() };
}

let op;
const server = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://localhost');
  try {
    if (url.pathname === '/test/login') { login = url.searchParams.get('as'); res.end('ok'); return; }
    if (url.pathname === '/test/rotate') { op = make(issuer); res.end('ok'); return; } // forgets all sessions too
    if (url.pathname.startsWith('/interaction/')) {
      await op.provider.interactionFinished(req, res, { login: { accountId: login, acr: 'urn:vneid:loa:2' } }, { mergeWithLastSubmission: false });
      return;
    }
  } catch (err) {
    res.statusCode = 500;
    res.end(String(err));
    return;
  }
  op.answer(req, res);
});

let issuer;
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  op = make(issuer);
  console.log(`issuer ${issuer}`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0)); // goes with the test
