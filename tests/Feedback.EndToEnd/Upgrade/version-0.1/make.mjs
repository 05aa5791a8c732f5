// Makes the stored folder of this version: drives the real program from outside, over HTTP and by its commands, with its clock set (faketime), and writes what it answered at the end.
//
//   node make.mjs [WORK-FOLDER]
//
// builds the program as it was committed, and writes folder.tar.br and expected.json beside this file. The folder is new each time (keys and secrets are random), so both belong together.
// Needs node 20, git, faketime, sqlite3 and tar.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const work = resolve(process.argv[2] ?? "/tmp/feedback-version-0.1");
const root = execFileSync("git", ["-C", here, "rev-parse", "--show-toplevel"], { encoding: "utf8" }).trim();
const changed = execFileSync("git", ["-C", root, "status", "--porcelain", "src", "journeys"], { encoding: "utf8" });
if (changed) throw new Error(`not the program of a commit:\n${changed}`);
execFileSync("dotnet", ["build", join(root, "src/Feedback.App"), "--nologo", "--verbosity", "quiet"], { stdio: "inherit" });
const program = join(root, "src/Feedback.App/bin/Debug/net10.0/Feedback.App.dll");
const data = join(work, "data");
const journeys = join(work, "journeys");
const managerKey = "manager-key-of-the-tests";
const settings = ["--Feedback:PublicUrl=https://voices.shop.example", "--Feedback:MailFrom=Shop <voices@shop.example>", `--Feedback:JourneysDirectory=${journeys}`, "--Feedback:AllowPrivateWebhooks=true"];
const complaint = "The refund took six weeks.";
const day = 24 * 3600_000;
const raised = Date.parse("2026-09-01T09:00:00Z");
const asked = "2026-09-10T11:00:00Z";
const iso = time => new Date(time).toISOString();
const date = time => iso(time).slice(0, 10);

// ---- the program -------------------------------------------------------------------------------------------------------------------------------------------------

const library = readdirSync("/usr/lib").filter(name => name.includes("-linux-gnu")).map(name => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`).find(existsSync);

function environment(at, port) {
  return {
    ...process.env, TZ: "UTC", LD_PRELOAD: library, FAKETIME: `@${at.slice(0, 19).replace("T", " ")}`, FAKETIME_DONT_FAKE_MONOTONIC: "1", DONT_FAKE_MONOTONIC: "1", FAKETIME_FORCE_MONOTONIC_FIX: "0",
    Feedback__Data: data, Feedback__ManagerKey: managerKey, ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
  };
}

function run(at, ...command) {
  try {
    return execFileSync("dotnet", [program, ...command, ...settings], { env: environment(at, 5999), encoding: "utf8" });
  } catch (fault) {
    // 1 says that rows were rejected, which some are to be.
    if (fault.status !== 1) throw fault;
    return fault.stdout;
  }
}

/** Serves at a time while something is done, and stops cleanly. */
async function serve(at, work, ...more) {
  const port = 5901;
  const child = spawn("dotnet", [program, "serve", ...settings, ...more], { env: environment(at, port), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", text => (output += text));
  const ended = new Promise(done => child.on("exit", done));
  const call = caller(`http://127.0.0.1:${port}`);
  try {
    await until("the program answers", async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok);
    await work(call);
    child.kill("SIGTERM");
    const code = await ended;
    if (code !== 0) throw new Error(`the program ended with ${code}`);
  } catch (fault) {
    child.kill("SIGKILL");
    await ended;
    console.error(output);
    throw fault;
  }
}

async function until(what, done) {
  for (const start = Date.now(); Date.now() - start < 90_000; await pause(150)) {
    const found = await done();
    if (found) return found;
  }
  throw new Error(`in vain: ${what}`);
}

