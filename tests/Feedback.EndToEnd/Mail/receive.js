// Receives mails over SMTP (smtp-server) and reads each back (postal-mime).
// Argument: JSON, { "delay": the milliseconds after which a mail that was received is confirmed, "tls": "starttls" or "implicit" to encrypt, with "key" and
// "cert", files in PEM, or with a certificate that nobody trusts, "user" and "password": who alone may send }.
// Writes { "port": n } to standard output when it listens, then one line of JSON for each mail, as soon as the whole of it is there and before it is confirmed.
import { readFileSync } from "node:fs";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const { delay, tls, key, cert, user, password } = JSON.parse(process.argv[2]);

const server = new SMTPServer({
  secure: tls === "implicit",
  ...(key && { key: readFileSync(key), cert: readFileSync(cert) }),
  authOptional: !user,
  disabledCommands: [...(user ? [] : ["AUTH"]), ...(tls === "starttls" ? [] : ["STARTTLS"])],
  onAuth(auth, session, callback) {
    const known = auth.username === user && auth.password === password;
    callback(known ? null : new Error("wrong user or password"), { user: auth.username });
  },
  onRcptTo(address, session, callback) {
    const refused = address.address.startsWith("nobody");
    callback(refused ? Object.assign(new Error("no such user"), { responseCode: 550 }) : undefined);
  },
  async onData(stream, session, callback) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const mail = await PostalMime.parse(raw);
    const line = {
      to: session.envelope.rcptTo.map(({ address }) => address),
      secure: session.secure,
      user: session.user,
      from: mail.from,
      subject: mail.subject,
      messageId: mail.messageId,
      date: mail.date,
      headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments.length,
    };
    process.stdout.write(JSON.stringify(line) + "\n");
    setTimeout(callback, delay);
  },
});

server.on("error", (error) => process.stderr.write(`${error.message}\n`));
server.listen(0, "127.0.0.1", () => process.stdout.write(JSON.stringify({ port: server.server.address().port }) + "\n"));
