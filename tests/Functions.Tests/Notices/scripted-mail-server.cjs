// An SMTP server with faults that a test selects. It prints its ports on the first line and is controlled over HTTP:
// PUT /script takes {"faults": [...], "refuse": [...], "fullNames": true}; GET /mails, /events and /greetings return what it received.
// If it gets the files of a key and a certificate, it offers STARTTLS.
const [smtpServerModule, host, port, keyFile, certificateFile] = process.argv.slice(2);
const { SMTPServer } = require(smtpServerModule);
const fs = require("node:fs");
const http = require("node:http");

// Each connection uses the next fault; without faults the server accepts. "refuse" lists addresses that are never accepted.
// With "fullNames" a client must greet with a full domain name or an address literal, as RFC 5321 asks.
const accepting = { faults: [], refuse: [], fullNames: false };
let script = accepting;
let mails = [];
let events = [];
let greetings = [];

const server = new SMTPServer({
  authOptional: true,
  ...(keyFile ? { key: fs.readFileSync(keyFile), cert: fs.readFileSync(certificateFile) } : { disabledCommands: ["STARTTLS"] }),
  allowInsecureAuth: true,
  hideSize: true,
  onConnect(session, callback) {
    session.fault = script.faults.shift() ?? "";
    events.push(`connect ${session.fault}`.trim());
    checkGreeting(connectionOf(session));
    if (session.fault === "refuse") return callback(refusal(421, "not now"));
    if (session.fault === "hang") return;
    callback();
  },
  onAuth(auth, session, callback) {
    events.push(`auth ${auth.username} ${auth.password}`);
    if (session.fault === "535") return callback(refusal(535, "no"));
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
      const connection = connectionOf(session);
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

function connectionOf(session) {
  return [...server.connections].find((open) => open.session === session);
}

function checkGreeting(connection) {
  for (const verb of ["EHLO", "HELO"]) {
    const greet = connection[`handler_${verb}`];
    connection[`handler_${verb}`] = function (command, callback) {
      const name = command.toString().trim().split(" ")[1] ?? "";
      if (verb === "EHLO") greetings.push(name);
      if (!script.fullNames || /^\[.+\]$|[^.]\.[^.]/.test(name)) return greet.call(connection, command, callback);
      connection.send(504, "need a fully-qualified hostname");
      callback();
    };
  }
}

function refusal(code, message) {
  return Object.assign(new Error(message), { responseCode: code });
}

const control = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    if (request.method === "PUT") script = { ...accepting, ...JSON.parse(Buffer.concat(chunks)) };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ "/mails": mails, "/events": events, "/greetings": greetings }[request.url] ?? null));
  });
});

server.listen(Number(port), host, () =>
  control.listen(0, "127.0.0.1", () =>
    console.log(`ready ${server.server.address().port} ${control.address().port}`)));
