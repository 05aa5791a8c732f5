using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Running;

namespace Feedback.App.Tests.Corrections;

public sealed class CorrectionApiTests
{
    [Fact]
    public async Task A_correction_answers_the_corrected_feedback_with_who_and_what_and_a_new_version()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);
        using var read = await program.Manager.GetAsync(address);

        using var response = await CorrectAsync(program, address,
            new { opinion = 0, sentiment = "neutral", theme = "delivery-time", reason = "About the parcel.", onBehalfOf = "Ann" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.NotEqual(read.Headers.ETag, response.Headers.ETag);
        var feedback = await response.Content.ReadFromJsonAsync<JsonElement>();
        var opinion = feedback.GetProperty("opinions")[0];
        Assert.Equal(("neutral", "negative"), (opinion.GetProperty("sentiment").GetProperty("label").GetString(), opinion.GetProperty("analysed")
            .GetProperty("label").GetString()));
        var mapped = feedback.GetProperty("mapping")[0].GetProperty("opinions")[0];
        Assert.Equal(("receive", "delivery-time", "logistics", "corrected"),
            (Text(mapped, "stage"), Text(mapped, "theme"), Text(mapped, "ownedBy"), Text(mapped, "reason")));
        Assert.Equal(["theme"], mapped.GetProperty("corrected").EnumerateArray().Select(field => field.GetString()));
        var correction = feedback.GetProperty("corrections")[1];
        Assert.Equal(("theme", "retail", "invoice-error", "delivery-time"),
            (Text(correction, "field"), Text(correction, "journey"), Text(correction, "before"), Text(correction, "after")));
        Assert.Equal(("manager", "Ann", "About the parcel."), (Text(correction, "by"), Text(correction, "onBehalfOf"), Text(correction, "reason")));
    }

    [Fact]
    public async Task The_map_follows()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);

        (await CorrectAsync(program, address, new { opinion = 0, stage = "get-help" })).Dispose();
        await program.DrainAsync();

        var map = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/map");
        Assert.Equal(["get-help"], map.GetProperty("stages").EnumerateArray().Where(stage => stage.GetProperty("volume").GetInt32() > 0)
            .Select(stage => Text(stage, "id")));
    }

    [Fact]
    public async Task The_same_correction_again_changes_nothing()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);
        (await CorrectAsync(program, address, new { opinion = 0, theme = (string?)null })).Dispose();

        using var again = await CorrectAsync(program, address, new { opinion = 0, theme = (string?)null });

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("corrections").GetArrayLength());
    }

    [Fact]
    public async Task A_theme_and_a_stage_that_are_given_together_both_hold()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);

        using var response = await CorrectAsync(program, address, new { opinion = 0, theme = "delivery-time", stage = "pay" });

        var mapped = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("mapping")[0].GetProperty("opinions")[0];
        Assert.Equal(("pay", "delivery-time"), (Text(mapped, "stage"), Text(mapped, "theme")));
    }

    [Fact]
    public async Task A_correction_of_a_version_that_is_no_more_is_refused_with_the_present_one()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);
        using var read = await program.Manager.GetAsync(address);
        using var first = await CorrectAsync(program, address, new { opinion = 0, sentiment = "positive" }, read.Headers.ETag!.ToString());

        using var second = await CorrectAsync(program, address, new { opinion = 0, sentiment = "neutral" }, read.Headers.ETag!.ToString());

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task A_feedback_that_is_not_mapped_cannot_be_corrected_but_is_found_among_the_failed()
    {
        await using var program = await RunningProgram.StartAsync(adjust: Failing.Analysis);
        var address = await PostAsync(program);

        using var response = await CorrectAsync(program, address, new { opinion = 0, sentiment = "neutral" });
        var failed = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/feedback?state=failed");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("the language is not supported", Text(Assert.Single(failed.GetProperty("items").EnumerateArray()), "reason"));
    }

    [Fact]
    public async Task Corrections_are_counted_by_what_was_corrected_to_what()
    {
        await using var program = await RunningProgram.StartAsync();
        var address = await PostAsync(program);
        (await CorrectAsync(program, address, new { opinion = 0, theme = "refund" })).Dispose();
        await program.DrainAsync();

        var counts = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/feedback/corrections");

        Assert.Equal((1, 1, 0), (counts.GetProperty("total").GetInt32(), counts.GetProperty("theme").GetInt32(), counts.GetProperty("sentiment").GetInt32()));
        Assert.Equal(("invoice-error", "refund"), (Text(counts.GetProperty("changes")[0], "before"), Text(counts.GetProperty("changes")[0], "after")));
    }

    private static async Task<string> PostAsync(RunningProgram program)
    {
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "I was billed twice." });
        await program.DrainAsync();
        return posted.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> CorrectAsync(RunningProgram program, string address, object body, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address + "/corrections") { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.Add("If-Match", version);
        return await program.Manager.SendAsync(request);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
