using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static Feedback.App.Tests.BadInput.ContractProgram;
using static Feedback.App.Tests.BadInput.ExpectedProblem;

namespace Feedback.App.Tests.BadInput;

/// <summary>A bad request beside the bodies of single feedback.</summary>
internal sealed record BadRequest(string Method, string Path, Caller Caller, ExpectedProblem Expected)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public (string Name, string Value)? Header { get; init; }

    public bool Chunked { get; init; }

    public HttpRequestMessage ToMessage()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Path, UriKind.Relative));
        if (Body is not null)
            request.Content = Content(Body, ContentType);
        if (Header is { } header)
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        request.Headers.TransferEncodingChunked = Chunked;
        return request;
    }
}

public sealed partial class BadRequestTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    private const string Feedback = "/v1/feedback";
    private const string Batch = "/v1/feedback/batch";
    private const string Sources = "/v1/sources";
    private const string Map = "/v1/journeys/retail/map";
    private const string Changes = "/v1/journeys/retail/changes";
    private const string Drivers = "/v1/journeys/retail/drivers";
    private const string Series = "/v1/journeys/retail/series";
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Good = """{"source":"pos-42","text":"Fine."}""";
    private const string SourceName = "must have 1 to 64 letters, digits, dots, hyphens or underscores, and start with a letter or digit";
    private const string Touchpoints = "touchpoint: must be one of store, web, billing, service, product, marketing, delivery";
    private const string Stages = "stage: must be one of discover, choose, buy, receive, use, pay, get-help, return, unmapped";
    private const string Time = "must be a day such as 2026-11-20 or an RFC 3339 time such as 2026-11-20T17:00:00Z";
    private const string Cursor = "cursor: must be the \"next\" of an earlier response";
    private const string Limit = "limit: must be a whole number from 1 to 200";
    private const string NotAnArray = "$: must be a JSON array of feedback, or NDJSON with the content type application/x-ndjson";
    private const string States = "to: must be one of open, accepted, in-progress, shipped, verified, ineffective, closed, dismissed";
    private const string Silos = "must be one of marketing, store, web, product, logistics, billing, service";
    private const string Prose = "must have 1 to 4,000 characters, not all of them blank and none of them U+0000";
    private const string NotAnETag = "If-Match: must be the ETag of an earlier response, such as \"4\", or *";

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_request_is_answered_with_its_exact_problem(string row)
    {
        var bad = Rows[row];
        using var request = bad.ToMessage();

        using var response = await contract.As(bad.Caller).SendAsync(request);

        await bad.Expected.AssertAsync(response);
    }

    [Fact]
    public async Task An_unknown_theme_is_refused_with_the_themes_that_there_are()
    {
        using var response = await contract.Manager.GetAsync(new Uri($"{Feedback}?theme=weather", UriKind.Relative));
        var journey = await contract.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail");

        var themes = journey.GetProperty("themes").EnumerateArray().Select(theme => theme.GetProperty("id").GetString());
        await Invalid($"theme: must be one of {string.Join(", ", themes)}, unmapped").AssertAsync(response);
    }

    [Fact]
    public async Task A_batch_of_1000_is_accepted_and_so_is_a_body_of_1_MiB()
    {
        var items = string.Join(',', Enumerable.Repeat(Good, 1_000));
        var body = Utf8($"[{items}{new string(' ', (1 << 20) - items.Length - 2)}]");
        Assert.Equal(1 << 20, body.Length);

        using var response = await contract.Till.PostAsync(new Uri(Batch, UriKind.Relative), Content(body, "application/json"));

        Assert.Equal(1_000, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task One_bad_line_among_good_ones_is_refused_alone()
    {
        var lines = $"\uFEFF{Good}\r\n\n{{\"source\":\n{Good}\n{Good[..^1]},\"ratings\":{{\"nps\":11}}}}\n{{\"source\":\"survey\",\"text\":\"Fine.\"}}";

        using var response = await contract.Till.PostAsync(new Uri(Batch, UriKind.Relative), Content(Utf8(lines), "application/x-ndjson"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var batch = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 0, 3), (batch.GetProperty("accepted").GetInt32(), batch.GetProperty("duplicates").GetInt32(), batch.GetProperty("rejected")
            .GetInt32()));
        var results = batch.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2, 3, 4], results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal([true, false, true, false, false], results.Select(result => result.TryGetProperty("id", out _)));
        Assert.Equal(Invalid("$: is not valid JSON (line 1, byte 11)").ToJson().ToJsonString(), results[1].GetProperty("problem").GetRawText());
        Assert.Equal(Invalid("ratings.nps: must be a whole number from 0 to 10").ToJson().ToJsonString(), results[3].GetProperty("problem").GetRawText());
        Assert.Equal(403, results[4].GetProperty("problem").GetProperty("status").GetInt32());
    }

    private static BadRequest Post(string path, string body, ExpectedProblem expected) => new("POST", path, Caller.Till, expected) { Body = Utf8(body) };

    private static BadRequest PostSource(string body, ExpectedProblem expected) => new("POST", Sources, Caller.Manager, expected) { Body = Utf8(body) };

    private static BadRequest Correct(string body, ExpectedProblem expected) =>
        new("POST", $"/v1/feedback/{ContractProgram.Feedback}/corrections", Caller.Manager, expected) { Body = Utf8(body) };

    private static BadRequest Change(string what, string body, ExpectedProblem expected, string method = "POST", string? ifMatch = "*") =>
        new(method, $"/v1/tickets/{ContractProgram.Ticket}/{what}", Caller.Manager, expected)
        {
            Body = Utf8(body),
            Header = ifMatch is null ? null
            : ("If-Match", ifMatch)
        };

    private static BadRequest Get(string path, ExpectedProblem expected) => new("GET", path, Caller.Manager, expected);
}
