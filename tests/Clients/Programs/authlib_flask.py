# <documented>
import os
from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session

address = os.environ["ADDRESS"]
app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]
provider = OAuth(app).register(
    "leerid",
    server_metadata_url=os.environ["ISSUER"] + ".well-known/openid-configuration",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    client_kwargs={"scope": "openid profile leerid", "code_challenge_method": "S256"},
)
# In memory, and not in the session's cookie, which a browser can read.
pupils = {}


@app.get("/sign-in")
def sign_in():
    return provider.authorize_redirect(address + "/callback")


@app.get("/callback")
def callback():
    tokens = provider.authorize_access_token()
    claims = provider.userinfo(token=tokens)
    if claims["sub"] != tokens["userinfo"]["sub"]:
        raise ValueError("The claims are those of another pupil.")
    session.clear()
    session["id"] = os.urandom(32).hex()
    pupils[session["id"]] = {"claims": claims, "id_token": tokens["id_token"]}
    return redirect("/")


@app.get("/sign-out")
def sign_out():
    pupil = pupils.pop(session.get("id"), {})
    session.clear()
    query = {"id_token_hint": pupil.get("id_token", ""), "post_logout_redirect_uri": address + "/signed-out"}
    return redirect(provider.load_server_metadata()["end_session_endpoint"] + "?" + urlencode(query))
# </documented>


@app.get("/claims")
def claims():
    pupil = pupils.get(session.get("id"))
    return pupil["claims"] if pupil else ("", 401)


@app.get("/")
@app.get("/signed-out")
def welcome():
    return "Welcome"


@app.errorhandler(Exception)
def failed(error):
    return {"error": getattr(error, "error", type(error).__name__)}, 400


app.run(host="127.0.0.1", port=int(address.rsplit(":", 1)[1]))
