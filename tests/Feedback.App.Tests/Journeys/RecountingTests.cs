using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Cli;
using Feedback.App.Tests.Pages;
using Feedback.App.Tests.Running;
using Feedback.Testing;

namespace Feedback.App.Tests.Journeys;

/// <summary>What is seen while everything is counted anew for another time zone.</summary>
public sealed class RecountingTests : IDisposable
{
    private const string Elsewhere = "--Feedback:TimeZone=Asia/Kolkata";
    private static readonly string[] Held = ["recount-folds"];

    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Maps_series_pages_and_verify_say_how_far_it_is_and_nothing_when_it_is_done()
    {
        await using (var before = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await before.AddSourceAsync("pos-42");
            using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "The refund took six weeks." });
            await before.DrainAsync();
            Assert.False((await JsonAsync(before, "map")).TryGetProperty("recounting", out _));
        }

        await using (var meanwhile = await RunningProgram.StartAsync(Held, _command.Data, null, [Elsewhere]))
        {
            Assert.Equal(0, (await JsonAsync(meanwhile, "map")).GetProperty("recounting").GetProperty("done").GetDouble());
            Assert.Equal(0, (await JsonAsync(meanwhile, "series")).GetProperty("recounting").GetProperty("done").GetDouble());
            using var visitor = new PageVisitor(meanwhile);
            using var _ = await visitor.SignInAsync();
            foreach (var path in new[] { "/", "/stages/pay", "/themes/refund" })
                Assert.Contains("0% done", (await visitor.ReadAsync(path)).QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Recounting 0% done", (await _command.RunAsync("verify", Elsewhere)).Output, StringComparison.Ordinal);
        }

        await using var after = await RunningProgram.StartAsync(_command.Data, null, Elsewhere);
        await Eventually.HoldsAsync(async () => !(await JsonAsync(after, "map")).TryGetProperty("recounting", out _), () => "it still counts anew");

        Assert.DoesNotContain("Recounting", (await _command.RunAsync("verify", Elsewhere)).Output, StringComparison.Ordinal);
    }

    private static Task<JsonElement> JsonAsync(RunningProgram program, string what) =>
        program.Manager.GetFromJsonAsync<JsonElement>(new Uri($"/v1/journeys/retail/{what}", UriKind.Relative));
}
