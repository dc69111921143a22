// <documented>
import express from 'express'
import session from 'express-session'
import passport from 'passport'
import { Strategy } from 'passport-openidconnect'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET, ADDRESS } = process.env
const metadata = await fetch(new URL('.well-known/openid-configuration', ISSUER)).then((response) => response.json())

passport.use(new Strategy({
  issuer: ISSUER,
  authorizationURL: metadata.authorization_endpoint,
  tokenURL: metadata.token_endpoint,
  userInfoURL: metadata.userinfo_endpoint,
  clientID: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  callbackURL: `${ADDRESS}/callback`,
  scope: 'profile leerid',
  nonce: true,
  skipUserProfile: false
}, (issuer, profile, _, context, idToken, accessToken, refreshToken, parameters, done) =>
  done(null, { claims: profile._json, idToken })))
passport.serializeUser((pupil, done) => done(null, pupil))
passport.deserializeUser((pupil, done) => done(null, pupil))

const app = express()
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax', secure: 'auto' } }))
app.use(passport.session())

app.get('/sign-in', passport.authenticate('openidconnect'))

app.get('/callback', passport.authenticate('openidconnect', { successRedirect: '/' }))

app.get('/sign-out', (request, response, next) => {
  const address = new URL(metadata.end_session_endpoint)
  address.search = new URLSearchParams({ id_token_hint: request.user?.idToken ?? '', post_logout_redirect_uri: `${ADDRESS}/signed-out` })
  request.logout((error) => error ? next(error) : response.redirect(address.href))
})
// </documented>

app.get('/claims', (request, response) => request.user ? response.json(request.user.claims) : response.sendStatus(401))
app.get(['/', '/signed-out'], (request, response) => response.send('Welcome'))
app.use((error, request, response, next) => response.status(400).json({ error: error.code ?? error.name }))
app.listen(new URL(ADDRESS).port, '127.0.0.1')
