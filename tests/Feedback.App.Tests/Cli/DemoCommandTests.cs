using System.Net.Http.Json;
using Feedback.App.Tests.Running;
using Feedback.Core.Records;
using Feedback.Core.Storage;

namespace Feedback.App.Tests.Cli;

public sealed class DemoCommandTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task The_demo_does_not_mix_sample_data_into_feedback_of_ones_own()
    {
        await using (var program = await RunningProgram.StartAsync(_command.Data))
        {
            var (till, _) = await program.AddSourceAsync("pos-42");
            using (till)
            using (var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text = "Nice staff." }))
                posted.EnsureSuccessStatusCode();
        }

        var result = await _command.RunAsync("demo", "--exit");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{_command.Data} already contains your own feedback", result.Error, StringComparison.Ordinal);
        await using var store = _command.OpenStore();
        Assert.Single((await store.ReadChangesAsync(Containers.Feedback, ChangeCursor.Beginning, 10)).Documents, change => !FeedbackKey.IsAnalysis(change.Key));
    }
}
