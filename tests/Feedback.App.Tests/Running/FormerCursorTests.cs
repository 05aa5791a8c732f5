using System.Net.Http.Json;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Running;

/// <summary>A data directory of a time in which a processor had another name.</summary>
public sealed class FormerCursorTests : IDisposable
{
    private static readonly IReadOnlyList<Processor> Renamed =
        [.. FeedbackPipeline.ProcessorsOn(Heads.OneMachine).Where(processor => processor.FormerName is not null)];

    private readonly string _data = Directory.CreateTempSubdirectory("feedback-former-").FullName;

    [Fact]
    public async Task What_was_handled_under_a_former_name_is_not_handled_anew()
    {
        await using (var program = await RunningProgram.StartAsync(_data))
        {
            await PostAsync(program, 1);
            await program.DrainAsync();
            var store = program.Services.GetRequiredService<IDocumentStore>();
            foreach (var processor in Renamed)
            {
                await store.KeepCursorAsync(new(processor.FormerName!), (await store.ReadChangesAsync(processor.Container, ChangeCursor.Now, 1)).Cursor);
                await store.DeleteAsync(Containers.Settings, new(DocumentKinds.Cursor, processor.Name));
            }
        }

        await using var again = await RunningProgram.StartAsync(_data);
        while (!again.Services.GetRequiredService<PipelineProgress>().IsCaughtUp)
            await Task.Delay(20);

        // A processor keeps its cursor when it has handled a page: none was.
        Assert.Empty(await KeptAsync(again));

        await PostAsync(again, 2);
        await again.DrainAsync();

        Assert.Contains("process-feedback", await KeptAsync(again));
    }

    [Fact]
    public void The_former_names_are_those_that_were_in_use() => Assert.Equal(
        ["advance-feedback process-feedback", "tell-customers schedule-notifications"],
            Renamed.Select(processor => $"{processor.FormerName} {processor.Name}"));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task PostAsync(RunningProgram program, int number)
    {
        var (client, _) = await program.AddSourceAsync($"pos-{number}");
        using var answer = await client.PostAsJsonAsync("/v1/feedback", new { source = $"pos-{number}", text = "The refund took six weeks." });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<List<string>> KeptAsync(RunningProgram program)
    {
        var keys = Renamed.Select(processor => new DocumentKey(DocumentKinds.Cursor, processor.Name)).ToList();
        return [.. (await program.Services.GetRequiredService<IDocumentStore>().GetManyAsync(Containers.Settings, keys)).Select(document => document.Key.Id)];
    }
}
