using static Feedback.App.Tests.BadInput.ContractProgram;
using static Feedback.App.Tests.BadInput.ExpectedProblem;

namespace Feedback.App.Tests.BadInput;

/// <summary>The bad requests, each with its exact problem.</summary>
public sealed partial class BadRequestTests
{
    private static readonly ExpectedProblem Stale = new(412, "precondition-failed",
        Detail: "The ticket has changed since you read it; its version is now \"1\". Read it again.");

    private const string NoKey = "No key was sent. Send it in a header: Authorization: Bearer KEY.";
    private const string NoBearer = "The Authorization header must be: Bearer KEY.";
    private const string UnknownKey = "The key is not known.";

    private static readonly byte[] OverOneMebibyte = Utf8($$"""{"source":"pos-42","text":"{{new string('a', 1 << 20)}}"}""");

    private static readonly Dictionary<string, BadRequest> Rows = new()
    {
        // content types
        ["feedback as plain text"] = Post(Feedback, Good, new(415, "wrong-content-type", Detail: "Send application/json.")) with { ContentType = "text/plain" },
        ["feedback as a form"] = Post(Feedback, "text=Fine", new(415, "wrong-content-type", Detail: "Send application/json.")) with
        {
            ContentType = "application/x-www-form-urlencoded",
        },
        ["feedback as NDJSON"] =
            Post(Feedback, Good, new(415, "wrong-content-type", Detail: "Send application/json.")) with { ContentType = "application/x-ndjson" },
        ["feedback as nonsense"] = Post(Feedback, Good, new(415, "wrong-content-type", Detail: "Send application/json.")) with { ContentType = ";;" },
        ["a batch as XML"] = Post(Batch, "<a/>", new(415, "wrong-content-type", Detail: "Send application/json or application/x-ndjson.")) with
        {
            ContentType = "application/xml",
        },
        ["a source as plain text"] =
            PostSource("""{"id":"a"}""", new(415, "wrong-content-type", Detail: "Send application/json.")) with { ContentType = "text/plain" },

        // sizes
        ["a feedback over 1 MiB"] = Post(Feedback, "", TooLarge) with { Body = OverOneMebibyte },
        ["a feedback over 1 MiB in chunks"] = Post(Feedback, "", TooLarge) with { Body = OverOneMebibyte, Chunked = true },
        ["a batch over 1 MiB"] = Post(Batch, "", TooLarge) with { Body = OverOneMebibyte },
        ["a batch over 1 MiB in chunks"] = Post(Batch, "", TooLarge) with { Body = OverOneMebibyte, Chunked = true },
        ["NDJSON over 1 MiB"] = Post(Batch, "", TooLarge) with { Body = OverOneMebibyte, ContentType = "application/x-ndjson" },
        ["NDJSON over 1 MiB in chunks"] = Post(Batch, "", TooLarge) with { Body = OverOneMebibyte, ContentType = "application/x-ndjson", Chunked = true },
        ["a source over 1 MiB"] = PostSource("", TooLarge) with { Body = OverOneMebibyte },
        ["an idempotency key of 201 characters"] =
            Post(Feedback, Good, Invalid("Idempotency-Key: must have at most 200 characters")) with { Header = ("Idempotency-Key", new('k', 201)) },

        // batches as a whole
        ["a batch of 1,001"] = Post(Batch, $"[{string.Join(',', Enumerable.Repeat(Good, 1_001))}]", Invalid("$: must have at most 1000 items")),
        ["1,001 lines"] = Post(Batch, string.Join('\n', Enumerable.Repeat(Good, 1_001)), Invalid("$: must have at most 1000 items")) with
        {
            ContentType = "application/x-ndjson",
        },
        ["a batch that is an object"] = Post(Batch, Good, Invalid(NotAnArray)),
        ["a batch that is a number"] = Post(Batch, "1", Invalid(NotAnArray)),
        ["a batch without a body"] = Post(Batch, "", Invalid("$: is not valid JSON (line 1, byte 1)")),
        ["a batch that is cut off"] = Post(Batch, $"[{Good},", Invalid("$: is not valid JSON (line 1, byte 36)")),
        ["a batch with more behind it"] = Post(Batch, "[] []", Invalid("$: is not valid JSON (line 1, byte 4)")),
        ["a batch 17 levels deep"] = Post(Batch, new string('[', 17), Invalid("$: is nested deeper than 16 levels")),

        // whose key
        ["a feedback without a key"] = Post(Feedback, Good, Unauthorized(NoKey)) with { Caller = Caller.Nobody },
        ["a feedback with a wrong key"] = Post(Feedback, Good, Unauthorized(UnknownKey)) with { Caller = Caller.Stranger },
        ["a map with a wrong key"] = Get(Map, Unauthorized(UnknownKey)) with { Caller = Caller.Stranger },
        ["a key under another scheme"] = Get(Map, Unauthorized(NoBearer)) with { Caller = Caller.Nobody, Header = ("Authorization", "Basic bWFuYWdlcjprZXk=") },
        ["a scheme without a key"] = Get(Map, Unauthorized(NoBearer)) with { Caller = Caller.Nobody, Header = ("Authorization", "Bearer ") },
        ["a key of 600 characters"] = Get(Map, Unauthorized(UnknownKey)) with
        {
            Caller = Caller.Nobody,
            Header = ("Authorization", "Bearer " + new string('k', 600)),
        },
        ["a wrong key and no JSON accepted"] = Get(Map, Unauthorized(UnknownKey)) with { Caller = Caller.Stranger, Header = ("Accept", "text/html") },
        ["a feedback with a manager's key"] =
            Post(Feedback, Good, new(403, "forbidden", Detail: "This is a manager key; feedback is sent with a source's key.")) with
            {
                Caller = Caller.Manager,
            },
        ["a feedback under another source's name"] = Post(Feedback, Good,
            new(403, "foreign-source", "source: must be \"survey\": a source can only post under its own name")) with
        { Caller = Caller.Survey },
        ["a feedback without a touchpoint"] = Post(Feedback, """{"source":"survey","text":"Fine."}""",
            Invalid("touchpoint: is required: this source has no touchpoint of its own")) with
        { Caller = Caller.Survey },
        ["a webhook with another source's key"] = Post("/v1/webhooks/survey", """{"text":"Fine."}""",
            new(403, "foreign-source", "source: does not match the key")),
        ["a webhook with a manager's key"] = Post("/v1/webhooks/survey", """{"text":"Fine."}""",
            new(403, "foreign-source", "source: does not match the key")) with
        { Caller = Caller.Manager },
        ["a webhook with a wrong key"] =
            Post("/v1/webhooks/survey", """{"text":"Fine."}""", Unauthorized("The key is not known.")) with { Caller = Caller.Stranger },
        ["a webhook that names another source"] = Post("/v1/webhooks/pos-42", """{"source":"survey","text":"Fine."}""",
            new(403, "foreign-source", "source: must be \"pos-42\": a source can only post under its own name")),
        ["a webhook of no source"] = Post("/v1/webhooks/nobody", """{"text":"Fine."}""",
            Unauthorized("The webhook-id header is missing or has more than 256 characters.")) with
        { Caller = Caller.Nobody },
        ["a webhook of no source, for a manager"] = Post("/v1/webhooks/nobody", """{"text":"Fine."}""",
            new(404, "not-found", Detail: "There is no source with this name.")) with
        { Caller = Caller.Manager },

        // unknown things
        ["no such route"] = Get("/v1/nothing", new(404, "not-found")),
        ["no such feedback"] = Get($"{Feedback}/{Id}", new(404, "not-found", Detail: "There is no feedback with this id.")),
        ["an id that is none"] = Get($"{Feedback}/a%20b%2Fc", new(404, "not-found", Detail: "There is no feedback with this id.")),
        ["a retry of no feedback"] = new("POST", $"{Feedback}/{Id}/retry", Caller.Manager, new(404, "not-found", Detail: "There is no feedback with this id.")),
        ["no such journey"] = Get("/v1/journeys/nowhere", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["a map of no journey"] = Get("/v1/journeys/nowhere/map?limit=abc", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["a series of no journey"] = Get("/v1/journeys/nowhere/series", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["changes of no journey"] = Get("/v1/journeys/nowhere/changes?compare=abc", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["drivers of no journey"] = Get("/v1/journeys/nowhere/drivers?score=abc", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["feedback of no journey"] = Get($"{Feedback}?journey=nowhere", new(404, "not-found", Detail: "There is no journey with this id.")),
        ["no such ticket"] = Get("/v1/tickets/retail.refund.2020-01-01", new(404, "not-found", Detail: "There is no ticket with this id.")),
        ["a ticket id that is none"] = Get("/v1/tickets/%F0%9F%99%82", new(404, "not-found", Detail: "There is no ticket with this id.")),
        ["a rotation of no source"] = new("POST", $"{Sources}/nobody/rotate", Caller.Manager,
            new(404, "not-found", Detail: "There is no source with this name.")),
        ["a deletion of no source"] = new("DELETE", $"{Sources}/nobody", Caller.Manager, new(404, "not-found", Detail: "There is no source with this name.")),

        ["a change of no ticket"] = new("POST", "/v1/tickets/retail.refund.2020-01-01/comments", Caller.Manager,
            new(404, "not-found", Detail: "There is no ticket with this id."))
        { Body = Utf8("""{"text":"Hm."}"""), Header = ("If-Match", "*") },
        ["a merge of no ticket"] = new("POST", "/v1/tickets/nowhere.x/merge", Caller.Manager,
            new(404, "not-found", Detail: "There is no ticket with this id."))
        {
            Body = Utf8("""{"into":"retail.refund.2026-11-20"}"""),
            Header = ("If-Match", "*")
        },
        ["a split of no ticket"] = new("POST", "/v1/tickets/retail./split", Caller.Manager,
            new(404, "not-found", Detail: "There is no ticket with this id."))
        {
            Body = Utf8("""{"topics":[{"theme":"refund","stage":"pay"}]}"""),
            Header = ("If-Match", "*")
        },

        // methods
        ["PUT of a feedback"] = new("PUT", Feedback, Caller.Till, new(405, "method-not-allowed")),
        ["DELETE of a batch"] = new("DELETE", Batch, Caller.Till, new(405, "method-not-allowed")),
        ["GET of a webhook"] = Get("/v1/webhooks/pos-42", new(405, "method-not-allowed")),
        ["POST of a map"] = new("POST", Map, Caller.Manager, new(405, "method-not-allowed")),
        ["PATCH of a source"] = new("PATCH", $"{Sources}/pos-42", Caller.Manager, new(405, "method-not-allowed")),
        ["POST of the liveness"] = new("POST", "/healthz", Caller.Nobody, new(405, "method-not-allowed")),

        // queries
        ["limit 0"] = Get($"{Feedback}?limit=0", Invalid(Limit)),
        ["limit 201"] = Get($"{Sources}?limit=201", Invalid(Limit)),
        ["limit -1"] = Get($"/v1/tickets?limit=-1", Invalid(Limit)),
        ["limit in words"] = Get("/v1/journeys?limit=abc", Invalid(Limit)),
        ["limit twice"] = Get($"{Feedback}?limit=1&limit=2", Invalid("limit: is given twice")),
        ["stage twice"] = Get($"{Feedback}?stage=pay&stage=buy", Invalid("stage: is given twice")),
        ["a cursor of feedback that is none"] = Get($"{Feedback}?cursor=abc", Invalid(Cursor)),
        ["a cursor of feedback that is no base64"] = Get($"{Feedback}?cursor=%21%21", Invalid(Cursor)),
        ["a cursor of sources that is none"] = Get($"{Sources}?cursor=%00", Invalid(Cursor)),
        ["a cursor of journeys that is none"] = Get("/v1/journeys?cursor=a%20b", Invalid(Cursor)),
        ["a cursor of tickets that is none"] = Get("/v1/tickets?cursor=abc", Invalid(Cursor)),
        ["from behind to"] = Get($"{Map}?from=2026-11-20&to=2026-11-19", Invalid("from: must be before \"to\"")),
        ["from at to"] = Get($"{Map}?from=2026-11-20&to=2026-11-20", Invalid("from: must be before \"to\"")),
        ["eleven years"] = Get($"{Map}?from=2015-01-01&to=2026-01-01", Invalid("from: must be at most ten years before \"to\"")),
        ["a time without an offset"] = Get($"{Map}?from=2026-11-01T00:00:00", Invalid("from: " + Time)),
        ["30 February"] = Get($"{Map}?to=2026-02-30", Invalid("to: " + Time)),
        ["the year 1"] = Get($"{Series}?from=0001-01-01T00:00:00Z", Invalid("from: " + Time)),
        ["the year 9999"] = Get($"{Series}?to=9999-12-31T23:59:59Z", Invalid("to: " + Time)),
        ["an unknown stage"] = Get($"{Feedback}?stage=nowhere", Invalid(Stages)),
        ["an unknown stage of a series"] = Get($"{Series}?stage=Pay", Invalid(Stages)),
        ["an unknown touchpoint"] = Get($"{Map}?touchpoint=shop", Invalid(Touchpoints)),
        ["an unknown sentiment"] = Get($"{Feedback}?sentiment=angry", Invalid("sentiment: must be one of neutral, positive, negative")),
        ["a sentiment by its number"] = Get($"{Feedback}?sentiment=1", Invalid("sentiment: must be one of neutral, positive, negative")),
        ["an unknown interval"] = Get($"{Series}?interval=minute", Invalid("interval: must be one of hour, day, week")),
        ["an unknown period to compare with"] = Get($"{Changes}?compare=month", Invalid("compare: must be one of previous, year")),
        ["an unknown stage of changes"] = Get($"{Changes}?stage=Pay", Invalid(Stages)),
        ["changes from behind to"] = Get($"{Changes}?from=2026-11-20&to=2026-11-19", Invalid("from: must be before \"to\"")),
        ["an unknown score"] = Get($"{Drivers}?score=ces", Invalid("score: must be one of nps, csat")),
        ["several faults in a query of drivers"] = Get($"{Drivers}?score=NPS&from=soon&to=2026-02-30",
            Invalid($"from: {Time}\nscore: must be one of nps, csat\nto: {Time}")),
        ["drivers from behind to"] = Get($"{Drivers}?from=2026-11-20&to=2026-11-19", Invalid("from: must be before \"to\"")),
        ["too many points"] = Get($"{Series}?interval=hour&from=2026-01-01&to=2026-06-01",
            Invalid("interval: gives more than 2,000 points; choose a shorter period or a longer interval")),
        ["several faults in a query"] = Get($"{Feedback}?limit=0&touchpoint=shop&cursor=x&from=soon",
            Invalid($"{Cursor}\nfrom: {Time}\n{Limit}\n{Touchpoints}")),

        ["an unknown state"] = Get("/v1/tickets?state=inprogress", Invalid(States.Replace("to:", "state:", StringComparison.Ordinal))),
        ["a state that is written otherwise"] = Get("/v1/tickets?state=In-Progress", Invalid(States.Replace("to:", "state:", StringComparison.Ordinal))),
        ["crossing silos perhaps"] = Get("/v1/tickets?crossSilo=perhaps", Invalid("crossSilo: must be one of true, false")),
        ["not overdue"] = Get("/v1/tickets?overdue=false", Invalid("overdue: must be one of true")),
        ["an unknown order"] = Get("/v1/tickets?order=age", Invalid("order: must be one of updated, priority")),

        // corrections
        ["a correction of no feedback"] = new("POST", $"/v1/feedback/{Id}/corrections", Caller.Manager,
            new(404, "not-found", Detail: "There is no feedback with this id."))
        { Body = Utf8("""{"opinion":0,"sentiment":"neutral"}""") },
        ["a correction by a source"] = new("POST", $"/v1/feedback/{ContractProgram.Feedback}/corrections", Caller.Till,
            new(403, "forbidden", Detail: "This is a source key; this takes a manager's."))
        { Body = Utf8("""{"opinion":0,"sentiment":"neutral"}""") },
        ["an empty correction"] = Correct("{}", Invalid("opinion: is required: the number of the opinion, from 0")),
        ["a correction of nothing"] = Correct("""{"opinion":0}""", Invalid("$: must correct at least one of sentiment, theme and stage")),
        ["a correction of an opinion that there is not"] = Correct("""{"opinion":1,"sentiment":"neutral"}""",
            Invalid("opinion: must be 0: the feedback has one opinion")),
        ["a correction of a negative opinion"] = Correct("""{"opinion":-1,"sentiment":"neutral"}""", Invalid("opinion: must be a whole number from 0 to 9999")),
        ["a correction to an unknown sentiment"] = Correct("""{"opinion":0,"sentiment":"Angry"}""",
            Invalid("sentiment: must be one of neutral, positive, negative")),
        ["a correction to an unknown stage"] = Correct("""{"opinion":0,"stage":"x"}""", Invalid(Stages)),
        ["a correction on an unknown journey"] = Correct("""{"opinion":0,"stage":"pay","journey":"x"}""",
            Invalid("journey: must be a journey that the feedback is mapped to: retail")),
        ["a correction with a number for a theme"] = Correct("""{"opinion":0,"theme":7}""", Invalid("theme: must be a string")),
        ["a correction that quotes the customer"] = Correct("""{"opinion":0,"stage":"pay","reason":"\"I was billed twice\", and so on"}""",
            Invalid("reason: must not quote the customer: use your own words")),
        ["a correction that tells an address"] = Correct("""{"opinion":0,"stage":"pay","reason":"Ask a@example.com"}""",
            Invalid("reason: must not contain email addresses or telephone, card or account numbers")),
        ["a correction with an unknown field"] = Correct("""{"opinion":0,"sentiment":"neutral","silo":"x"}""", Invalid("silo: is not a field of a correction")),
        ["a correction of another version"] = Correct("""{"opinion":0,"sentiment":"neutral"}""",
            new(412, "precondition-failed", Detail: "The feedback has changed since you read it. Read it again.")) with
        { Header = ("If-Match", "\"none\"") },
        ["a correction of a version that is none"] = Correct("""{"opinion":0,"sentiment":"neutral"}""", Invalid(NotAnETag)) with { Header = ("If-Match", "1") },
        ["a correction as plain text"] =
            Correct("""{"opinion":0}""", new(415, "wrong-content-type", Detail: "Send application/json.")) with { ContentType = "text/plain" },
        ["a correction over 1 MiB"] = Correct("", TooLarge) with { Body = OverOneMebibyte },
        ["feedback in a state that is not listed"] = Get("/v1/feedback?state=mapped", Invalid("state: must be one of failed")),
        ["failed feedback of a stage"] = Get("/v1/feedback?state=failed&stage=pay",
            Invalid("stage: cannot be combined with state=failed: that feedback was not analysed")),

        // versions of tickets
        ["a change without a version"] = Change("comments", """{"text":"Hm."}""",
            new(428, "precondition-required", Detail: "Send the ticket's ETag in the If-Match header, or * for any version."), ifMatch: null),
        ["a change for another version"] = Change("comments", """{"text":"Hm."}""", Stale, ifMatch: "\"7\""),
        ["a change for several other versions"] = Change("comments", """{"text":"Hm."}""", Stale, ifMatch: "\"7\", \"8\""),
        ["a change for a weak version"] = Change("comments", """{"text":"Hm."}""", Stale, ifMatch: "W/\"1\""),
        ["a merge for another version"] = Change("merge", """{"into":"retail.refund.2026-11-20"}""", Stale, ifMatch: "\"7\""),
        ["a split for another version"] = Change("split", """{"topics":[{"theme":"invoice-error","stage":"pay"}]}""", Stale, ifMatch: "\"7\""),
        ["a version without quotes"] = Change("comments", """{"text":"Hm."}""", Invalid(NotAnETag), ifMatch: "1"),
        ["a wrong version and a wrong body"] = Change("comments", "{}", Invalid($"{NotAnETag}\ntext: is required: the comment"), ifMatch: "1"),

        // transitions
        ["a transition as plain text"] = Change("transitions", """{"to":"accepted"}""", new(415, "wrong-content-type", Detail: "Send application/json.")) with
        {
            ContentType = "text/plain",
        },
        ["a transition over 1 MiB"] = Change("transitions", "", TooLarge) with { Body = OverOneMebibyte },
        ["a transition that makes no sense"] = Change("transitions", """{"to":"shipped"}""",
            new(409, "conflict", Detail: "A ticket that is open cannot be moved to shipped. Possible: accepted, dismissed.",
                Possible: ["accepted", "dismissed"])),
        ["a transition to verified"] = Change("transitions", """{"to":"verified"}""",
            new(409, "conflict", Detail: "verified cannot be set by hand: customers' later feedback decides. Possible: accepted, dismissed.",
                Possible: ["accepted", "dismissed"])),
        ["a transition to nowhere"] = Change("transitions", "{}", Invalid("to: is required: the state to move to")),
        ["a transition to null"] = Change("transitions", """{"to":null}""", Invalid("to: is required: the state to move to")),
        ["a transition to a number"] = Change("transitions", """{"to":1}""", Invalid("to: must be a string")),
        ["a transition to an unknown state"] = Change("transitions", """{"to":"done"}""", Invalid(States)),
        ["a dismissal without a reason"] = Change("transitions", """{"to":"dismissed"}""", Invalid("reason: is required to dismiss a ticket")),
        ["a dismissal for a blank reason"] = Change("transitions", """{"to":"dismissed","reason":" \n"}""", Invalid("reason: " + Prose)),
        ["a reason of 4,001 characters"] = Change("transitions", $$"""{"to":"dismissed","reason":"{{new string('a', 4_001)}}"}""", Invalid("reason: " + Prose)),
        ["a transition that ships and does not say so"] = Change("transitions", """{"to":"accepted","shippedAt":"2026-11-20T12:00:00Z"}""",
            Invalid("shippedAt: is only allowed for a move to shipped")),
        ["a transition that ships some time"] = Change("transitions", """{"to":"shipped","shippedAt":"yesterday"}""",
            Invalid("shippedAt: must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z")),
        ["a transition for a person of 101 characters"] = Change("transitions", $$"""{"to":"accepted","onBehalfOf":"{{new string('a', 101)}}"}""",
            Invalid("onBehalfOf: must have 1 to 100 characters and no control characters")),
        ["a transition with a field twice and an unknown one"] =
            Change("transitions", """{"to":"accepted","to":"open","by":"me"}""", Invalid("by: is not a field of a transition\nto: is given twice")),
        ["a transition that is an array"] = Change("transitions", "[]", Invalid("$: must be a JSON object")),
        ["a transition that is cut off"] = Change("transitions", "{", Invalid("$: is not valid JSON (line 1, byte 2)")),
        ["a transition without a body"] = Change("transitions", "", Invalid("$: is not valid JSON (line 1, byte 1)")),

        // comments, owners, due dates
        ["a comment without a text"] = Change("comments", "{}", Invalid("text: is required: the comment")),
        ["a comment of 4,001 characters"] = Change("comments", $$"""{"text":"{{new string('a', 4_001)}}"}""", Invalid("text: " + Prose)),
        ["a comment with the character U+0000"] = Change("comments", """{"text":"a\u0000"}""", Invalid("text: " + Prose)),
        ["an owner that is no silo"] = Change("owner", """{"silo":"biling","collaborators":["store","web","store"]}""",
            Invalid($"collaborators[2]: is listed twice\nsilo: {Silos} (did you mean \"billing\"?)"), "PUT"),
        ["an owner without a silo"] = Change("owner", """{"assignee":"Bo"}""", Invalid("silo: is required: the silo that owns it"), "PUT"),
        ["collaborators that are no list"] = Change("owner", """{"silo":"billing","collaborators":"store"}""", Invalid("collaborators: must be an array"),
            "PUT"),
        ["collaborators that are no names"] = Change("owner", """{"silo":"billing","collaborators":[null,1,"store"]}""",
            Invalid("collaborators[0]: must not be null\ncollaborators[1]: must be a string"), "PUT"),
        ["101 collaborators"] = Change("owner", $$"""{"silo":"billing","collaborators":[{{string.Join(',', Enumerable.Repeat("\"store\"", 101))}}]}""",
            Invalid("collaborators: must have at most 100 items"), "PUT"),
        ["no due date"] = Change("due", "{}", Invalid("dueAt: is required: a time, or null for none"), "PUT"),
        ["a due day"] = Change("due", """{"dueAt":"2026-12-18"}""", Invalid("dueAt: must be an RFC 3339 time with an offset, such as 2026-11-20T17:03:11Z"),
            "PUT"),
        ["a due date that is over"] = Change("due", """{"dueAt":"2026-11-20T17:59:59Z"}""", Invalid("dueAt: must be in the future"), "PUT"),
        ["a due date of the next generation"] = Change("due", """{"dueAt":"2046-11-20T17:59:59Z"}""", Invalid("dueAt: must be at most 5 years in the future"),
            "PUT"),

        // merges and splits
        ["a merge into nothing"] = Change("merge", "{}", Invalid("into: is required: the id of the ticket to merge into")),
        ["a merge into no ticket"] = Change("merge", """{"into":"retail.refund.2020-01-01"}""", Invalid("into: must be the id of a ticket")),
        ["a merge into itself"] = Change("merge", $$"""{"into":"{{ContractProgram.Ticket}}"}""", Invalid("into: must not be the ticket itself")),
        ["a split of nothing"] = Change("split", """{"topics":[]}""", Invalid("topics: is required: the topics to split off")),
        ["a split of half a topic"] = Change("split", """{"topics":[{"theme":"refund"}]}""", Invalid("topics[0].stage: is required")),
        ["a split of no topic"] = Change("split", """{"topics":[{"theme":"refund","stage":"pay","x":1},5]}""",
            Invalid("topics[0].x: is not a field of a topic\ntopics[1]: must be a JSON object")),
        ["a split of another's topic"] = Change("split", """{"topics":[{"theme":"refund","stage":"pay"}]}""",
            Invalid("topics[0]: must be a topic of the ticket: invoice-error at pay, delivery-time at receive")),
        ["a split of everything"] = Change("split", """{"topics":[{"theme":"invoice-error","stage":"pay"},{"theme":"delivery-time","stage":"receive"}]}""",
            Invalid("topics: must leave at least one topic on the ticket")),
        ["a split with a title of 201 characters"] = Change("split",
            $$"""{"topics":[{"theme":"invoice-error","stage":"pay"}],"title":"{{new string('a', 201)}}"}""",
                Invalid("title: must have 1 to 200 characters and no control characters")),

        // sources
        ["a source that exists"] = PostSource("""{"id":"pos-42"}""", new(409, "conflict", Detail: "There is already a source with this name.")),
        ["a source without an id"] = PostSource("{}", Invalid("id: is required: the name of the sending system")),
        ["a source whose id is null"] = PostSource("""{"id":null}""", Invalid("id: is required: the name of the sending system")),
        ["a source whose id is a number"] = PostSource("""{"id":5}""", Invalid("id: must be a string")),
        ["a source whose id has a slash"] = PostSource("""{"id":"a/b"}""", Invalid("id: " + SourceName)),
        ["a source of an unknown touchpoint"] = PostSource("""{"id":"a","touchpoint":"shop"}""", Invalid(Touchpoints)),
        ["a source whose silo has a blank"] = PostSource("""{"id":"a","silo":"the silo"}""", Invalid("silo: " + SourceName)),
        ["a source with an unknown field"] = PostSource("""{"id":"a","key":"mine"}""", Invalid("key: is not a field of a source")),
        ["a source with a field twice"] = PostSource("""{"id":"a","id":"b"}""", Invalid("id: is given twice")),
        ["a source with half a surrogate pair"] = PostSource("""{"id":"\ud800"}""", Invalid("id: is not valid Unicode text")),
        ["a source with half a surrogate pair in a name"] = PostSource("""{"id":"a","\ud800":1}""", Invalid("�: is not a field of a source")),
        ["a source that is an array"] = PostSource("[]", Invalid("$: must be a JSON object")),
        ["a source that is cut off"] = PostSource("""{"id":"a" """, Invalid("$: is not valid JSON (line 1, byte 11)")),
        ["a source without a body"] = PostSource("", Invalid("$: is not valid JSON (line 1, byte 1)")),
        ["a source 17 levels deep"] = PostSource($$"""{"x":{{new string('[', 16)}}""", Invalid("$: is nested deeper than 16 levels")),
    };
}
