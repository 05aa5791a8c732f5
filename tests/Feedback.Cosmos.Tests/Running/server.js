"use strict";

// An independent Cosmos DB server, @vercel/cosmosdb-server, on a free port of this machine, until standard input ends.
//
// What Azure Cosmos DB does and that server does not is added here, so that the engine under test needs no special case:
//
//  1. The change feed. The server answers every document to a first read and nothing to a later one; here each write takes the next number of its container,
//     and a read gets what was written after the number that it names, each document once, in its latest version.
//  2. The query plan, for which the .NET SDK asks before a query: a plan that passes the query through to the one partition there is.
//  3. A query with a partition key reads that partition alone. The server reads all of them, and refuses a query that does not name the key.
//  4. ETags stand in quotation marks, as RFC 9110 has them.
//  5. The account names itself by http, which it is reached by, and not by https.
//  6. A read of a document that is not there answers 404, and not 500.
//  7. Where the client asked for the minimum in answer to a write, no document is sent.
//  8. What the .NET SDK asks to read many documents is looked up by their keys. The server's query engine would compare each of a thousand pairs of keys with each document.
//  9. Resource ids are base 64 in which "-" stands for "/", for they are part of addresses.
//
// And so that faults can be had: PUT /faults with {"statuses": [429, 503], "retryAfterMs": 50, "substatus": 0} answers every request for documents with these in turn until
// the list is empty; 0 is no answer at all. With "creates": "feedback", "after": 40 too, only what creates a document of that container fails, behind the first forty. GET /faults tells how many requests were answered so.

const server = require("@vercel/cosmosdb-server");
const account = require("@vercel/cosmosdb-server/lib/account");
const documents = require("@vercel/cosmosdb-server/lib/account/documents");
const resourceId = require("@vercel/cosmosdb-server/lib/account/resource-id");
const query = require("@zeit/cosmosdb-query");

resourceId.default.toBase64String = buffer => buffer.toString("base64").replaceAll("/", "-");
resourceId.default.fromBase64String = text => Buffer.from(text.replaceAll("-", "/"), "base64");

let opened = null;
const Account = account.default;
account.default = class extends Account {
  constructor(host, port) {
    super(host, port);
    const endpoint = `http://127.0.0.1:${port}/`;
    for (const location of [...this._data.writableLocations, ...this._data.readableLocations]) location.databaseAccountEndpoint = endpoint;
    opened = this;
  }
};

const set = documents.default.prototype._set;
documents.default.prototype._set = function (data) {
  data._etag = JSON.stringify(data._etag);
  this._lsn = (this._lsn || 0) + 1;
  this._lsns = this._lsns || new Map();
  this._lsns.set(data._rid, this._lsn);
  return set.call(this, data);
};

let faults = { statuses: [], retryAfterMs: 0, substatus: 0 };
let failed = 0;

const inner = server.createHttpServer({ keepAlive: true });
const [handle] = inner.listeners("request");
inner.removeAllListeners("request");
inner.on("request", (req, res) => {
  route(req, res).catch(error => {
    console.error(error);
    if (!res.headersSent) answer(res, error.name === "SyntaxError" ? 400 : 500, { code: "InternalServerError", message: error.message });
  });
});

async function route(req, res) {
  const path = decodeURI(req.url.split("?")[0]);
  if (path === "/faults") return setFaults(req, res);

  const [, databases, database, containers, container, docs, id] = path.split("/");
  if (databases !== "dbs" || containers !== "colls" || docs !== "docs") return handle(req, res);
  if (faults.statuses.length > 0 && (!faults.creates || (isCreate(req) && container === faults.creates && faults.after-- <= 0))) return fail(req, res);
  if (req.headers["x-ms-cosmos-is-query-plan-request"] === "True") return answer(res, 200, plan);

  const collection = opened.database(database).collection(container);
  if (req.method === "GET" && req.headers["a-im"] && collection.read()) return changes(collection.documents, req, res);
  if (req.method === "POST" && req.headers["content-type"] === "application/query+json" && collection.read()) return rows(collection, req, res);

  if (req.method === "GET" && id && collection.read() && !collection.document(id, JSON.parse(req.headers["x-ms-documentdb-partitionkey"])[0]).read())
    return answer(res, 404, { code: "NotFound", message: "Entity with the specified id does not exist in the system." });

  if (req.headers.prefer === "return=minimal") {
    const end = res.end;
    res.end = body => {
      if (res.statusCode < 300) res.removeHeader("content-type");
      return end.call(res, res.statusCode < 300 ? "" : body);
    };
  }
  handle(req, res);
}