/** Calls the API with a key; throws when the answer is another than expected. */
function caller(address) {
  return async function call(key, method, path, body, { headers = {}, status } = {}) {
    const answer = await fetch(address + path, {
      method, redirect: "manual",
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : typeof body === "string" || body instanceof URLSearchParams ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (status ? answer.status !== status : answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
}

async function drain(call) {
  for (let quiet = 0; quiet < 3; await pause(150)) {
    const { json } = await call(null, "GET", "/readyz");
    quiet = Object.values(json.lagSeconds).every(lag => lag === 0) ? quiet + 1 : 0;
  }
}

// ---- systems around it -------------------------------------------------------------------------------------------------------------------------------------------

function listen(answer, port = 0) {
  return new Promise(done => {
    const server = http.createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      answer(request, Buffer.concat(chunks).toString("utf8"), response);
    });
    server.listen(port, "127.0.0.1", () => done(server));
  });
}

const addressOf = server => `http://127.0.0.1:${server.address().port}`;

// Two departments' systems: one takes what it is told, the other is gone. Their address is stored: a port that no test is given by chance.
const departments = await listen((request, body, response) => response.writeHead(request.url === "/gone" ? 410 : 204).end(), 5903);

// Azure AI Language, as far as three texts need it: one that it refuses, one with a name in it, one while it is down.
let languageIsDown = false;
const language = await listen((request, body, response) => {
  if (languageIsDown) return response.writeHead(503).end();
  const { kind, analysisInput } = JSON.parse(body);
  const results = { documents: [], errors: [], modelVersion: "2024-03-01" };
  for (const { id, text } of analysisInput.documents) {
    const place = word => ({ offset: text.indexOf(word), length: word.length, text: word });
    const bad = { sentiment: "negative", confidenceScores: { positive: 0.02, neutral: 0, negative: 0.97 } };
    if (kind === "SentimentAnalysis" && text.includes("unreadable"))
      results.errors.push({ id, error: { code: "InvalidArgument", message: "Invalid.", innererror: { code: "InvalidDocument", message: "Invalid." } } });
    else if (kind === "SentimentAnalysis")
      results.documents.push({ id, warnings: [], ...bad, sentences: [{ ...bad, offset: 0, length: text.length, text,
        targets: [{ ...bad, ...place("refund"), relations: [{ relationType: "assessment", ref: "#/documents/0/sentences/0/assessments/0" }] }],
        assessments: [{ ...bad, ...place("terrible"), isNegated: false }] }] });
    else if (kind === "PiiEntityRecognition")
      results.documents.push({ id, warnings: [], redactedText: "***", entities: text.includes("Otto Beispiel") ? [{ ...place("Otto Beispiel"), category: "Person", confidenceScore: 0.98 }] : [] });
    else
      results.documents.push({ id, warnings: [], detectedLanguage: { name: "English", iso6391Name: "en", confidenceScore: 0.99 } });
  }
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ kind: `${kind}Results`, results }));
});

// ---- what customers said -----------------------------------------------------------------------------------------------------------------------------------------

// Three days a week for eight weeks before the tickets are raised.
const before = [...Array(56).keys()].map(ago => raised - (56 - ago) * day).filter((_, number) => number % 7 % 2 === 1);
const late = before.filter(time => time > raised - 28 * day);
const content = ["The dress is lovely.", "The staff was friendly and helpful.", "The parcel came early, great.", "The shirt is very comfortable.", "Returning it was easy."];
const troubles = [
  ["I was billed twice, terrible.", "billing"], ["The late fee is outrageous.", "billing"], ["The parcel came late, awful.", "delivery"], ["The sweater shrank after one wash, terrible.", "product"],
  ["The staff was rude.", "store"], ["The staff was rude.", "service"], ["The fabric is itchy and awful.", "product"],
];
const ages = ["under 35", "35 to 49", "50 and over", ""];

/** Rows of the survey: text, touchpoint, when, customer, mail, mayContact, nps, age. */
function survey() {
  const rows = [];
  const add = (text, touchpoint, when, more = {}) => rows.push({ text, touchpoint, when: date(when), customer: `c-${rows.length}`, mail: "", mayContact: "", nps: "", age: "", ...more });
  for (const [index, when] of before.entries()) {
    add(complaint, "service", when, { mail: index === 12 ? "anna@example.com" : index === 14 ? "ben@example.com" : index === 16 ? "cleo@example.com" : "", mayContact: index === 16 ? "false" : "", age: ages[index % 4] });
    if (!late.includes(when)) add(complaint, "billing", when);
    add(content[index % content.length], "web", when, { nps: String(8 + (index % 3)), age: ages[(index + 1) % 4] });
  }
  for (const [number, [text, touchpoint]] of troubles.entries()) {
    for (const [index, when] of late.entries())
      if (index % 3 !== number % 3) add(text, touchpoint, when, { nps: String(index % 5) });
  }
  // Who speaks in several silos makes a chain; who gives no name has none.
  for (const index of [1, 4, 7]) {
    add("The parcel came late, awful.", "delivery", late[index], { customer: `chain-${index}` });
    add("I was billed twice, terrible.", "billing", late[index] + day, { customer: `chain-${index}` });
    add(complaint, "service", late[index] + 2 * day, { customer: `chain-${index}` });
  }
  add(complaint, "service", late[2], { customer: "" });
  add("", "service", late[3], { nps: "9" });
  add("Ich habe mich über die Lieferung gefreut.", "delivery", late[4]);
  return rows;
}

