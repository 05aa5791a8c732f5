// Signs one webhook with the reference library of Standard Webhooks and posts it.
// Reads { url, secret, id, body, sentBody?, ageSeconds? } from standard input; writes { status, body } to standard output.
const { Webhook } = require("standardwebhooks");

async function main() {
  let input = "";
  for await (const chunk of process.stdin) input += chunk;
  const { url, secret, id, body, sentBody, ageSeconds } = JSON.parse(input);
  const at = new Date(Date.now() - (ageSeconds ?? 0) * 1000);
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    },
    body: sentBody ?? body,
  });
  process.stdout.write(JSON.stringify({ status: response.status, body: await response.json() }));
}

main();
