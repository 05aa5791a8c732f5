using Feedback.Core.Language;
using Feedback.Core.Pipeline;
using Feedback.Core.Records;
using Feedback.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Feedback.App.Tests.Pipeline;

public sealed class AnalysisFailureTests
{
    private const string Poison = "poison";

    private readonly Mock<ILanguageAnalysis> _language = new();
    private readonly BuiltInLanguageAnalysis _real = new();

    public AnalysisFailureTests() => _language.SetupGet(language => language.Name).Returns("test/1");

    [Fact]
    public async Task A_text_that_makes_the_analysis_fail_becomes_failed_with_the_reason_and_its_neighbours_are_mapped()
    {
        Analyse(texts => texts.Any(text => text.Text == Poison) ? throw new InvalidOperationException("boom") : _real.AnalyseAsync(texts));
        await using var house = NewHouse();
        var (good, bad) = (await house.PostAsync("The staff are nice."), await house.PostAsync(Poison));

        await RunAsync(house);

        Assert.Equal(FeedbackState.Mapped, (await house.RecordAsync(good)).State);
        var failed = await house.RecordAsync(bad);
        Assert.Equal(FeedbackState.Failed, failed.State);
        Assert.Equal("the analysis failed 3 times, the last time with InvalidOperationException", failed.Reason);
    }

    [Fact]
    public async Task A_reason_that_the_service_gives_for_one_text_is_kept()
    {
        Analyse(texts => Task.FromResult<IReadOnlyList<AnalysisResult>>([.. texts.Select(_ => new AnalysisResult(null, "the language is not supported"))]));
        await using var house = NewHouse();
        var id = await house.PostAsync("Was ist das?");

        await RunAsync(house);

        Assert.Equal("the language is not supported", (await house.RecordAsync(id)).Reason);
    }

    [Fact]
    public async Task A_text_that_fails_once_is_tried_again()
    {
        var calls = 0;
        Analyse(texts => ++calls <= 2 ? throw new TimeoutException() : _real.AnalyseAsync(texts));
        await using var house = NewHouse();
        var id = await house.PostAsync("The staff are nice.");

        await RunAsync(house);

        Assert.Equal(FeedbackState.Mapped, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task While_the_service_is_down_nothing_fails_and_the_page_is_to_be_handled_again()
    {
        Analyse(_ => throw new LanguageUnavailableException("503"));
        await using var house = NewHouse();
        var id = await house.PostAsync("The staff are nice.");

        await Assert.ThrowsAsync<LanguageUnavailableException>(async () =>
            await house.Get<ProcessFeedback>().HandleAsync(await house.ChangesAsync(Containers.Feedback), default));

        Assert.Equal(FeedbackState.Received, (await house.RecordAsync(id)).State);
    }

    [Fact]
    public async Task An_analysis_that_comes_late_changes_nothing()
    {
        await using var house = new House();
        var id = await house.PostAsync("The staff are nice.");
        var stale = await house.ChangesAsync(Containers.Feedback);
        await house.RunAsync();
        var mapped = await house.Store.FindFeedbackAsync(id);

        await house.Get<ProcessFeedback>().HandleAsync(stale, default);

        Assert.Equal(mapped!.Value.ETag, (await house.Store.FindFeedbackAsync(id))!.Value.ETag);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_does_not_stop_those_behind_it()
    {
        await using var house = new House();
        await house.Store.CreateAsync(Containers.Feedback, new(new("broken", "broken"), "{\"id\":5}"u8.ToArray()));
        var id = await house.PostAsync("The staff are nice.");

        await house.RunAsync();

        Assert.Equal(FeedbackState.Mapped, (await house.RecordAsync(id)).State);
    }

    private House NewHouse() => new(services => services.AddSingleton(_language.Object));

    private void Analyse(Func<IReadOnlyList<TextToAnalyse>, Task<IReadOnlyList<AnalysisResult>>> answer) => _language
        .Setup(language => language.AnalyseAsync(It.IsAny<IReadOnlyList<TextToAnalyse>>(), It.IsAny<CancellationToken>()))
        .Returns((IReadOnlyList<TextToAnalyse> texts, CancellationToken _) => answer(texts));

    /// <summary>Runs the house while its clock goes on, so that pauses between attempts pass.</summary>
    private static async Task RunAsync(House house)
    {
        var run = house.RunAsync();
        while (!run.IsCompleted)
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(run, Task.Delay(5));
        }

        await run;
    }
}