const quoted = value => `"${value.replaceAll('"', '""')}"`;

function writeSurvey() {
  const columns = ["text", "touchpoint", "when", "customer", "mail", "mayContact", "nps", "age"];
  const lines = survey().map(row => columns.map(column => quoted(row[column])).join(","));
  lines.push('"Nobody can be this happy.","store","2026-08-20","c-900","","","12",""', '"Said when?","store","last Tuesday","c-901","","","",""');
  writeFileSync(join(work, "survey.csv"), [columns.join(","), ...lines, ""].join("\n"));
}

function writeTills() {
  const said = late.map((when, index) => ({
    sourceEventId: `till-${index}`, occurredAt: iso(when - 2 * 3600_000), text: index % 2 ? complaint : "The queue was far too long.", channel: "kiosk", language: "en",
    customer: index === 1 ? { id: "t-1", email: "dora@example.com" } : index === 3 ? { id: "t-3", email: "emil@example.com" } : index === 5 ? { id: "t-5", email: "fritz@example.com" } : undefined,
    ratings: { csat: 1 + (index % 3) }, attributes: { product: index % 4 === 1 ? "Credit card" : "Dress", lifetimeValue: String(100 + 37 * index) },
  }));
  writeFileSync(join(work, "tills.ndjson"), [...said.map(feedback => JSON.stringify(feedback)), '{"text": "A line with a field that nobody knows.", "mood": "fine"}', ""].join("\n"));
}

/** What is heard of a day after the change was shipped: nothing of refunds. */
function afterwards(when) {
  return [...Array(9).keys()].map(number => ({
    source: "web-shop", sourceEventId: `after-${date(when)}-${number}`, occurredAt: `${date(when)}T12:00:00Z`, customer: { id: `after-${date(when)}-${number}` },
    text: number === 0 ? "The parcel came late, awful." : number === 1 ? "The fabric is itchy and awful." : content[number % content.length], attributes: { ageBand: ages[number % 3] },
  }));
}

// ---- the story ---------------------------------------------------------------------------------------------------------------------------------------------------

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
cpSync(join(dirname(program), "journeys"), journeys, { recursive: true });
const keys = {};
const ids = {};

async function change(call, id, method, path, body, key = managerKey) {
  const { headers } = await call(managerKey, "GET", `/v1/tickets/${id}`);
  return (await call(key, method, `/v1/tickets/${id}/${path}`, body, { headers: { "if-match": headers.get("etag") } })).json;
}

const tickets = async call => (await call(managerKey, "GET", "/v1/tickets?limit=200")).json.items;
const findCustomer = async (call, email) => (await call(managerKey, "POST", "/v1/customers/find", { email })).json.keys;

console.log("1. who may look, who sends, who is told");
await serve("2026-09-01T08:00:00Z", async call => {
  for (const [name, role] of [["Mara Muster", "manager"], ["Rita Reader", "reader"], ["Gone Gustav", "reader"]]) {
    const { json } = await call(managerKey, "POST", "/v1/keys", { name, role });
    keys[name] = json.key;
    if (name.startsWith("Gone")) await call(managerKey, "DELETE", `/v1/keys/${json.id}`);
  }
  for (const source of [{ id: "tills", touchpoint: "store" }, { id: "service-desk", touchpoint: "service" }, { id: "web-shop", touchpoint: "web", silo: "web" }, { id: "closed-shop", touchpoint: "store" }]) {
    const { json } = await call(managerKey, "POST", "/v1/sources", source);
    keys[source.id] = json.key;
    keys[`${source.id} secret`] = json.signingSecret;
  }
  await call(managerKey, "DELETE", "/v1/sources/closed-shop");
  await call(managerKey, "POST", "/v1/subscriptions", { id: "billing-desk", url: `${addressOf(departments)}/desk`, silos: ["billing"], minPriority: 1 });
  await call(managerKey, "POST", "/v1/subscriptions", { id: "warehouse", url: `${addressOf(departments)}/gone`, events: ["ticket.moved", "ticket.commented"] });
  for (const recipient of [{ email: "lead@example.com", name: "Lea Lead" }, { email: "billing@example.com", audience: "billing", timeZone: "Europe/Berlin" }, { email: "former@example.com", audience: "service" }])
    await call(managerKey, "POST", "/v1/digests/recipients", recipient);
});

