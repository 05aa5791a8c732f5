using System.Net.Http.Json;
using System.Text.Json;
using Feedback.App.Tests.Cli;
using Feedback.Azure.Tests.Running;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Feedback.App.Tests.Running;

/// <summary>The whole program with Azure AI Language.</summary>
public sealed class OnAzureLanguageTests : IAsyncLifetime, IDisposable
{
    private const string Text = "The food was unacceptable.";

    private readonly CommandLine _command = new();
    private LanguageService _service = null!;
    private string[] _configuration = [];

    public async Task InitializeAsync()
    {
        _service = await LanguageService.StartAsync();
        _service.Answers[Text] = Said.Document("negative", 0, 1, Said.Sentence(Text, 0, Text.Length, "negative", 0, 1,
            Said.Target(Text, "food", "negative", "#/documents/0/sentences/0/assessments/0"), Said.Assessment(Text, "unacceptable", "negative")));
        _configuration = ["--Feedback:Language=azure", $"--Feedback:LanguageEndpoint={_service.Options.Endpoint}",
            $"--Feedback:LanguageKey={LanguageService.Key}"];
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_posted_feedback_is_understood_by_the_service()
    {
        await using var program = await RunningProgram.StartAsync(_command.Data, configuration: _configuration);

        var feedback = await PostAsync(program);

        Assert.Equal(("mapped", "azure/2023-04-01"), (feedback.GetProperty("state").GetString(), feedback.GetProperty("analysedBy").GetString()));
    }

    [Fact]
    public async Task What_the_service_found_of_personal_data_is_hidden_on_the_page_and_its_place_alone_is_kept()
    {
        const string text = "The refund is awful, says Ann Lee, 0113 496 0000.";
        _service.Personal[text] = Said.Entity(text, "Ann Lee", "Person");
        await using var program = await RunningProgram.StartAsync(_command.Data, configuration: _configuration);

        var feedback = await PostAsync(program, text);

        var page = await program.Manager.GetStringAsync(new Uri($"/feedback/{feedback.GetProperty("id").GetString()}", UriKind.Relative));
        Assert.DoesNotContain("Ann Lee", page, StringComparison.Ordinal);
        Assert.Contains("says [name], [phone number].", page, StringComparison.Ordinal);
        var stored = await program.Services.GetRequiredService<IDocumentStore>().FindFeedbackAsync(feedback.GetProperty("id").GetString()!);
        Assert.Equal([new PersonalSpan(new(26, 7), PersonalDataKind.Name)], stored!.Value.Record.Analysis!.Personal!);
    }

    [Fact]
    public async Task Feedback_waits_while_the_service_lets_nobody_in_and_is_understood_when_it_does()
    {
        _service.Next.Enqueue(LanguageService.Status(403, """{"error":{"code":"PermissionDenied","message":"m"}}"""));
        await using var program = await RunningProgram.StartAsync(_command.Data, configuration: _configuration);

        var feedback = await PostAsync(program);

        Assert.Equal("azure/2023-04-01", feedback.GetProperty("analysedBy").GetString());
    }

    [Fact]
    public async Task What_the_built_in_analysis_stood_in_for_is_analysed_again_on_command()
    {
        string[] configuration = [.. _configuration, "--Feedback:LanguageFallback=built-in"];
        _service.Always = LanguageService.Status(503, "", ("Retry-After", "60"));
        await using (var program = await RunningProgram.StartAsync(_command.Data, configuration: configuration))
            Assert.Equal("built-in/2 for azure/2023-04-01", (await PostAsync(program)).GetProperty("analysedBy").GetString());
        var whileDown = await _command.RunAsync(["reanalyse", .. configuration]);
        _service.Always = null;

        var again = await _command.RunAsync(["reanalyse", .. configuration]);
        var nothingLeft = await _command.RunAsync(["reanalyse", .. configuration]);

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Contains("1 analysed again by azure/2023-04-01", whileDown.Output, StringComparison.Ordinal);
        Assert.Contains("1 analysed again by azure/2023-04-01", again.Output, StringComparison.Ordinal);
        Assert.Contains("0 analysed again", nothingLeft.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _command.RunAsync("verify")).ExitCode);
    }

    private static async Task<JsonElement> PostAsync(RunningProgram program, string text = Text)
    {
        var (till, _) = await program.AddSourceAsync("pos-42");
        using var posted = await till.PostAsJsonAsync("/v1/feedback", new { source = "pos-42", text, language = "en" });
        await program.DrainAsync();
        return await program.Manager.GetFromJsonAsync<JsonElement>(posted.Headers.Location);
    }
}