const plan = {
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: { distinctType: "None", top: null, offset: null, limit: null, orderBy: [], orderByExpressions: [], groupByExpressions: [], groupByAliases: [], aggregates: [], groupByAliasToAggregateType: {}, rewrittenQuery: "", hasSelectValue: false, hasNonStreamingOrderBy: false },
  queryRanges: [{ min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false }]
};

function changes(items, req, res) {
  const newest = items._lsn || 0;
  const since = req.headers["if-none-match"];
  const after = since === undefined ? 0 : since === "*" ? newest : Number(since.replace(/"/g, ""));
  const most = Number(req.headers["x-ms-max-item-count"] || -1);
  const found = [...items._data.values()]
    .map(item => item.read())
    .map(data => ({ ...data, _lsn: items._lsns.get(data._rid) }))
    .filter(data => data._lsn > after)
    .sort((a, b) => a._lsn - b._lsn)
    .slice(0, most > 0 ? most : undefined);
  if (found.length === 0) return answer(res, 304, null, { "x-ms-item-count": "0", etag: `"${newest}"` });
  answer(res, 200, { _rid: "", Documents: found, _count: found.length }, { "x-ms-item-count": String(found.length), etag: `"${found[found.length - 1]._lsn}"` });
}

async function rows(collection, req, res) {
  const body = JSON.parse(await read(req));
  if (body.parameters && body.parameters.some(parameter => parameter.name.startsWith("@param_pk"))) return many(collection, body.parameters, res);

  const key = req.headers["x-ms-documentdb-partitionkey"];
  const partition = key && key !== "[]" && key !== "[{}]" ? JSON.parse(key)[0] : undefined;
  const property = collection.read().partitionKey.paths[0].slice(1);
  const data = [...collection.documents._data.values()].map(item => item.read()).filter(item => partition === undefined || item[property] === partition);
  const most = Number(req.headers["x-ms-max-item-count"] || -1);
  const continuation = req.headers["x-ms-continuation"];
  const page = query.default(body.query).exec(data, {
    parameters: body.parameters,
    maxItemCount: most > 0 ? most : undefined,
    continuation: continuation ? JSON.parse(continuation) : undefined
  });
  answer(res, 200, { _rid: "", Documents: page.result, _count: page.result.length }, page.continuation ? { "x-ms-continuation": JSON.stringify(page.continuation) } : {});
}

function many(collection, parameters, res) {
  const found = [];
  for (let i = 0; i < parameters.length; i += 2) {
    const data = collection.document(parameters[i].value, parameters[i + 1].value).read();
    if (data) found.push(data);
  }
  answer(res, 200, { _rid: "", Documents: found, _count: found.length });
}

function isCreate(req) {
  return req.method === "POST" && req.headers["content-type"] !== "application/query+json" && !req.headers["x-ms-documentdb-is-upsert"];
}

async function setFaults(req, res) {
  if (req.method === "PUT") faults = { retryAfterMs: 0, substatus: 0, ...JSON.parse(await read(req)) };
  answer(res, 200, { failed });
}

function fail(req, res) {
  const status = faults.statuses[failed++ % faults.statuses.length];
  const headers = { "x-ms-substatus": String(faults.substatus) };
  if (status === 429) headers["x-ms-retry-after-ms"] = String(faults.retryAfterMs);
  req.resume();
  if (status === 0) return;
  answer(res, status, { code: String(status), message: "as the test asked" }, headers);
}

function answer(res, status, body, headers = {}) {
  res.writeHead(status, { "content-type": "application/json", "x-ms-request-charge": "1", "x-ms-activity-id": "00000000-0000-0000-0000-000000000000", ...headers });
  res.end(body === null ? undefined : JSON.stringify(body));
}

async function read(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

// A connection that is closed because nothing came for a while may be closed under a request that is just being sent: the client cannot know whether it was served, and a write is not sent again.
inner.keepAliveTimeout = 0;
inner.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${inner.address().port}/`));
process.stdin.on("end", () => process.exit(0)).resume();