console.log("2. the past is imported");
writeSurvey();
writeTills();
const mapped = ["occurredAt=when", "customer.id=customer", "customer.email=mail", "ratings.nps=nps", "attributes.ageBand=age", "attributes.mayContact=mayContact"].flatMap(map => ["--map", map]);
console.log(run("2026-09-01T08:20:00Z", "import", join(work, "survey.csv"), "--source", "survey", "--touchpoint", "service", ...mapped));
console.log(run("2026-09-01T08:30:00Z", "import", join(work, "tills.ndjson"), "--source", "tills"));

console.log("3. tickets are raised and worked on");
await serve(iso(raised), async call => {
  const found = await until("tickets are raised", async () => (await drain(call), (await tickets(call)).length >= 7 && (await tickets(call))));
  console.log(found.map(ticket => `${ticket.id} ${ticket.cause.kind} ${ticket.topics.map(topic => `${topic.theme}@${topic.stage}`)}`).join("\n"));
  const of = theme => found.find(ticket => ticket.theme === theme)?.id ?? (() => { throw new Error(`no ticket of ${theme}`); })();
  const refund = (ids.refund = of("refund"));
  await change(call, refund, "POST", "transitions", { to: "accepted", onBehalfOf: "Ben of Billing" });
  await change(call, refund, "PUT", "owner", { silo: "billing", assignee: "Ben", collaborators: ["service"] });
  await change(call, refund, "POST", "transitions", { to: "in-progress" }, keys["Mara Muster"]);
  await change(call, refund, "POST", "comments", { text: "The bank's batch ran on Mondays only." }, keys["Mara Muster"]);
  await change(call, refund, "POST", "transitions", { to: "shipped", reason: "Refunds are paid on the day on which the parcel is back with us." });
  const parcels = (ids.parcels = of("parcel-condition"));
  for (const to of ["accepted", "in-progress", "shipped"]) await change(call, parcels, "POST", "transitions", { to, ...(to === "shipped" ? { reason: "A second carrier.", shippedAt: "2026-08-31T18:00:00Z" } : {}) });
  const bills = (ids.bills = of("invoice-error"));
  await change(call, bills, "POST", "transitions", { to: "accepted" });
  await change(call, bills, "PUT", "due", { dueAt: "2026-09-09T17:00:00Z" });
  await change(call, of("fees-interest"), "POST", "merge", { into: bills, reason: "One cause: the billing run." });
  const staff = of("staff-attitude");
  const { topics } = found.find(ticket => ticket.id === staff);
  await change(call, staff, "POST", "transitions", { to: "accepted" });
  await change(call, staff, "POST", "transitions", { to: "in-progress" });
  await change(call, staff, "POST", "split", { topics: [topics[1]], title: "Rude staff on the telephone", reason: "Another team." });
  await change(call, of("care-durability"), "POST", "transitions", { to: "dismissed", reason: "The sweater is no longer sold." });

  const till = (body, more) => call(keys.tills, "POST", "/v1/feedback", { source: "tills", ...body }, more);
  const live = { sourceEventId: "live-1", text: "Nice staff, but I was billed twice and the refund took six weeks.", customer: { id: "live", email: "gerd@example.com" }, ratings: { nps: 9, csat: 2, ces: 6 } };
  ids.live = (await till(live)).json.id;
  await till(live);
  ids.idempotent = (await till({ text: "The queue was far too long." }, { headers: { "idempotency-key": "request-1" } })).json.id;
  ids.anonymous = (await till({ text: "My mail is otto@example.com, call me: the changing room was dirty.", sourceEventId: "anonymous-1" })).json.id;
  await till({ ratings: { csat: 7 } }, { status: 400 });
  // The same customer with another address: an alias on both sides.
  ids.alias = (await till({ sourceEventId: "alias-1", text: "The queue was far too long.", customer: { id: "live", email: "gerd.new@example.com" } })).json.id;
  const body = JSON.stringify({ sourceEventId: "signed-1", text: "The hotline was no help, awful.", customer: { email: "gerd.new@example.com" } });
  const seconds = String(Math.floor(raised / 1000) + 30);
  const signature = createHmac("sha256", Buffer.from(keys["service-desk secret"].slice("whsec_".length), "base64")).update(`event-1.${seconds}.${body}`).digest("base64");
  ids.signed = (await call(null, "POST", "/v1/webhooks/service-desk", body, { headers: { "webhook-id": "event-1", "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` } })).json.id;
  await drain(call);
  await call(managerKey, "POST", `/v1/feedback/${ids.live}/corrections`, { opinion: 0, sentiment: "neutral", theme: "invoice-error", reason: "It is about the bill.", onBehalfOf: "Ann" });
  await call(keys["Mara Muster"], "POST", `/v1/feedback/${ids.signed}/corrections`, { opinion: 0, stage: "get-help", theme: "agent-support" });
  await call(keys["Mara Muster"], "POST", `/v1/feedback/${ids.anonymous}/corrections`, { opinion: 0, theme: null });
  await drain(call);
  // What was corrected has changed folds, so a round of the tickets follows.
  await pause(8_000);
});

console.log("4. Azure AI Language reads, refuses, and is away");
const azure = ["--Feedback:Language=azure", `--Feedback:LanguageEndpoint=${addressOf(language)}`, "--Feedback:LanguageKey=the-key", "--Feedback:LanguageFallback=built-in"];
const desk = (call, sourceEventId, text, more) => call(keys["service-desk"], "POST", "/v1/feedback", { source: "service-desk", sourceEventId, text, ...more });
await serve("2026-09-01T10:00:00Z", async call => {
  ids.failed = (await desk(call, "azure-1", "Something unreadable.", { customer: { id: "failed" } })).json.id;
  ids.azure = (await desk(call, "azure-2", "Otto Beispiel says that the refund was terrible.")).json.id;
  await drain(call);
  languageIsDown = true;
  ids.standIn = (await desk(call, "azure-3", "The website crashed, terrible.", { language: "en" })).json.id;
  await drain(call);
}, ...azure);

console.log("5. customers speak of other things");
for (const [at, days] of [["2026-09-06T18:00:00Z", [2, 3, 4, 5, 6]], ["2026-09-09T06:00:00Z", [7, 8]]])
  await serve(at, async call => {
    // On the last two days something new goes wrong, which is a jump: the other tickets are of troubles that were always there.
    const crashed = number => (number < 7 ? [] : [...Array(8).keys()].map(index => ({
      source: "web-shop", sourceEventId: `crash-${number}-${index}`, occurredAt: `2026-09-0${number}T12:00:00Z`, customer: { id: `crash-${number}-${index}` }, text: "The website crashed, terrible.",
    })));
    await call(keys["web-shop"], "POST", "/v1/feedback/batch", days.flatMap(number => [...afterwards(Date.parse(`2026-09-0${number}T00:00:00Z`)), ...crashed(number)]));
    await drain(call);
    await pause(8_000);
  });

console.log("6. it is proved, told, digested");
const linkIn = mail => /^List-Unsubscribe: *<(https:[^>]*)>/m.exec(mail)[1];
const mails = () => (existsSync(join(data, "mail")) ? readdirSync(join(data, "mail")).filter(name => name.endsWith(".eml")) : []);
const mailTo = address => mails().map(name => readFileSync(join(data, "mail", name), "utf8").replace(/\r\n[ \t]+/g, " ").replace(/\r\n/g, "\n")).find(mail => mail.includes(`\nTo: ${address}`) || mail.startsWith(`To: ${address}`));
const pathOf = link => new URL(link).pathname + new URL(link).search;
const links = {};
await serve("2026-09-10T09:00:00Z", async call => {
  await drain(call);
  await until("the ticket is verified", async () => (await call(managerKey, "GET", `/v1/tickets/${ids.refund}`)).json.state === "verified");
  await until("customers are told", async () => (await call(managerKey, "GET", `/v1/tickets/${ids.refund}/voices?limit=200`)).json.items.filter(voice => voice.tellState === "sent").length >= 4);
  await until("digests are sent", async () => (await call(managerKey, "POST", "/v1/digests/2026-W36/send?dryRun=true")).json.items.every(item => item.state === "sent"));
  await pause(3_000);
  links.unsubscribe = pathOf(linkIn(mailTo("billing@example.com")));
  links.optOut = pathOf(linkIn(mailTo("anna@example.com")));
  await call(null, "POST", pathOf(linkIn(mailTo("former@example.com"))), new URLSearchParams({ "List-Unsubscribe": "One-Click" }), { headers: { "content-type": "application/x-www-form-urlencoded" } });
  for (const address of ["ben@example.com", "dora@example.com"])
    await call(null, "POST", pathOf(linkIn(mailTo(address))), new URLSearchParams({ "List-Unsubscribe": "One-Click" }), { headers: { "content-type": "application/x-www-form-urlencoded" } });
  // One who had opted out, which leaves that behind, and one who had not.
  links.ofErased = pathOf(linkIn(mailTo("dora@example.com")));
  for (const address of ["dora@example.com", "emil@example.com"])
    for (const key of await findCustomer(call, address)) await call(managerKey, "DELETE", `/v1/customers/${key}`);
});

console.log("7. new credentials, a session, and what the program answers");
const answers = [];
let session;
await serve(asked, async call => {
  for (const source of ["service-desk", "tills"]) {
    const { json } = await call(managerKey, "POST", `/v1/sources/${source}/rotate`);
    keys[`${source} before rotation`] = keys[source];
    keys[source] = json.key;
    keys[`${source} secret`] = json.signingSecret;
  }
  await call(managerKey, "POST", "/v1/subscriptions/billing-desk/rotate");
  const form = await call(null, "GET", "/sign-in", undefined, { headers: { accept: "text/html" }, status: 401 });
  const token = /name="__RequestVerificationToken"[^>]*value="([^"]*)"/.exec(form.text)[1];
  const cookies = form.headers.getSetCookie().map(cookie => cookie.split(";")[0]).join("; ");
  const signedIn = await call(null, "POST", "/sign-in", new URLSearchParams({ key: keys["Mara Muster"], returnUrl: "/", __RequestVerificationToken: token }),
    { headers: { cookie: cookies, "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, status: 303 });
  session = signedIn.headers.getSetCookie().map(cookie => cookie.split(";")[0]).find(cookie => cookie.startsWith("feedback="));
  // Two rounds of the tickets and the flush of what sources sent.
  await drain(call);
  await pause(14_000);
  await ask(call);
});

/** Keeps what the program answers to whatever can be read. */
async function ask(call) {
  const keep = async (path, { as = "manager", method = "GET", body } = {}) => {
    const { status, json, text, headers } = await call(as === "reader" ? keys["Rita Reader"] : managerKey, method, path, body);
    const etag = headers.get("etag") ?? undefined;
    // The one thing in any answer that is about when it was asked.
    if (json?.exportedAt) delete json.exportedAt;
    answers.push({ as, method, path, ...(body ? { body } : {}), status, ...(etag ? { etag } : {}), answer: json ?? text });
    return json;
  };
  const pages = async path => {
    for (let next = ""; next !== null && next !== undefined; ) {
      const page = await keep(`${path}${next}`);
      next = page.next ? `&cursor=${encodeURIComponent(page.next)}` : null;
    }
  };
  const [all, month] = ["from=2026-07-01&to=2026-09-11", "from=2026-08-01&to=2026-09-01"];
  for (const period of [all, month, `${month}&touchpoint=service`, `${all}&segment=under-35`]) await keep(`/v1/journeys/retail/map?${period}`, { as: "reader" });
  for (const interval of ["hour&from=2026-09-01&to=2026-09-02", `day&${month}`, `week&${all}`]) await keep(`/v1/journeys/retail/series?interval=${interval}`);
  await keep(`/v1/journeys/retail/drivers?${all}`);
  for (const { id } of (await keep("/v1/tickets?limit=200&order=priority", { as: "reader" })).items) {
    await keep(`/v1/tickets/${id}`);
    await keep(`/v1/tickets/${id}/voices?limit=200`);
  }
  await pages(`/v1/feedback?${all}&limit=200`);
  await keep("/v1/feedback?state=failed");
  await keep("/v1/feedback/corrections");
  // The others stand on the pages above, which show nothing without an opinion.
  const shown = new Set(answers.flatMap(({ path, answer }) => (path.startsWith("/v1/feedback?from") ? answer.items.map(item => item.id) : [])));
  const stored = execFileSync("sqlite3", ["-readonly", join(data, "feedback.db"), "SELECT id FROM feedback ORDER BY seq"], { encoding: "utf8" }).trim().split("\n");
  for (const id of stored.filter(id => !shown.has(id) || Object.values(ids).includes(id))) await keep(`/v1/feedback/${id}`);
  const customers = execFileSync("sqlite3", ["-readonly", join(data, "feedback.db"), "SELECT partition FROM customers WHERE id = 'profile' ORDER BY partition"], { encoding: "utf8" }).trim().split("\n");
  const known = [];
  for (const email of ["anna@example.com", "ben@example.com", "cleo@example.com", "dora@example.com", "fritz@example.com", "gerd@example.com", "gerd.new@example.com"])
    known.push(...(await keep("/v1/customers/find", { method: "POST", body: { email } })).keys);
  // Most customers have said one thing and are like the next: a few stand for them.
  for (const key of new Set([...known, ...customers.slice(0, 10)])) await keep(`/v1/customers/${key}`);
  for (const key of new Set(known)) {
    await keep(`/v1/customers/${key}/timeline?limit=200`);
    await keep(`/v1/customers/${key}/export`);
  }
  for (const path of ["/v1/sources", "/v1/keys", "/v1/subscriptions", "/v1/subscriptions/billing-desk/deliveries?limit=200", "/v1/subscriptions/warehouse/deliveries?limit=200", "/v1/digests", "/v1/digests/recipients"]) await keep(path);
  for (const audience of ["all", "billing"]) await keep(`/v1/digests/2026-W36?audience=${audience}&format=json`);
  await keep("/v1/digests/2026-W36?audience=all&format=text");
  await keep("/v1/digests/2026-W36/send?dryRun=true", { method: "POST" });
}

departments.close();
language.close();
const left = readdirSync(data).filter(name => name.endsWith("-wal") || name.endsWith("-shm"));
if (left.length > 0) throw new Error(`the program has not stopped cleanly: ${left}`);
const verified = execFileSync("dotnet", [program, "verify", ...settings], { env: environment(asked, 5999), encoding: "utf8" });
console.log(verified);

// ---- packing -----------------------------------------------------------------------------------------------------------------------------------------------------

const tar = execFileSync("tar", ["--sort=name", "--mtime=2026-09-10", "--owner=0", "--group=0", "--numeric-owner", "--exclude=*.lock", "--exclude=feedback.db-*", "-C", work, "-cf", "-", "data", "journeys", "survey.csv"], { maxBuffer: 1 << 28 });
writeFileSync(join(here, "folder.tar.br"), brotliCompressSync(tar, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: tar.length } }));
const head = {
  writtenBy: execFileSync("git", ["-C", here, "rev-parse", "HEAD"], { encoding: "utf8" }).trim(), asked, keys, session, links, ids, verified: verified.trim().split("\n").map(line => line.trim()),
};
// One answer a line: few lines to look at, and a difference shows which.
writeFileSync(join(here, "expected.json"), `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "answers": [\n${answers.map(answer => `    ${JSON.stringify(answer)}`).join(",\n")}\n  ]\n}\n`);
for (const [container, kind] of [["feedback", "json_extract(body, '$.state')"], ["signals", "''"], ["folds", "CASE length(id) WHEN 13 THEN 'hour' WHEN 10 THEN 'day' ELSE 'month' END || iif(instr(partition, '~'), ' of a segment', '')"],
  ["customers", "iif(instr(id, '|'), substr(id, 1, instr(id, '|') - 1), id)"], ["tickets", "json_extract(body, '$.state')"], ["settings", "partition"]])
  console.log(execFileSync("sqlite3", ["-readonly", join(data, "feedback.db"), `SELECT '${container}', ${kind} kind, count(*) FROM ${container} GROUP BY kind`], { encoding: "utf8" }).trim());
console.log(`${tar.length} bytes, packed ${readFileSync(join(here, "folder.tar.br")).length}; ${answers.length} answers, ${readFileSync(join(here, "expected.json")).length} bytes`);
