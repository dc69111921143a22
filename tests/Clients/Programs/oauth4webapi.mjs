// <documented>
import { createPrivateKey } from 'node:crypto'
import express from 'express'
import session from 'express-session'
import * as oauth from 'oauth4webapi'

const { ISSUER, CLIENT_ID, CLIENT_KEY, SESSION_SECRET, ADDRESS } = process.env
const redirectUri = `${ADDRESS}/callback`
const application = { client_id: CLIENT_ID }
const pem = createPrivateKey(CLIENT_KEY).export({ type: 'pkcs8', format: 'der' })
const key = await crypto.subtle.importKey('pkcs8', pem, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
const options = { [oauth.allowInsecureRequests]: ISSUER.startsWith('http:') }
const provider = await oauth.discoveryRequest(new URL(ISSUER), options).then((response) => oauth.processDiscoveryResponse(new URL(ISSUER), response))

const app = express()
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax', secure: 'auto' } }))

app.get('/sign-in', async (request, response) => {
  const signIn = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() }
  request.session.signIn = signIn
  const address = new URL(provider.authorization_endpoint)
  address.search = new URLSearchParams({
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile leerid',
    state: signIn.state,
    nonce: signIn.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(signIn.verifier),
    code_challenge_method: 'S256'
  })
  response.redirect(address.href)
})

app.get('/callback', async (request, response) => {
  const { verifier, state, nonce } = request.session.signIn
  delete request.session.signIn
  const parameters = oauth.validateAuthResponse(provider, application, new URL(request.originalUrl, ADDRESS), state)
  const answer = await oauth.authorizationCodeGrantRequest(
    provider, application, oauth.PrivateKeyJwt(key), parameters, redirectUri, verifier, options)
  const tokens = await oauth.processAuthorizationCodeResponse(provider, application, answer, { expectedNonce: nonce, requireIdToken: true })
  await oauth.validateApplicationLevelSignature(provider, answer, options)
  const { sub } = oauth.getValidatedIdTokenClaims(tokens)
  const userinfo = await oauth.userInfoRequest(provider, application, tokens.access_token, options)
  const claims = await oauth.processUserInfoResponse(provider, application, sub, userinfo)
  request.session.regenerate(() => {
    request.session.pupil = { claims, idToken: tokens.id_token }
    response.redirect('/')
  })
})

app.get('/sign-out', (request, response) => {
  const address = new URL(provider.end_session_endpoint)
  address.search = new URLSearchParams({ id_token_hint: request.session.pupil?.idToken ?? '', post_logout_redirect_uri: `${ADDRESS}/signed-out` })
  request.session.destroy(() => response.redirect(address.href))
})
// </documented>

app.get('/claims', (request, response) => request.session.pupil ? response.json(request.session.pupil.claims) : response.sendStatus(401))
app.get(['/', '/signed-out'], (request, response) => response.send('Welcome'))
app.use((error, request, response, next) => response.status(400).json({ error: error.error ?? error.code ?? error.name }))
app.listen(new URL(ADDRESS).port, '127.0.0.1')
