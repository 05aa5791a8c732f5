using System.Net;
using static Feedback.App.Tests.BadInput.BadFeedback;
using static Feedback.App.Tests.BadInput.ContractProgram;

namespace Feedback.App.Tests.BadInput;

public sealed class BadFeedbackTests(ContractProgram contract) : IClassFixture<ContractProgram>
{
    public static TheoryData<string> Bad => [.. Rows.Keys];

    public static TheoryData<string> Good => [.. Accepted.Keys];

    /// <summary>Bodies at the edge of what is allowed.</summary>
    private static readonly Dictionary<string, byte[]> Accepted = new()
    {
        ["the contract's example"] = Utf8(Feedback.Web.Api.OpenApi.Examples.PostedFeedback),
        ["a byte order mark"] = [0xEF, 0xBB, 0xBF, .. Utf8("""{"source":"pos-42","text":"Fine."}""")],
        ["a text of 10,000 characters"] = With("text", Quoted('a', 10_000)),
        ["a text of 10,000 emoji"] = With("text", $"\"{string.Concat(Enumerable.Repeat("🙂", 10_000))}\""),
        ["an escaped surrogate pair"] = With("text", "\"\\ud83d\\ude42\""),
        ["escaped field names"] = Utf8("""{"\u0073ource":"pos-42","te\u0078t":"Fine."}"""),
        ["an event id of 200 characters"] = With("sourceEventId", Quoted('e', 200)),
        ["a channel of 100 characters"] = With("channel", Quoted('c', 100)),
        ["4 minutes ahead"] = With("occurredAt", "\"2026-11-20T18:04:00Z\""),
        ["almost 5 years ago"] = With("occurredAt", "\"2021-11-20T19:00:00Z\""),
        ["an offset and a fraction"] = With("occurredAt", "\"2026-11-20T18:03:11.123456789+01:00\""),
        ["small letters in a time"] = With("occurredAt", "\"2026-11-20t17:03:11z\""),
        ["29 February of a leap year"] = With("occurredAt", "\"2024-02-29T17:03:11Z\""),
        ["an address of 254 characters"] = With("customer", $$"""{"email":"{{new string('a', 242)}}@example.com"}"""),
        ["the lowest ratings"] = With("ratings", """{"nps":0,"csat":1,"ces":1}"""),
        ["the highest ratings"] = With("ratings", """{"nps":10,"csat":5,"ces":7}"""),
        ["ratings without a text"] = Utf8("""{"source":"pos-42","ratings":{"nps":9}}"""),
        ["nulls for all that may be left out"] =
            Utf8("""{"source":"pos-42","sourceEventId":null,"touchpoint":null,"channel":null,"occurredAt":null,"customer":null,"text":"Fine.","language":null,"ratings":null,"attributes":null}"""),
        ["50 attributes"] = With("attributes", Attributes(50)),
        ["an attribute of 1,000 characters"] = With("attributes", $$"""{ {{Quoted('n', 100)}}:{{Quoted('x', 1_000)}}}"""),
        ["numbers and booleans as attributes"] = With("attributes", """{"a":1.50,"b":true,"c":false,"d":null}"""),
        ["a long language tag"] = With("language", "\"zh-Hant-TW\""),
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_feedback_is_refused_with_every_field_named(string row)
    {
        var (body, errors) = Rows[row];

        using var response = await contract.Till.PostAsync(new Uri("/v1/feedback", UriKind.Relative), Content(body, "application/json"));

        await ExpectedProblem.Invalid(errors).AssertAsync(response);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_feedback_at_the_edge_of_what_is_allowed_is_accepted(string row)
    {
        using var response = await contract.Till.PostAsync(new Uri("/v1/feedback", UriKind.Relative), Content(Accepted[row], "application/json"));

        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_batch_says_of_a_bad_feedback_what_a_single_post_says_of_it()
    {
        // Rows that are JSON as a whole; broken JSON breaks an array and is another row's matter.
        var rows = Rows.Values.Where(row => !row.Errors.StartsWith("$: is n", StringComparison.Ordinal)).ToList();
        byte[] body = [.. "["u8, .. rows.SelectMany((row, index) => index == 0 ? row.Body : [(byte)',', .. row.Body]), .. "]"u8];

        using var response = await contract.Till.PostAsync(new Uri("/v1/feedback/batch", UriKind.Relative), Content(body, "application/json"));

        var results = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!["results"]!.AsArray();
        Assert.Equal(rows.Count, results.Count);
        Assert.All(rows.Index(), row =>
            Assert.Equal(ExpectedProblem.Invalid(row.Item.Errors).ToJson().ToJsonString(), results[row.Index]!["problem"]!.ToJsonString()));
    }

    private static byte[] With(string field, string value) => field == "text"
        ? Utf8($$"""{"source":"pos-42","text":{{value}}}""")
        : Utf8($$"""{"source":"pos-42","text":"Fine.","{{field}}":{{value}}}""");
}
