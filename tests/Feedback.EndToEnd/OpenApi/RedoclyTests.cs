using System.Text.Json;
using Feedback.EndToEnd.Running;

namespace Feedback.EndToEnd.OpenApi;

public sealed class RedoclyTests
{
    [Fact]
    public async Task The_document_keeps_Redoclys_recommended_rules_without_a_warning()
    {
        var folder = await NodePackage.InstallAsync();
        var data = FeedbackProcess.FreshData();
        await using var program = await FeedbackProcess.StartAsync(data);
        var document = Path.Combine(data, "openapi.json");
        await File.WriteAllTextAsync(document, await program.Manager.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));

        var (_, output) = await NodePackage.RunAsync(folder, "npx", ["--no-install", "redocly", "lint", "--config=redocly.yaml", "--format=json", document]);

        // Notices of other kinds may stand around the report.
        var report = JsonSerializer.Deserialize<JsonElement>(
            output.AsSpan()[output.IndexOf("{\n", StringComparison.Ordinal)..(output.LastIndexOf("\n}", StringComparison.Ordinal) + 2)]);
        var totals = report.GetProperty("totals");
        Assert.True((totals.GetProperty("errors").GetInt32(), totals.GetProperty("warnings").GetInt32()) == (0, 0), output);
    }
}
