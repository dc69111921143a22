// An SMTP server that fails in the ways a test asks for. It says its ports on the first line; the rest goes through HTTP:
// PUT /script takes {"faults": [...], "refuse": [...]}, GET /mails and GET /events answer what came in.
const [smtpServerModule, host, port] = process.argv.slice(2);
const { SMTPServer } = require(smtpServerModule);
const http = require("node:http");

// Faults are used up one a connection, in order; without any it accepts. "refuse" holds addresses that are never accepted.
let script = { faults: [], refuse: [] };
let mails = [];
let events = [];

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  hideSize: true,
  onConnect(session, callback) {
    session.fault = script.faults.shift() ?? "";
    events.push(`connect ${session.fault}`.trim());
    if (session.fault === "refuse") return callback(refusal(421, "not now"));
    if (session.fault === "hang") return;
    callback();
  },
  onAuth(auth, session, callback) {
    events.push(`auth ${auth.username} ${auth.password}`);
    callback(null, { user: auth.username });
  },
  onMailFrom(address, session, callback) {
    events.push("mail");
    callback();
  },
  onRcptTo(address, session, callback) {
    if (session.fault === "hang-rcpt") return events.push("hang-rcpt");
    if (session.fault === "4xx") return callback(refusal(451, "try again later"));
    if (script.refuse.includes(address.address)) return callback(refusal(550, "no such user"));
    callback();
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const connection = [...server.connections].find((open) => open.session === session);
      if (session.fault === "drop-before") return connection._socket.destroy();
      mails.push({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        raw: Buffer.concat(chunks).toString("base64"),
      });
      events.push("mail taken");
      if (session.fault === "drop-after") return connection._socket.destroy();
      if (session.fault === "hang-after") return;
      callback();
    });
  },
});
server.on("error", () => {});

function refusal(code, message) {
  return Object.assign(new Error(message), { responseCode: code });
}

const control = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    if (request.method === "PUT") script = { faults: [], refuse: [], ...JSON.parse(Buffer.concat(chunks)) };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ "/mails": mails, "/events": events }[request.url] ?? null));
  });
});

server.listen(Number(port), host, () =>
  control.listen(0, "127.0.0.1", () =>
    console.log(`ready ${server.server.address().port} ${control.address().port}`)));
