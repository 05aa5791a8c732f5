// Receives mails over SMTP (smtp-server) and reads each back (postal-mime).
// Arguments: the milliseconds after which a mail that was received is confirmed; "starttls" to offer encryption, with a certificate that nobody trusts.
// Writes { "port": n } to standard output when it listens, then one line of JSON for each mail, as soon as the whole of it is there and before it is confirmed.
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const [delay, encryption] = process.argv.slice(2);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: encryption === "starttls" ? ["AUTH"] : ["AUTH", "STARTTLS"],
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
    setTimeout(callback, Number(delay));
  },
});

server.on("error", (error) => process.stderr.write(`${error.message}\n`));
server.listen(0, "127.0.0.1", () => process.stdout.write(JSON.stringify({ port: server.server.address().port }) + "\n"));
