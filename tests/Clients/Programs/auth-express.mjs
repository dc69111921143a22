// <documented>
import { ExpressAuth } from '@auth/express'
import { getToken } from '@auth/core/jwt'
import express from 'express'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET, ADDRESS } = process.env
const metadata = await fetch(new URL('.well-known/openid-configuration', ISSUER)).then((response) => response.json())
const isSecure = ADDRESS.startsWith('https:')
const pupilOf = (request) => getToken({ req: request, secret: SESSION_SECRET, secureCookie: isSecure })

const app = express()
app.use('/auth', ExpressAuth({
  secret: SESSION_SECRET,
  trustHost: true,
  providers: [{
    id: 'leerid',
    name: 'LeerID',
    type: 'oidc',
    issuer: ISSUER,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid profile leerid' } },
    // The claims come from the userinfo endpoint.
    idToken: false,
    profile: (claims) => ({ id: claims.sub, name: claims.given_name })
  }],
  callbacks: {
    jwt: ({ token, account, profile }) => account ? { ...token, claims: profile, idToken: account.id_token } : token
  }
}))

app.get('/sign-in', (request, response) => response.redirect('/auth/signin'))

app.get('/sign-out', async (request, response) => {
  const pupil = await pupilOf(request)
  const address = new URL(metadata.end_session_endpoint)
  address.search = new URLSearchParams({ id_token_hint: pupil?.idToken ?? '', post_logout_redirect_uri: `${ADDRESS}/signed-out` })
  // A long session is in several cookies.
  const names = (request.headers.cookie ?? '').split('; ').map((cookie) => cookie.split('=')[0])
  for (const name of names.filter((name) => name.includes('authjs.session-token'))) response.clearCookie(name, { secure: isSecure })
  response.redirect(address.href)
})
// </documented>

app.get('/claims', async (request, response) => {
  const pupil = await pupilOf(request)
  if (pupil) response.json(pupil.claims)
  else response.sendStatus(401)
})
app.get(['/', '/signed-out'], (request, response) => response.send('Welcome'))
app.listen(new URL(ADDRESS).port, '127.0.0.1')
