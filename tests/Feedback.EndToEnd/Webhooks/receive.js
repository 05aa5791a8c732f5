// A department's system: receives webhooks and verifies each with the reference library of Standard Webhooks.
// Prints its port as the first line. PUT /secret says what to verify with, PUT /now what time it is (in milliseconds since 1970); GET /seen tells what came; anything posted elsewhere is a webhook.
// The first webhook of all is answered with 500, so one has to be sent again.
const http = require("node:http");
const { Webhook } = require("standardwebhooks");

const clock = Date.now.bind(Date);
let secret = "";
const seen = [];

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function receive(headers, body) {
  const id = headers["webhook-id"];
  try {
    const event = new Webhook(secret).verify(body, headers);
    const accepted = seen.length > 0;
    seen.push({ id, valid: true, accepted, type: event.type, entry: event.data.entry.number, ticket: event.data.id });
    return accepted ? 204 : 500;
  } catch (error) {
    seen.push({ id, valid: false, accepted: false, error: String(error) });
    return 401;
  }
}

const server = http.createServer(async (request, response) => {
  const body = await bodyOf(request);
  if (request.method === "PUT" && request.url === "/secret") {
    secret = body;
    response.writeHead(204).end();
  } else if (request.method === "PUT" && request.url === "/now") {
    const ahead = Number(body) - clock();
    Date.now = () => clock() + ahead;
    response.writeHead(204).end();
  } else if (request.method === "GET" && request.url === "/seen") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen));
  } else {
    response.writeHead(receive(request.headers, body)).end();
  }
});

server.listen(0, "127.0.0.1", () => console.log(server.address().port));
