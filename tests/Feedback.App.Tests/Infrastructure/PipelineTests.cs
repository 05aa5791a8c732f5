using System.Text.Json;
using System.Text.RegularExpressions;
using Feedback.App.Functions;
using Feedback.App.Local;
using Feedback.App.Tests.Running;
using Feedback.Core.Pipeline;
using Feedback.Core.Storage;
using Feedback.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Feedback.App.Tests.Infrastructure;

/// <summary>The one list of processors and jobs, and what runs and describes it.</summary>
public sealed class PipelineTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src/Feedback.App/Functions");

    [Fact]
    public void No_two_steps_have_one_name_and_each_name_is_words_with_hyphens()
    {
        var names = FeedbackPipeline.Steps.Select(step => step.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z]+(-[a-z]+)+$", name));
    }

    [Fact]
    public void Every_step_that_Azure_runs_has_a_function_of_its_name_with_its_trigger_and_no_other_function_is_triggered()
    {
        var expected = FeedbackPipeline.Steps.Where(step => step.RunsOn(Heads.Azure) && step is not Job { InEveryProcess: true })
            .Select(step => $"{step.FunctionName}: {TriggerOf(step)}").Distinct();

        var triggered = Directory.EnumerateFiles(Folder, "function.json", SearchOption.AllDirectories).Select(TriggerOf).OfType<string>().ToList();

        Assert.Equal(expected.Order(StringComparer.Ordinal), triggered.Order(StringComparer.Ordinal));
        Assert.Equal(triggered.Select(function => function.Split(':')[0]).Order(StringComparer.Ordinal),
            InvocationEndpoints.Functions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_shares_the_function_of_another_reads_the_same_container()
    {
        var processors = FeedbackPipeline.Steps.OfType<Processor>().ToDictionary(processor => processor.Name);

        Assert.All(
            processors.Values.Where(processor => processor.SharesFunctionOf is not null),
            processor => Assert.Equal(processor.Container, processors[processor.SharesFunctionOf!].Container));
    }

    [Fact]
    public async Task The_program_by_itself_runs_all_that_is_meant_for_one_machine_in_the_order_of_the_list()
    {
        await using var program = await RunningProgram.StartAsync();
        var services = program.Services.GetServices<IHostedService>().ToList();

        var processors = FeedbackPipeline.ProcessorsOn(Heads.OneMachine).Select(processor => processor.Name).ToList();
        var jobs = FeedbackPipeline.JobsOn(Heads.OneMachine).Where(job => !job.OnlyOnRemoteStore).Select(job => job.Name);

        Assert.Equal(processors, services.OfType<ChangeFeedProcessor>().Select(runner => runner.Processor.Name));
        Assert.Equal(jobs, services.OfType<PeriodicJob>().Select(runner => runner.Job.Name));
        var ready = JsonElement.Parse(await program.Anonymous.GetStringAsync("/readyz"));
        Assert.Equal(processors, ready.GetProperty("lagSeconds").EnumerateObject().Select(lag => lag.Name));
    }

    [Fact]
    public void What_erasures_and_verifications_go_by_is_what_reads_the_feedback_and_what_folds()
    {
        Assert.Equal(new PipelineCursors(new("process-feedback", "advance-feedback"), new("fold-signals")), FeedbackPipeline.CursorsOn(Heads.OneMachine));
        Assert.Equal(new PipelineCursors(new("requeue-stalled", "sweep-pending"), new("fold-signals")), FeedbackPipeline.CursorsOn(Heads.Azure));
    }

    [Fact]
    public void The_page_on_how_feedback_travels_lists_the_steps_in_their_order()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/how-feedback-travels.md"));
        var listed = Regex.Matches(page, @"^\| `([a-z-]+)` \| (.*?) \|", RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}");

        Assert.Equal(FeedbackPipeline.Steps.Select(step => $"{step.Name}: {WhereOf(step)}"), listed);
    }

    [Fact]
    public void Every_path_on_the_page_on_how_feedback_travels_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/how-feedback-travels.md"));
        var paths = Regex.Matches(page, @"`((?:App|Web|Core|Azure|Cosmos|Sqlite)/[A-Za-z./]+)`").Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, "src/Feedback." + path)), path));
    }

    private static string WhereOf(PipelineStep step) => step.Heads switch
    {
        Heads.OneMachine => "one machine",
        Heads.Azure => "Azure",
        _ => "both",
    };

    private static string TriggerOf(PipelineStep step) => step switch
    {
        Processor processor => $"container {processor.Container}",
        QueueStep queue => (queue.Container is { } container ? $"container {container}" : $"queue {queue.Reads}")
            + (queue.Sends is { } sends ? $", sends to {sends}" : ""),
        _ => "timer",
    };

    /// <summary>A function's trigger; <c>null</c> for one that requests set off.</summary>
    private static string? TriggerOf(string file)
    {
        var bindings = JsonElement.Parse(File.ReadAllText(file)).GetProperty("bindings").EnumerateArray().ToList();
        var trigger = bindings[0].GetProperty("type").GetString() switch
        {
            "cosmosDBTrigger" => $"container {bindings[0].GetProperty("containerName").GetString()}",
            "serviceBusTrigger" => $"queue {bindings[0].GetProperty("queueName").GetString()}",
            "timerTrigger" => "timer",
            _ => null,
        };
        var queues = bindings.Skip(1).Where(binding => binding.TryGetProperty("queueName", out _))
            .Select(binding => binding.GetProperty("queueName").GetString());
        var sends = string.Concat(queues.Select(queue => $", sends to {queue}"));
        return trigger is null ? null : $"{Path.GetFileName(Path.GetDirectoryName(file))}: {trigger}{sends}";
    }
}
