-- One feedback a request, each with an event id of its own, or with none (EVENTS=none). KEY and RUN come from the environment.
local key, run, events = os.getenv("KEY"), os.getenv("RUN"), os.getenv("EVENTS") ~= "none"
local threads = 0
function setup(thread) threads = threads + 1; thread:set("id", threads) end
function init(args)
  count = 0
  now = os.date("!%Y-%m-%dT%H:%M:%SZ")
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. key
end
function request()
  count = count + 1
  local event = events and ('"sourceEventId":"' .. run .. "-" .. id .. "-" .. count .. '",') or ""
  local body = '{"source":"bench",' .. event .. '"touchpoint":"store","channel":"kiosk","occurredAt":"' .. now ..
    '","customer":{"id":"c-' .. (count % 5000) .. '","email":"a@example.com"},"text":"Nice staff, but I was billed twice and the refund took six weeks.","language":"en","ratings":{"nps":4,"csat":2,"ces":6},"attributes":{"store":"Leeds","orderId":"o-5512"}}'
  return wrk.format(nil, nil, nil, body)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT rate=%.0f p50=%.2f p99=%.2f max=%.2f errors=%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
