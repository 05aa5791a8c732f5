using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Feedback.App.Tests.Running;

public sealed class JourneyOfOneFeedbackTests
{
    [Fact]
    public async Task A_posted_feedback_is_understood_laid_on_the_journey_and_counted()
    {
        await using var program = await RunningProgram.StartAsync();
        var (till, _) = await program.AddSourceAsync("pos-42", "store");

        using var posted = await till.PostAsJsonAsync("/v1/feedback", new
        {
            source = "pos-42",
            text = "Nice staff, but I was billed twice and the refund took six weeks.",
            ratings = new { nps = 4 },
        });
        await program.DrainAsync();

        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        var feedback = await program.Manager.GetFromJsonAsync<JsonElement>(posted.Headers.Location);
        Assert.Equal("mapped", feedback.GetProperty("state").GetString());
        Assert.Equal(["staff-attitude", "invoice-error", "refund"], feedback.GetProperty("themes").EnumerateArray().Select(theme => theme.GetString()));
        var map = await program.Manager.GetFromJsonAsync<JsonElement>("/v1/journeys/retail/map");
        Assert.Equal(3, map.GetProperty("total").GetProperty("volume").GetInt32());
    }
}
